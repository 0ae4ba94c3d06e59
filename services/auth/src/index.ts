import { ProblemError, problem } from '@wardline/kit/errors'
import type { AccessSigner } from '@wardline/kit/identity'
import { assertCurrent } from '@wardline/kit/record'
import { IdParams } from '@wardline/kit/schema'
import { assertPermitted, createService, type ServiceDeps } from '@wardline/kit/service'
import { status } from 'elysia'
import { changeAccount, openAccount } from './accounts.ts'
import { isForeign, readRefreshCookie, refreshCookie } from './cookie.ts'
import * as model from './model.ts'
import { verifyPassword } from './password.ts'
import { claimsRole, trimEmail } from './rules.ts'
import { prepareSessionReads } from './sessions.ts'
import { openSession, refreshSession, type SignedIn, signedInBody, signOut } from './signing-in.ts'
import * as store from './store.ts'
import { createChain } from './token.ts'

export interface AuthDeps extends ServiceDeps {
  signAccess: AccessSigner
}

type Headers = Record<string, string | undefined>
interface Answering {
  headers: Headers
  set: { headers: Record<string, unknown> }
}

const unknown = () => problem('not-found', 'There is no such user.')
const wrongPair = () => problem('unauthenticated', 'The e-mail address or the password is wrong.')
const signedOut = () => problem('unauthenticated', 'You are signed out. Sign in again.')

/** Nobody gives themselves a role; said before anything else that may be wrong with the body. */
function refuseRole({ body }: { body: unknown }): void {
  if (claimsRole(body)) throw new ProblemError('forbidden', 'A role is given by an administrator.')
}

/** Other sites cannot read an answer, but a browser would send them the cookie along. */
function refuseForeign({ headers }: { headers: Headers }): void {
  if (isForeign(headers)) throw new ProblemError('forbidden', 'This was sent from another site.')
}

