import type { Database, Transaction } from '@wardline/db/connect'
import { transact } from '@wardline/kit/transaction'
import { and, asc, inArray, lte, type SQL } from 'drizzle-orm'
import { leadingTo } from '../rules.ts'
import { lockStreams, type Streams, setSize } from '../stream/sequence.ts'
import { refreshStatus } from '../stream/status.ts'
import { deliveries } from '../tables.ts'

interface Ending {
  matching: SQL | undefined
  state: 'cancelled' | 'expired'
  at: Date
  /** What belongs to the commit in which some of them end. */
  record?: (tx: Transaction) => Promise<void>
}

/** Ends one set of deliveries that wait for their turn; those that are being sent this moment are let go. Undefined when none waits. */
async function endSet(db: Database, { matching, state, at, record }: Ending): Promise<Streams | undefined> {
  const isWaiting = and(matching, inArray(deliveries.status, leadingTo(state)))
  const found = await db
    .select({ id: deliveries.id, userId: deliveries.userId })
    .from(deliveries)
    .where(isWaiting)
    .orderBy(asc(deliveries.id))
    .limit(setSize)
  if (found.length === 0) return
  return transact(db, async (tx) => {
    const streams = await lockStreams(
      tx,
      found.map((delivery) => delivery.userId),
    )
    const ids = found.map((delivery) => delivery.id)
    const rows = await tx
      .update(deliveries)
      .set({ status: state, cause: null, nextTryAt: null, enqueuedAt: null, updatedAt: at })
      .where(and(inArray(deliveries.id, ids), isWaiting))
      .returning({ notificationId: deliveries.notificationId })
    const notificationIds = [...new Set(rows.map((row) => row.notificationId))]
    await refreshStatus(tx, streams, notificationIds, at)
    if (rows.length > 0) await record?.(tx)
    return streams
  })
}

/** Ends what waits, set by set. */
export async function endDeliveries(db: Database, ending: Ending, announce: (streams: Streams) => void): Promise<void> {
  for (;;) {
    const streams = await endSet(db, ending)
    if (!streams) return
    announce(streams)
  }
}

/** What was of use until now, and has not been sent. */
export const expireDeliveries = (db: Database, at: Date, announce: (streams: Streams) => void): Promise<void> =>
  endDeliveries(db, { matching: lte(deliveries.expiresAt, at), state: 'expired', at }, announce)
