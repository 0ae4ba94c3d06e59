import type { Database } from '@wardline/db/connect'
import { sql } from 'drizzle-orm'
import { type DocumentDecoration, Elysia } from 'elysia'
import { assertReadable, bodyReader } from './body.ts'
import type { Bus } from './bus.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { ProblemError, problems } from './errors.ts'
import type { Caller, PartCaller, UserCaller, Verifier } from './identity.ts'
import type { Logger } from './log.ts'
import type { Outbox } from './outbox.ts'
import { type Access, type Action, may, type openAccess, type Relation } from './permissions.ts'
import { assertGivenOnce } from './query.ts'
import { isUuid } from './schema.ts'

interface Incoming {
  request: Request
  anyCaller?: Caller
  body: unknown
  params?: Record<string, unknown>
  query?: Record<string, unknown>
}

/** Decides before anything of the request is validated: a stranger learns that they are a stranger first. */
const admission = (access: Access) => (context: object) => {
  const { request, anyCaller, body, params, query } = context as Incoming
  admit(access, anyCaller)
  assertReadable(body)
  // What is open to anyone has no filters, but pages of the app, whose addresses are the app's own.
  if (query && access !== 'anyone') assertGivenOnce(request.url, query)
  for (const values of [params, query])
    for (const name in values) if (isUuid(String(values[name]))) values[name] = String(values[name]).toLowerCase()
}

/** The entry of the permission table stands in the documentation too, where the generated test finds it. */
const documented = (access: Access): DocumentDecoration =>
  ({
    'x-permission': access,
    ...((access === 'anyone' || access === 'cookie') && { security: [] }),
  }) as DocumentDecoration

/** What every part is given. */
export interface PartDeps {
  clock: Clock
  log: Logger
  verify: Verifier
}

/** What every service is given; `Peers` are the clients of the parts that it calls. */
export interface ServiceDeps<Peers = Record<never, never>> extends PartDeps {
  db: Database
  peers: Peers
  /** Where events wait for their subscribers; wake it after a commit. */
  outbox: Outbox
  bus: Bus
  config: Config
}

function admit(access: Access, caller: Caller | undefined): void {
  if (access === 'anyone' || access === 'cookie') return
  if (!caller) throw new ProblemError('unauthenticated', 'This needs a valid access token.')
  const isPart = caller.kind === 'part'
  if (access === 'part' ? !isPart : isPart || !may(caller.role, access))
    throw new ProblemError('forbidden', 'Your role does not allow this.')
}

/**
 * The base of every part: failures as problem+json, bodies read, the caller known, and `permit` on each route,
 * which is decided before anything of the request is validated.
 */
export const createApp = ({ log, verify }: PartDeps) =>
  new Elysia({ name: 'part', normalize: false })
    .use(problems(log))
    .use(bodyReader)
    .derive({ as: 'global' }, async ({ request }) => ({
      anyCaller: await verify(request.headers.get('authorization')),
    }))
    .macro('permit', (action: Action) => ({
      detail: documented(action),
      transform: admission(action),
      resolve: ({ anyCaller }) => {
        const caller = anyCaller as UserCaller
        return { caller, relation: may(caller.role, action) as Relation }
      },
    }))
    .macro('access', (access: (typeof openAccess)[number]) => ({
      detail: documented(access),
      transform: admission(access),
      resolve: ({ anyCaller }) => ({ part: anyCaller as PartCaller }),
    }))

export type Base = ReturnType<typeof createApp>

/** The base of every service: a part that says whether its database answers. Services whose routes fill several files share the `base`. */
export const createService = <Peers>(deps: ServiceDeps<Peers>, base: Base = createApp(deps)) =>
  new Elysia({ normalize: false }).use(base).get(
    '/internal/health',
    async () => {
      await deps.db.execute(sql`select 1`)
      return { status: 'ready' as const }
    },
    { access: 'part' },
  )

interface Routed {
  routes: readonly { method: string; path: string; hooks: { detail?: object } }[]
}

/** What each route asks for. */
export const accessOf = (app: Routed) =>
  app.routes.map(({ method, path, hooks }) => ({
    method,
    path,
    access: (hooks.detail as { 'x-permission'?: Access } | undefined)?.['x-permission'],
  }))

/** @throws Error when a route has no entry in the permission table: such an app is never started, nor built */
export function assertPermitted<App extends Routed>(app: App): App {
  const open = accessOf(app).filter(({ access }) => access === undefined)
  if (open.length)
    throw new Error(`without a permission: ${open.map(({ method, path }) => `${method} ${path}`).join(', ')}`)
  return app
}