/** Accounts and sessions. */
export function createAuthService(deps: AuthDeps) {
  const { db, clock, outbox, bus, signAccess } = deps
  const privateKey = deps.config.keys.private.auth
  if (!privateKey) throw new Error('auth has no private key')
  const signingIn = { db, clock, chain: createChain(privateKey) }
  const users = store.prepareReads(db)
  const sessions = prepareSessionReads(db)

  const tell = (revoked: string[]) => {
    for (const sessionId of revoked) bus.publish('sessions', { sessionId })
  }
  const keep = ({ headers, set }: Answering, cookie: string | undefined) => {
    set.headers['set-cookie'] = refreshCookie(cookie, headers)
  }
  const welcome = async (answering: Answering, signedIn: SignedIn) => {
    keep(answering, signedIn.cookie)
    return signedInBody(signedIn, signAccess)
  }

  /** The gateway learns of a revocation within a second; auth knows at once. */
  async function assertNotRevoked({ caller }: { caller: { sessionId: string } }): Promise<void> {
    if (await sessions.isRevoked(caller.sessionId))
      throw new ProblemError('unauthenticated', 'You are signed out. Sign in again.')
  }

  const app = createService(deps)
    .post(
      '/auth/register',
      async ({ body: { email, name, password }, headers, set }) => {
        const account = await openAccount(deps, { email, name, password, role: 'patient' }, 'self')
        outbox.wake()
        const signedIn = await openSession(signingIn, account)
        return signedIn ? status(201, await welcome({ headers, set }, signedIn)) : wrongPair()
      },
      {
        access: 'anyone',
        body: model.Registration,
        transform: [refuseRole, ({ body }: { body: unknown }) => trimEmail(body)],
      },
    )
    .post(
      '/auth/login',
      async ({ body: { email, password }, headers, set }) => {
        const user = await users.findByEmail(email)
        if (!(await verifyPassword(password, user?.passwordHash)) || !user) return wrongPair()
        const signedIn = await openSession(signingIn, user)
        return signedIn ? welcome({ headers, set }, signedIn) : wrongPair()
      },
      { access: 'anyone', body: model.Credentials, transform: ({ body }) => trimEmail(body) },
    )
    .post(
      '/auth/refresh',
      async ({ headers, set }) => {
        const cookie = readRefreshCookie(headers)
        if (cookie === undefined) return { user: null }
        const outcome = await refreshSession(signingIn, cookie)
        if ('account' in outcome) return welcome({ headers, set }, outcome)
        tell(outcome.revoked)
        keep({ headers, set }, undefined)
        return signedOut()
      },
      { access: 'cookie', transform: refuseForeign },
    )
    .post(
      '/auth/logout',
      async ({ headers, set, anyCaller }) => {
        const sessionId = anyCaller?.kind === 'user' ? anyCaller.sessionId : undefined
        tell(await signOut(signingIn, readRefreshCookie(headers), sessionId))
        keep({ headers, set }, undefined)
        return status(204, undefined)
      },
      { access: 'cookie', transform: refuseForeign },
    )
    .get(
      '/auth/me',
      async ({ caller }) => {
        const user = await users.findUser(caller.userId)
        return user ? store.view(user) : signedOut()
      },
      { permit: 'account.read', beforeHandle: assertNotRevoked },
    )
    .get('/auth/users', ({ query }) => store.listUsers(db, query), {
      permit: 'user.manage',
      query: model.UserQuery,
      beforeHandle: assertNotRevoked,
    })
    .post(
      '/auth/users',
      async ({ body, caller }) => {
        const account = await openAccount(deps, body, caller.userId)
        outbox.wake()
        return status(201, store.view(account))
      },
      {
        permit: 'user.manage',
        body: model.NewUser,
        transform: ({ body }) => trimEmail(body),
        beforeHandle: assertNotRevoked,
      },
    )
    .get(
      '/auth/users/:id',
      async ({ params }) => {
        const user = await users.findUser(params.id)
        return user ? store.view(user) : unknown()
      },
      { permit: 'user.manage', params: IdParams, beforeHandle: assertNotRevoked },
    )
    .put(
      '/auth/users/:id',
      async ({ params, body, caller, headers }) => {
        const author = { actorId: caller.userId, at: clock.now() }
        const changed = await changeAccount(db, params.id, body, author, (row) => assertCurrent(row, headers, body))
        if (!changed) return unknown()
        outbox.wake()
        tell(changed.revoked)
        return store.view(changed.account)
      },
      { permit: 'user.manage', params: IdParams, body: model.UserChange, beforeHandle: assertNotRevoked },
    )
    .delete(
      '/auth/users/:id',
      async ({ params, caller }) => {
        const known = await users.findUser(params.id)
        if (!known) return unknown()
        if (known.status === 'disabled') return status(204, undefined)
        const author = { actorId: caller.userId, at: clock.now() }
        const changed = await changeAccount(db, params.id, { status: 'disabled' }, author)
        outbox.wake()
        tell(changed?.revoked ?? [])
        return status(204, undefined)
      },
      { permit: 'user.manage', params: IdParams, beforeHandle: assertNotRevoked },
    )
    .get('/directory', ({ query }) => store.listDirectory(db, query), {
      permit: 'directory.read',
      query: model.DirectoryQuery,
      beforeHandle: assertNotRevoked,
    })
    .post('/internal/users/lookup', async ({ body }) => ({ items: await users.lookUp(body.ids) }), {
      access: 'part',
      body: model.UserLookup,
    })
    .post('/internal/users/resolve', ({ body, query }) => users.resolve(body, query.senderId), {
      access: 'part',
      body: model.Audience,
      query: model.ResolveQuery,
    })
    .get(
      '/internal/sessions/revoked',
      async ({ query: { since } }) => {
        const at = clock.now()
        const items = await sessions.revokedSince(since === undefined ? undefined : new Date(since), at)
        return { items, at: at.toISOString() }
      },
      { access: 'part', query: model.RevokedQuery },
    )
  return assertPermitted(app)
}

export type AuthApi = ReturnType<typeof createAuthService>
