import type { Transaction } from '@wardline/db/connect'
import { writeHistory } from '@wardline/kit/history'
import type { Sent } from '../model.ts'
import { batches, fanoutSets, history } from '../tables.ts'
import type { Message } from './message.ts'
import { inSets } from './plan.ts'
import { type Draft, type Written, writeNotifications } from './writing.ts'

export interface NewBatch {
  /** Null when the system itself sends. */
  senderId: string | null
  message: Message
  userIds: string[]
  /** Null, or not later than now: at once. */
  sendAt: Date | null
  dedupKey: string | null
}

/** Up to so many ids are answered. */
const idsAnswered = 1000

export const sentView = (batchId: string, count: number, sets: { ids: string[] }[]): Sent => ({
  batchId,
  count,
  ...(count <= idsAnswered && { ids: sets.flatMap((set) => set.ids) }),
})

/** The notifications of one set. */
export const draftsOf = (batchId: string, message: Message, set: { userIds: string[]; ids: string[] }): Draft[] =>
  set.userIds.map((userId, index) => ({ ...message, batchId, userId, id: set.ids[index] as string }))

/**
 * Keeps a batch with all of its recipients, and writes its first set in the same transaction unless it waits:
 * a single alert needs no queue. The other sets are rows that a worker writes one by one.
 */
export async function openBatch(
  tx: Transaction,
  batch: NewBatch,
  { at, hospitalTz }: { at: Date; hospitalTz: string },
): Promise<{ sent: Sent; written: Written }> {
  const { senderId, message, userIds, dedupKey } = batch
  const sendAt = batch.sendAt && batch.sendAt > at ? batch.sendAt : null
  const id = Bun.randomUUIDv7()
  const sets = inSets(userIds, () => Bun.randomUUIDv7())
  await tx.insert(batches).values({ id, senderId, createdAt: at, sendAt, dedupKey, count: userIds.length, message })
  await tx
    .insert(fanoutSets)
    .values(
      sets.map((set, n) => ({ ...set, batchId: id, n, dueAt: sendAt ?? at, doneAt: n === 0 && !sendAt ? at : null })),
    )
  await writeHistory(tx, history, [{ entityId: id, version: 1, at, actorId: senderId, action: 'sent', changes: {} }])
  const first = sendAt ? undefined : sets[0]
  const written = await writeNotifications(tx, first ? draftsOf(id, message, first) : [], at, hospitalTz)
  return {
    sent: sentView(id, userIds.length, sets),
    written: { ...written, outgoing: written.outgoing || (sets.length > 1 && !sendAt) },
  }
}
