import type { Database, Transaction } from '@wardline/db/connect'
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { RevokedSession } from './model.ts'
import { sessionMs } from './rules.ts'
import { type RevokedBecause, type SessionRow, sessions } from './tables.ts'

/** Sessions that are over are kept this long, for whoever asks what happened. */
const keptMs = 30 * 24 * 3600_000

/** A revocation is of interest as long as access tokens of the session may live: 15 minutes, and some to spare. */
const revokedWindowMs = 20 * 60_000

/** Opens a session; the user's long-gone ones are cleared away. */
export async function insertSession(
  tx: Transaction,
  userId: string,
  tokenHash: string,
  sessionId: string,
  at: Date,
): Promise<void> {
  const gone = new Date(at.getTime() - keptMs)
  const over = or(lt(sessions.expiresAt, gone), lt(sessions.revokedAt, gone))
  await tx.delete(sessions).where(and(eq(sessions.userId, userId), over))
  const expiresAt = new Date(at.getTime() + sessionMs)
  await tx.insert(sessions).values({ id: sessionId, userId, createdAt: at, tokenHash, rotatedAt: at, expiresAt })
}

export const lockSession = async (tx: Transaction, id: string): Promise<SessionRow | undefined> =>
  (await tx.select().from(sessions).where(eq(sessions.id, id)).for('update'))[0]

export const rotateSession = (tx: Transaction, session: SessionRow, tokenHash: string, at: Date) =>
  tx
    .update(sessions)
    .set({
      tokenHash,
      rotations: session.rotations + 1,
      rotatedAt: at,
      expiresAt: new Date(at.getTime() + sessionMs),
    })
    .where(eq(sessions.id, session.id))

/** Ends sessions that have not ended yet, and says which. */
export async function revokeSessions(
  tx: Database | Transaction,
  which: { userId: string } | { ids: string[] },
  because: RevokedBecause,
  at: Date,
): Promise<string[]> {
  const chosen = 'userId' in which ? eq(sessions.userId, which.userId) : inArray(sessions.id, which.ids)
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: at, revokedBecause: because })
    .where(and(chosen, isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  return rows.map((row) => row.id)
}

/** The reads of sessions that every call makes, prepared once for each connection. */
export function prepareSessionReads(db: Database) {
  const ended = db
    .select({ revokedAt: sessions.revokedAt })
    .from(sessions)
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare('auth_session_revoked_at')
  const since = db
    .select({ sessionId: sessions.id, revokedAt: sql<Date>`${sessions.revokedAt}`.mapWith(sessions.revokedAt) })
    .from(sessions)
    .where(sql`${sessions.revokedAt} >= ${sql.placeholder('since')}`)
    .orderBy(sessions.revokedAt)
    .prepare('auth_sessions_revoked_since')
  return {
    isRevoked: async (id: string): Promise<boolean> => Boolean((await ended.execute({ id }))[0]?.revokedAt),
    /** Revocations since an instant, of the last 20 minutes at most. */
    revokedSince: async (from: Date | undefined, now: Date): Promise<RevokedSession[]> => {
      const earliest = new Date(now.getTime() - revokedWindowMs)
      const rows = await since.execute({ since: (from && from > earliest ? from : earliest).toISOString() })
      return rows.map(({ sessionId, revokedAt }) => ({ sessionId, revokedAt: revokedAt.toISOString() }))
    },
  }
}
