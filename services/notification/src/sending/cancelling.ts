import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { writeHistory } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { endDeliveries } from '../delivery/calling-off.ts'
import type { SendDetails } from '../model.ts'
import type { Streams } from '../stream/sequence.ts'
import { batches, deliveries, fanoutSets, history } from '../tables.ts'
import { type Reach, readSend } from './sends.ts'

interface Cancelling {
  id: string
  actorId: string
  at: Date
}

/** Who called it off: the first to do so. */
async function putOnRecord(tx: Transaction, { id, actorId, at }: Cancelling): Promise<void> {
  const first = await tx
    .update(batches)
    .set({ cancelledAt: at, cancelledBy: actorId })
    .where(and(eq(batches.id, id), isNull(batches.cancelledAt)))
    .returning({ id: batches.id })
  const entry = { entityId: id, version: 1, at, actorId, action: 'cancelled', changes: {} }
  await writeHistory(
    tx,
    history,
    first.map(() => entry),
  )
}

/** Nothing of it is written any more from this commit on. */
const stopWriting = (db: Database, cancelling: Cancelling): Promise<void> =>
  transact(db, async (tx) => {
    const sets = await tx
      .update(fanoutSets)
      .set({ doneAt: cancelling.at, outcome: 'cancelled' })
      .where(and(eq(fanoutSets.batchId, cancelling.id), isNull(fanoutSets.doneAt)))
      .returning({ n: fanoutSets.n })
    if (sets.length > 0) await putOnRecord(tx, cancelling)
  })

/**
 * Calls off whatever of a send still waits: recipients who have not been told, and what has not left the house.
 * What was told stays told. Again: unchanged.
 * @throws ProblemError `not-found`; `not-pending` when nothing waits any more
 */
export async function cancelSend(
  db: Database,
  request: Cancelling & { reach: Reach },
  announce: (streams: Streams) => void,
): Promise<SendDetails> {
  const { id, reach, at } = request
  await readSend(db, id, reach, at)
  await stopWriting(db, request)
  const ofBatch = sql`${deliveries.notificationId} in (select id from notification.notification where batch_id = ${id})`
  const record = (tx: Transaction) => putOnRecord(tx, request)
  await endDeliveries(db, { matching: ofBatch, state: 'cancelled', at, record }, announce)
  const after = await readSend(db, id, reach, at)
  if (!after.cancelled) throw new ProblemError('not-pending', 'Everything of it has been sent already.')
  return after
}
