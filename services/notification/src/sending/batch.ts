import type { Database, Transaction } from '@wardline/db/connect'
import { inserting } from '@wardline/kit/bulk'
import { type Keeping, keepingNothing } from '@wardline/kit/idempotency'
import { sql } from 'drizzle-orm'
import type { Sent } from '../model.ts'
import { wantsAck } from '../rules.ts'
import { those } from '../stream/sequence.ts'
import { alerts, batches, fanoutSets, history } from '../tables.ts'
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
  /** Null: it never becomes useless. */
  expiresAt: Date | null
  dedupKey: string | null
}

/** Up to so many ids are answered. */
const idsAnswered = 1000

export const sentView = (batchId: string, count: number, sets: { ids: string[] }[]): Sent => ({
  batchId,
  count,
  ...(count <= idsAnswered && { ids: sets.flatMap((set) => set.ids) }),
})

interface KnownBatch {
  id: string
  message: Message
  expiresAt: Date | null
}

/** The notifications of one set. */
export const draftsOf = ({ id, message, expiresAt }: KnownBatch, set: { userIds: string[]; ids: string[] }): Draft[] =>
  set.userIds.map((userId, index) => ({
    ...message,
    batchId: id,
    userId,
    expiresAt,
    id: set.ids[index] as string,
  }))

/** Whether it begins an alert: somebody has to answer, and it is nobody's copy of an older one. */
const beginsAlert = ({ ack }: Message): boolean => ack !== null && ack.alertId === undefined

/**
 * Keeps a batch with all of its recipients, and writes its first set in the same statement unless it waits:
 * a single alert needs no queue, and no transaction around it. The other sets are rows that a worker writes one by one.
 * @param keep what keeps the answer in the same change
 */
export async function openBatch(
  db: Database | Transaction,
  batch: NewBatch,
  { at, hospitalTz }: { at: Date; hospitalTz: string },
  keep: (sent: Sent) => Keeping = () => keepingNothing,
): Promise<{ sent: Sent; written: Written }> {
  const { senderId, message, userIds, dedupKey, expiresAt } = batch
  const { title, body, severity } = message
  const sendAt = batch.sendAt && batch.sendAt > at ? batch.sendAt : null
  const id = Bun.randomUUIDv7()
  const sets = inSets(userIds, () => Bun.randomUUIDv7())
  const rows = sets.map((set, n) => {
    const isWritten = n === 0 && !sendAt
    return {
      ...set,
      batchId: id,
      n,
      dueAt: sendAt ?? at,
      doneAt: isWritten ? at : null,
      outcome: isWritten ? ('written' as const) : null,
    }
  })
  const [first, ...others] = rows
  const alert = {
    id,
    createdAt: at,
    updatedAt: at,
    senderId,
    answeredBy: wantsAck(severity) ? ('one' as const) : ('each' as const),
    title,
    body,
  }
  const sent = sentView(id, userIds.length, sets)
  const { named, changes, isOurs } = keep(sent)
  const kept = [
    ...changes,
    inserting(batches, [{ id, senderId, createdAt: at, sendAt, expiresAt, dedupKey, count: userIds.length, message }]),
    ...(first ? [inserting(fanoutSets, [first, ...others])] : []),
    ...(beginsAlert(message) ? [inserting(alerts, [alert])] : []),
    inserting(history, [{ entityId: id, version: 1, at, actorId: senderId, action: 'sent', changes: {} }]),
  ]
  const drafts = first?.doneAt ? draftsOf({ id, message, expiresAt }, first) : []
  const recipients = sql`${those(drafts.map((draft) => draft.userId))} where ${isOurs}`
  const written = await writeNotifications(db, drafts, at, hospitalTz, { changes: kept, deciding: named, recipients })
  return { sent, written: { ...written, outgoing: written.outgoing || (sets.length > 1 && !sendAt) } }
}
