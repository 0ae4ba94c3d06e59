import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ProblemError } from '@wardline/kit/errors'
import { Elysia } from 'elysia'
import { fileResponse } from './app-files.ts'
import type { Context } from './context.ts'

const assets = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Wardline API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>`

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', persistAuthorization: false })`

/** `/openapi.json`, made of the routes' own schemas, and its page `/docs`, with nothing from a CDN. */
export const documentation = ({ base }: Context, described: () => Promise<object>) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/openapi.json', described, { access: 'anyone', detail: { hide: true } })
    .get('/docs', () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }), {
      access: 'anyone',
      detail: { hide: true },
    })
    .get('/docs/start.js', () => new Response(start, { headers: { 'content-type': 'text/javascript' } }), {
      access: 'anyone',
      detail: { hide: true },
    })
    .get(
      '/docs/:file',
      async ({ params: { file }, headers }) => {
        const asset = await fileResponse(assets, file, headers['accept-encoding'] ?? '', 'public, max-age=86400')
        if (!asset) throw new ProblemError('not-found', 'There is no such file.')
        return asset
      },
      { access: 'anyone', detail: { hide: true } },
    )
