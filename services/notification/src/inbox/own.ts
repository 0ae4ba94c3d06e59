import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { transact } from '@wardline/kit/transaction'
import { and, eq } from 'drizzle-orm'
import { lockStreams, type NewEvent, type Streams } from '../stream/sequence.ts'
import type { Update } from '../stream/stream-model.ts'
import { type NotificationRow, notifications } from '../tables.ts'

/** What a change of someone's inbox comes to: the answer, and how far their sequence is now. */
export interface Changed<T> {
  answer: T
  streams: Streams
}

/** Changes the caller's own inbox under its lock. Somebody else's notification is not to be found there. */
export const changeOwn = <T>(db: Database, userId: string, work: (tx: Transaction, streams: Streams) => Promise<T>) =>
  transact(db, async (tx): Promise<Changed<T>> => {
    const streams = await lockStreams(tx, [userId])
    return { answer: await work(tx, streams), streams }
  })

export async function own(tx: Transaction, id: string, userId: string): Promise<NotificationRow> {
  const [row] = await tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.id, id), eq(notifications.userId, userId)))
  if (!row) throw new ProblemError('not-found', 'There is no such notification.')
  return row
}

export async function update(tx: Transaction, row: NotificationRow, values: Partial<NotificationRow>, at: Date) {
  const rows = await tx
    .update(notifications)
    .set({ ...values, version: row.version + 1, updatedAt: at })
    .where(eq(notifications.id, row.id))
    .returning()
  return rows[0] as NotificationRow
}

export const updated = (row: NotificationRow, change: Omit<Update, 'id'>, unread: -1 | 0 | 1): NewEvent => ({
  userId: row.userId,
  kind: 'updated',
  notificationId: row.id,
  data: { id: row.id, ...change },
  unread,
})
