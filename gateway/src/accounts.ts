import * as model from '@wardline/auth/model'
import { claimsRole, trimEmail } from '@wardline/auth/rules'
import { ask, headerOf } from '@wardline/kit/client'
import { isProblem, ProblemError } from '@wardline/kit/errors'
import { Page } from '@wardline/kit/list'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status } from 'elysia'
import { answers, answersNothing, as, type Context, creates, listed, type RequestHeader, tagged } from './context.ts'
import { type Columns, pageOrCsv } from './csv.ts'

type Headers = Record<string, string | undefined>

/** What auth needs of a browser's request: its cookie, where it came from, and which host it addressed. */
const browser = (headers: Headers) => {
  const passed = ['authorization', 'cookie', 'origin', 'sec-fetch-site', 'x-forwarded-proto'] as const
  const entries = passed.flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]] as [string, string]],
  )
  return {
    headers: { ...Object.fromEntries(entries), 'x-forwarded-host': headers['x-forwarded-host'] ?? headers.host ?? '' },
  }
}

interface Answer<T> {
  data: T | null
  error: { value: unknown } | null
  headers?: unknown
}

/** Passes an answer on with its cookie; a refusal may carry one too: the cookie is cleared. */
async function withCookie<T>(call: Promise<Answer<T>>, set: { headers: Record<string, unknown> }): Promise<T> {
  const { data, error, headers } = await call
  const cookie = headerOf(headers, 'set-cookie')
  if (cookie) set.headers['set-cookie'] = cookie
  if (!error) return data as T
  throw isProblem(error.value)
    ? ProblemError.from(error.value)
    : new ProblemError('unavailable', 'Signing in is not possible just now.')
}

const columns: Columns<model.User> = ['name', 'email', 'role', 'status', 'createdAt', 'updatedAt', 'id']

const tag = (summary: string, header?: RequestHeader) => tagged('auth', summary, header)

/** Wards share one address, so that only failed logins count against it. */
const addressOf = (request: Request, server: { requestIP(request: Request): { address: string } | null } | null) =>
  server?.requestIP(request)?.address ?? 'unknown'

export const accountRoutes = ({ base, clients, failedLogins, exporting }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .post(
      '/auth/register',
      async ({ body, headers, set }) =>
        status(201, await withCookie(clients.auth.auth.register.post(body, browser(headers)), set)),
      {
        access: 'anyone',
        transform: ({ body }) => {
          if (claimsRole(body)) throw new ProblemError('forbidden', 'A role is given by an administrator.')
          trimEmail(body)
        },
        body: model.Registration,
        response: creates(model.Session),
        detail: tag('Register as a patient'),
      },
    )
    .post(
      '/auth/login',
      async ({ body, headers, set, request, server }) => {
        const address = addressOf(request, server)
        failedLogins.assert(address)
        const call = clients.auth.auth.login.post(body, browser(headers))
        if ((await call).status === 401) failedLogins.take(address)
        return withCookie(call, set)
      },
      {
        access: 'anyone',
        transform: ({ body }) => trimEmail(body),
        body: model.Credentials,
        response: answers(model.Session),
        detail: tag('Sign in'),
      },
    )
    .post(
      '/auth/refresh',
      ({ headers, set }) => withCookie(clients.auth.auth.refresh.post(undefined, browser(headers)), set),
      {
        access: 'cookie',
        response: answers(model.Refreshed),
        detail: tag('A new access token for the refresh cookie'),
      },
    )
    .post(
      '/auth/logout',
      async ({ headers, set }) => {
        await withCookie(clients.auth.auth.logout.post(undefined, browser(headers)), set)
        return status(204, undefined)
      },
      { access: 'cookie', response: answersNothing, detail: tag('Sign out') },
    )
    .get('/auth/me', ({ caller }) => ask(clients.auth.auth.me.get(as(caller))), {
      permit: 'account.read',
      response: answers(model.User),
      detail: tag('The signed-in user'),
    })
    .get(
      '/auth/users',
      (asked) =>
        pageOrCsv(asked, exporting, columns, (query) =>
          ask(clients.auth.auth.users.get({ query, ...as(asked.caller) })),
        ),
      {
        permit: 'user.manage',
        query: model.UserQuery,
        response: answers(model.UserPage),
        detail: listed('auth', 'Every account'),
      },
    )
    .post(
      '/auth/users',
      async ({ body, caller, headers }) =>
        status(201, await ask(clients.auth.auth.users.post(body, as(caller, headers)))),
      {
        permit: 'user.manage',
        body: model.NewUser,
        response: creates(model.User),
        detail: tag('Open an account of any role'),
      },
    )
    .get('/auth/users/:id', ({ params, caller }) => ask(clients.auth.auth.users(params).get(as(caller))), {
      permit: 'user.manage',
      params: IdParams,
      response: answers(model.User),
      detail: tag('One account'),
    })
    .put(
      '/auth/users/:id',
      ({ params, body, caller, headers }) => ask(clients.auth.auth.users(params).put(body, as(caller, headers))),
      {
        permit: 'user.manage',
        params: IdParams,
        body: model.UserChange,
        response: answers(model.User),
        detail: tag('Change name, role, status or password of an account', 'If-Match'),
      },
    )
    .delete(
      '/auth/users/:id',
      async ({ params, caller }) => {
        await ask(clients.auth.auth.users(params).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      { permit: 'user.manage', params: IdParams, response: answersNothing, detail: tag('Disable an account') },
    )
    .get('/directory', ({ query, caller }) => ask(clients.auth.directory.get({ query, ...as(caller) })), {
      permit: 'directory.read',
      query: model.DirectoryQuery,
      response: answers(Page(model.DirectoryEntry)),
      detail: tag('Active users by name'),
    })
