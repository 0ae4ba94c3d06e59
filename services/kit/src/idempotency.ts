import type { Database, Transaction } from '@wardline/db/connect'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Clock } from './clock.ts'
import { ProblemError } from './errors.ts'
import type { IdempotencyTable } from './tables.ts'
import { transact } from './transaction.ts'

const keptMs = 24 * 3600_000
const hash = (value: unknown) => new Bun.CryptoHasher('sha256').update(JSON.stringify(value)).digest('hex')

/** A request that may be repeated: whose it is, on which route, under which key (undefined: each call counts). */
export interface Replayable {
  userId: string
  route: string
  key: string | undefined
  body: unknown
}

/**
 * Runs `work` in a transaction and keeps its answer under the request's key, in that same transaction:
 * a crash leaves neither. Within 24 h the same body gets the kept answer.
 * Refusals are not kept: they changed nothing, and the cause may have gone.
 * @throws ProblemError `idempotency-mismatch` for another body, `in-progress` while the first still runs
 */
export async function once<T>(
  db: Database,
  table: IdempotencyTable,
  request: Replayable,
  clock: Clock,
  work: (tx: Transaction) => Promise<{ status: number; answer: T }>,
): Promise<{ status: number; answer: T; replayed: boolean }> {
  const { userId, route, key, body } = request
  if (key === undefined) return { ...(await transact(db, work)), replayed: false }
  if (key.length > 255) throw ProblemError.invalid('Idempotency-Key', 'An Idempotency-Key has at most 255 characters.')
  const bodyHash = hash(body)
  return transact(db, async (tx) => {
    const lock = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`${userId} ${route} ${key}`}, 0)) as free`,
    )
    if (!lock.rows[0]?.free)
      throw new ProblemError('in-progress', 'The first request with this Idempotency-Key is still running.', {
        retryAfter: 1,
      })
    const now = clock.now()
    const mine = and(eq(table.userId, userId), eq(table.route, route), eq(table.key, key))
    await tx.delete(table).where(and(mine, lt(table.at, new Date(now.getTime() - keptMs))))
    const [kept] = await tx.select().from(table).where(mine)
    if (kept && kept.bodyHash !== bodyHash)
      throw new ProblemError('idempotency-mismatch', 'This Idempotency-Key was used with another body.')
    if (kept) return { status: kept.status, answer: kept.answer as T, replayed: true }
    const done = await work(tx)
    await tx.insert(table).values({ userId, route, key, bodyHash, status: done.status, answer: done.answer, at: now })
    return { ...done, replayed: false }
  })
}
