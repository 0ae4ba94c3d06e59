import { instant } from '@wardline/kit/tables'
import { boolean, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { notificationSchema, seq } from '../schema.ts'

/** The head of each user's sequence; its row lock is what makes the sequence gapless. */
export const userStreams = notificationSchema.table('user_stream', {
  userId: uuid('user_id').primaryKey(),
  lastSeq: seq('last_seq').notNull().default(0),
  unread: integer('unread').notNull().default(0),
})

/** Everything that happened in a user's inbox, in order. `data` is what goes over the wire, but for the unread count. */
export const userEvents = notificationSchema.table(
  'user_event',
  {
    userId: uuid('user_id').notNull(),
    seq: seq('seq').notNull(),
    kind: text('kind').$type<'notification' | 'updated'>().notNull(),
    notificationId: uuid('notification_id').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    /** The count at that moment. */
    unread: integer('unread').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.seq] })],
)

/** Which life of the database this is: one row. */
export const epochs = notificationSchema.table('epoch', {
  only: boolean('only').primaryKey().default(true),
  epoch: text('epoch').notNull(),
  fingerprint: text('fingerprint').notNull(),
})
