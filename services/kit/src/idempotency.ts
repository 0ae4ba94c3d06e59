import { type Database, sqlState, type Transaction, violatedConstraint } from '@wardline/db/connect'
import { and, eq, getTableName, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Clock } from './clock.ts'
import { ProblemError } from './errors.ts'
import type { IdempotencyTable } from './tables.ts'
import { transact } from './transaction.ts'

const keptMs = 24 * 3600_000

/** The same fields in another order are the same body. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
const hash = (value: unknown) => new Bun.CryptoHasher('sha256').update(JSON.stringify(sorted(value))).digest('hex')

/** A request that may be repeated: whose it is, on which route, under which key (undefined: each call counts). */
export interface Replayable {
  userId: string
  route: string
  key: string | undefined
  body: unknown
}

const under = (table: IdempotencyTable, userId: string, route: string, key: string) =>
  and(eq(table.userId, userId), eq(table.route, route), eq(table.key, key))

interface Kept<T> {
  status: number
  answer: T
}

/**
 * The answer kept under the request's key, for what would otherwise be looked up or checked before `once` in vain.
 * @throws ProblemError `idempotency-mismatch` for another body, `invalid` for a key that cannot be kept
 */
export async function keptAnswer<T>(
  db: Database | Transaction,
  table: IdempotencyTable,
  { userId, route, key, body }: Replayable,
  clock: Clock,
): Promise<Kept<T> | undefined> {
  if (key === undefined) return
  if (key.length > 255) throw ProblemError.invalid('Idempotency-Key', 'An Idempotency-Key has at most 255 characters.')
  const since = new Date(clock.now().getTime() - keptMs)
  const [kept] = await db
    .select()
    .from(table)
    .where(and(under(table, userId, route, key), gte(table.at, since)))
  if (kept && kept.bodyHash !== hash(body))
    throw new ProblemError('idempotency-mismatch', 'This Idempotency-Key was used with another body.')
  return kept && { status: kept.status, answer: kept.answer as T }
}

const rowOf = ({ userId, route, body }: Replayable, key: string, { status, answer }: Kept<unknown>, at: Date) => ({
  userId,
  route,
  key,
  bodyHash: hash(body),
  status,
  answer,
  at,
})

/** One at a time works under a key, until the end of its statement or transaction. */
const taking = ({ userId, route }: Replayable, key: string): SQL =>
  sql`pg_try_advisory_xact_lock(hashtextextended(${`${userId} ${route} ${key}`}, 0))`

const stillRunning = () =>
  new ProblemError('in-progress', 'The first request with this Idempotency-Key is still running.', { retryAfter: 1 })

/** What keeps an answer as a part of one statement. */
export interface Keeping {
  /** For its `with`. */
  named: Record<string, SQL>
  changes: SQL[]
  /** The condition of whatever may wait for others: the key is taken before. */
  isOurs: SQL
}
export const keepingNothing: Keeping = { named: {}, changes: [], isOurs: sql`true` }

/**
 * Keeps an answer, as a part of the one statement that makes the change: for work whose answer is known before it.
 * Fails the statement with `isTaken` when there is a request under the key by then, or was one more than 24 h ago: `once`
 * knows what to do; and in a way that `explainRunning` explains while one is under way.
 */
export function keeping(table: IdempotencyTable, request: Replayable, kept: Kept<unknown>, clock: Clock): Keeping {
  const { key } = request
  if (key === undefined) return keepingNothing
  const { userId, route, bodyHash, status, answer, at } = rowOf(request, key, kept, clock.now())
  const values = sql`${userId}::uuid, ${route}, ${key}, ${bodyHash}, ${status}::integer, ${JSON.stringify(answer)}::json, ${at.toISOString()}::timestamptz`
  return {
    // A statement has no other way to end itself than an error.
    named: { request: sql`select 1 / ${taking(request, key)}::int = 1 as is_ours` },
    changes: [
      sql`insert into ${table} (user_id, route, key, body_hash, status, answer, at) select ${values} from request where is_ours`,
    ],
    isOurs: sql`(select is_ours from request)`,
  }
}

/** What a statement with `keeping` failed with, where it says that the first request under the key is still running. */
export const explainRunning = (error: unknown): unknown => (sqlState(error) === '22012' ? stillRunning() : error)

/** Whether a statement failed because of what `keeping` put into it. */
export const isTaken = (table: IdempotencyTable, error: unknown): boolean =>
  violatedConstraint(error)?.startsWith(`${getTableName(table)}_`) ?? false

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
  work: (tx: Transaction) => Promise<Kept<T>>,
): Promise<Kept<T> & { replayed: boolean }> {
  const { userId, route, key } = request
  if (key === undefined) return { ...(await transact(db, work)), replayed: false }
  return transact(db, async (tx) => {
    const lock = await tx.execute<{ free: boolean }>(sql`select ${taking(request, key)} as free`)
    if (!lock.rows[0]?.free) throw stillRunning()
    const kept = await keptAnswer<T>(tx, table, request, clock)
    if (kept) return { ...kept, replayed: true }
    const at = clock.now()
    const old = new Date(at.getTime() - keptMs)
    await tx.delete(table).where(and(under(table, userId, route, key), lt(table.at, old)))
    const done = await work(tx)
    await tx.insert(table).values(rowOf(request, key, done, at))
    return { ...done, replayed: false }
  }).catch((error) => {
    // Kept by a statement that ended since this transaction began to look.
    if (isTaken(table, error)) return once(db, table, request, clock, work)
    throw error
  })
}
