import type { Database, Transaction } from '@wardline/db/connect'
import { transact } from '@wardline/kit/transaction'
import { and, eq, gt, inArray, isNull, lt, ne, notInArray, or, sql } from 'drizzle-orm'
import { causes, claimable, type Outcome, type RetryPolicy, settle } from '../rules.ts'
import { lockStreams, type Streams, setSize } from '../stream/sequence.ts'
import { refreshStatus } from '../stream/status.ts'
import { attempts, type DeliveryRow, deliveries, workers } from '../tables.ts'

/** What a job of the queue says: ids only (design, section 5.5). */
export interface DeliveryJob {
  deliveryId: string
  generation: number
}

export async function findDelivery(
  db: Database | Transaction,
  { deliveryId, generation }: DeliveryJob,
): Promise<DeliveryRow | undefined> {
  const [row] = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.id, deliveryId), eq(deliveries.generation, generation)))
  return row
}

export const isClaimable = (row: DeliveryRow): boolean => claimable.includes(row.status)

/**
 * Takes a delivery up, and records the attempt, before anything goes out: compare and set, so that of two workers one gets it.
 * Undefined when it is no longer to be had.
 */
export const claim = (db: Database, known: DeliveryRow, workerId: string, at: Date): Promise<DeliveryRow | undefined> =>
  transact(db, async (tx) => {
    const streams = await lockStreams(tx, [known.userId])
    const [row] = await tx
      .update(deliveries)
      .set({
        status: 'sending',
        tries: sql`${deliveries.tries} + 1`,
        fence: sql`${deliveries.fence} + 1`,
        claimedBy: workerId,
        nextTryAt: null,
        enqueuedAt: null,
        updatedAt: at,
      })
      .where(
        and(
          eq(deliveries.id, known.id),
          eq(deliveries.generation, known.generation),
          inArray(deliveries.status, [...claimable]),
          or(isNull(deliveries.expiresAt), gt(deliveries.expiresAt, at)),
        ),
      )
      .returning()
    if (!row) return
    const { id: deliveryId, generation, tries: n, fence } = row
    await tx.insert(attempts).values({ deliveryId, generation, n, fence, startedAt: at })
    await refreshStatus(tx, streams, [row.notificationId], at)
    return row
  })

/** What an attempt's record says of an outcome, in words. */
const wordsOf = (outcome: Outcome): string | null =>
  outcome.kind === 'delivered' ? null : [causes[outcome.cause], outcome.detail].filter(Boolean).join(' ')

interface Finished {
  row: DeliveryRow
  streams: Streams
}

/**
 * Writes what came of an attempt, if the delivery is still held by that claim: a worker that was given up writes nothing.
 * @param random from 0 up to 1, for the jitter
 */
export const finish = (
  db: Database,
  held: DeliveryRow,
  outcome: Outcome,
  policy: RetryPolicy,
  at: Date,
  random: number,
): Promise<Finished | undefined> =>
  transact(db, async (tx) => {
    const streams = await lockStreams(tx, [held.userId])
    const { state, cause, waitMs } = settle(outcome, held.tries, policy, random)
    const nextTryAt = waitMs === null ? null : new Date(at.getTime() + waitMs)
    const [row] = await tx
      .update(deliveries)
      // A delayed job is about to be added: the reconciler need not look before that is due.
      .set({ status: state, cause, nextTryAt, enqueuedAt: nextTryAt, updatedAt: at })
      .where(and(eq(deliveries.id, held.id), eq(deliveries.fence, held.fence), eq(deliveries.status, 'sending')))
      .returning()
    if (!row) return
    await tx
      .update(attempts)
      .set({ endedAt: at, outcome: outcome.kind, error: wordsOf(outcome) })
      .where(
        and(
          eq(attempts.deliveryId, held.id),
          eq(attempts.generation, held.generation),
          eq(attempts.n, held.tries),
          eq(attempts.fence, held.fence),
        ),
      )
    await refreshStatus(tx, streams, [row.notificationId], at)
    return { row, streams }
  })

/** A worker that has not been seen for so long is dead. It says every second that it is there. */
const workerSilentSeconds = 4

/** A worker, and the deliveries that it is at. */
interface Holder {
  workerId: string
  atWork: ReadonlySet<string>
}

/** Of the deliveries that are being sent, those that nobody is at: their worker is dead, or it is this one and knows nothing of them. */
const orphaned = (db: Database | Transaction, { workerId, atWork }: Holder) =>
  db
    .select({ id: deliveries.id, userId: deliveries.userId })
    .from(deliveries)
    .leftJoin(workers, eq(workers.id, deliveries.claimedBy))
    .where(
      and(
        eq(deliveries.status, 'sending'),
        or(
          and(eq(deliveries.claimedBy, workerId), notInArray(deliveries.id, [...atWork])),
          and(
            ne(deliveries.claimedBy, workerId),
            or(
              isNull(workers.seenAt),
              lt(workers.seenAt, sql`clock_timestamp() - make_interval(secs => ${workerSilentSeconds})`),
            ),
          ),
        ),
      ),
    )
    .limit(setSize)

interface Abandoned {
  streams: Streams
  notificationIds: string[]
}

/**
 * Gives up what nobody is at any more: it may have gone out, so it is `unknown`, and not sent again unasked.
 * The fence moves on, so that a worker that was only frozen finds itself locked out.
 */
export async function abandonOrphans(db: Database, holder: Holder, at: Date): Promise<Abandoned> {
  const found = await orphaned(db, holder)
  if (found.length === 0) return { streams: new Map(), notificationIds: [] }
  return transact(db, async (tx) => {
    const streams = await lockStreams(
      tx,
      found.map((delivery) => delivery.userId),
    )
    const still = new Set((await orphaned(tx, holder)).map((delivery) => delivery.id))
    const ids = found.map((delivery) => delivery.id).filter((id) => still.has(id))
    if (ids.length === 0) return { streams, notificationIds: [] }
    const rows = await tx
      .update(deliveries)
      .set({ status: 'unknown', cause: 'worker-ended', fence: sql`${deliveries.fence} + 1`, updatedAt: at })
      .where(and(inArray(deliveries.id, ids), eq(deliveries.status, 'sending')))
      .returning()
    await tx
      .update(attempts)
      .set({ endedAt: at, outcome: 'unknown', error: causes['worker-ended'] })
      .where(and(inArray(attempts.deliveryId, ids), isNull(attempts.endedAt)))
    const notificationIds = rows.map((row) => row.notificationId)
    await refreshStatus(tx, streams, notificationIds, at)
    return { streams, notificationIds }
  })
}
