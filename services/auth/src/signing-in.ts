import type { Database } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import { type AccessSigner, accessTokenSeconds } from '@wardline/kit/identity'
import { transact } from '@wardline/kit/transaction'
import { decideRefresh } from './rules.ts'
import { insertSession, lockSession, revokeSessions, rotateSession } from './sessions.ts'
import { type Account, findActive, holdUser, view } from './store.ts'
import type { UserRow } from './tables.ts'
import { type Chain, hashSecret, newSecret, readToken, writeToken } from './token.ts'

/** Who is signed in, and the cookie's value that keeps them so. */
export interface SignedIn {
  account: Account
  sessionId: string
  cookie: string
}

interface SigningIn {
  db: Database
  clock: Clock
  chain: Chain
}

/** The body that says so. */
export async function signedInBody({ account, sessionId }: SignedIn, signAccess: AccessSigner) {
  const accessToken = await signAccess({ userId: account.id, role: account.role, sessionId })
  return { user: view(account), accessToken, expiresIn: accessTokenSeconds }
}

/**
 * Opens a session for a user whose password was just verified.
 * Undefined when the account was disabled, or its password changed, while it was being verified.
 */
export function openSession({ db, clock }: SigningIn, user: UserRow | Account): Promise<SignedIn | undefined> {
  return transact(db, async (tx) => {
    const held = await holdUser(tx, user.id)
    if (held?.status !== 'active') return
    if ('passwordHash' in user && held.passwordHash !== user.passwordHash) return
    const [sessionId, secret] = [Bun.randomUUIDv7(), newSecret()]
    await insertSession(tx, held.id, hashSecret(secret), sessionId, clock.now())
    return { account: held, sessionId, cookie: writeToken({ sessionId, secret }) }
  })
}

/** `revoked` names the session that ended because an old token of it came back. */
type Refreshed = SignedIn | { revoked: string[] }

/** Takes a refresh token for its successor. The session's row is locked, so of two tabs one rotates and the other repeats. */
export function refreshSession({ db, clock, chain }: SigningIn, cookie: string): Promise<Refreshed> {
  const refused = { revoked: [] }
  const token = readToken(cookie)
  if (!token) return Promise.resolve(refused)
  return transact(db, async (tx): Promise<Refreshed> => {
    const session = await lockSession(tx, token.sessionId)
    if (!session) return refused
    const now = clock.now()
    const outcome = decideRefresh(session, chain.age(token.secret, session), now)
    if (outcome === 'refuse') return refused
    if (outcome === 'reused') return { revoked: await revokeSessions(tx, { ids: [session.id] }, 'reused', now) }
    const account = await findActive(tx, session.userId)
    if (!account) return refused
    const secret = chain.next(token.secret)
    if (outcome === 'rotate') await rotateSession(tx, session, hashSecret(secret), now)
    return { account, sessionId: session.id, cookie: writeToken({ sessionId: session.id, secret }) }
  })
}

/** Ends the session of a refresh token, and one that the caller's access token names; says which had not ended yet. */
export async function signOut(
  { db, clock, chain }: SigningIn,
  cookie: string | undefined,
  sessionId: string | undefined,
): Promise<string[]> {
  const token = cookie === undefined ? undefined : readToken(cookie)
  if (!token && !sessionId) return []
  return transact(db, async (tx) => {
    const session = token && (await lockSession(tx, token.sessionId))
    const isGenuine = session && chain.age(token.secret, session) !== undefined
    const ids = [isGenuine ? session.id : undefined, sessionId].filter((id) => id !== undefined)
    return ids.length ? revokeSessions(tx, { ids }, 'logout', clock.now()) : []
  })
}
