import { instant } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { notificationSchema } from '../schema.ts'
import type { Message } from './message.ts'

/** A send that was accepted. */
export const batches = notificationSchema.table(
  'batch',
  {
    id: uuid('id').primaryKey(),
    /** Null when the system itself sent it: an escalation. */
    senderId: uuid('sender_id'),
    createdAt: instant('created_at').notNull(),
    sendAt: instant('send_at'),
    /** What has not arrived by then is not sent any more. */
    expiresAt: instant('expires_at'),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: uuid('cancelled_by'),
    dedupKey: text('dedup_key'),
    count: integer('count').notNull(),
    message: jsonb('message').$type<Message>().notNull(),
  },
  (table) => [
    index('batch_sender').on(table.senderId, table.createdAt, table.id),
    index('batch_created_at').on(table.createdAt, table.id),
    index('batch_dedup').on(table.senderId, table.dedupKey, table.createdAt).where(sql`${table.dedupKey} is not null`),
  ],
)

/** At most 250 recipients of a batch, written in one transaction: all of them or none. */
export const fanoutSets = notificationSchema.table(
  'fanout_set',
  {
    batchId: uuid('batch_id')
      .notNull()
      .references(() => batches.id),
    n: integer('n').notNull(),
    userIds: uuid('user_ids').array().notNull(),
    /** The notifications' ids, in the order of the users. */
    ids: uuid('ids').array().notNull(),
    dueAt: instant('due_at').notNull(),
    enqueuedAt: instant('enqueued_at'),
    doneAt: instant('done_at'),
    /** What was done with it; null before. */
    outcome: text('outcome').$type<'written' | 'cancelled' | 'expired'>(),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.n] }),
    index('fanout_set_due').on(table.dueAt).where(sql`${table.doneAt} is null`),
  ],
)
