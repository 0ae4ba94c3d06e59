import { stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ProblemError } from '@wardline/kit/errors'
import { Elysia } from 'elysia'
import type { Context } from './context.ts'

const dist = fileURLToPath(new URL('../../web/dist', import.meta.url))

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** The encodings that the build wrote beside each file, best first. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

const security = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

/** A file of a folder, in the best encoding that the browser takes; undefined when there is none of this name. */
export async function fileResponse(
  folder: string,
  name: string,
  accepted: string,
  cacheControl: string,
): Promise<Response | undefined> {
  const path = normalize(join(folder, name))
  if (!path.startsWith(join(folder, '/')) || !(await isFile(path))) return
  const headers: Record<string, string> = {
    ...security,
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'cache-control': cacheControl,
    vary: 'accept-encoding',
  }
  for (const [encoding, ending] of encodings) {
    if (!accepted.includes(encoding) || !(await isFile(path + ending))) continue
    return new Response(Bun.file(path + ending), { headers: { ...headers, 'content-encoding': encoding } })
  }
  return new Response(Bun.file(path), { headers })
}

const forever = 'public, max-age=31536000, immutable'

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    throw new ProblemError('not-found', 'There is no such file.')
  }
}

/** A file of the app, or else its page, which finds its way by the address. */
async function serve(name: string, accepted: string): Promise<Response> {
  const isAsset = name.startsWith('assets/')
  const file = name && (await fileResponse(dist, name, accepted, isAsset ? forever : 'no-cache'))
  if (file) return file
  if (isAsset) throw new ProblemError('not-found', 'There is no such file.')
  const page = await fileResponse(dist, 'index.html', accepted, 'no-cache')
  if (!page) throw new ProblemError('not-found', 'The web app has not been built; `bun run go` builds it.')
  return page
}

const open = { access: 'anyone', detail: { hide: true } } as const

/** The web app under `/app/`: hashed files are kept by browsers, every other address is a page of the app. */
export const appFiles = ({ base }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/', ({ redirect }) => redirect('/app/'), open)
    // This route is also asked for `/app/`.
    .get(
      '/app',
      ({ request, headers, redirect }) =>
        request.url.endsWith('/app') ? redirect('/app/') : serve('', headers['accept-encoding'] ?? ''),
      open,
    )
    .get('/app/*', ({ params, headers }) => serve(decode(params['*']), headers['accept-encoding'] ?? ''), open)
