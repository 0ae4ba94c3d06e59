import { instant } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { notifications } from '../inbox/inbox-tables.ts'
import { type Cause, type Channel, canaryUserId, type Outcome, type State } from '../rules.ts'
import { notificationSchema } from '../schema.ts'
import type { Target } from '../sending/message.ts'

/** What the auditor reads, which must be quick however much was delivered: what has not arrived, but for canaries. */
export const watched = sql.raw(
  `status in ('pending', 'sending', 'retrying', 'failed', 'unknown') and user_id <> '${canaryUserId}'`,
)

/** One notification on one channel. */
export const deliveries = notificationSchema.table(
  'delivery',
  {
    id: uuid('id').primaryKey(),
    notificationId: uuid('notification_id')
      .notNull()
      .references(() => notifications.id),
    userId: uuid('user_id').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    target: text('target').$type<Target>().notNull().default('recipient'),
    status: text('status').$type<State>().notNull(),
    cause: text('cause').$type<Cause>(),
    /** The recipient did not want it, and got it because it is critical. */
    overridden: boolean('overridden').notNull().default(false),
    /** Counts an administrator's retries, from 1. */
    generation: integer('generation').notNull().default(1),
    /** Tries of this generation. */
    tries: integer('tries').notNull().default(0),
    /** Counts claims: only the latest claim may write what came of it. */
    fence: integer('fence').notNull().default(0),
    claimedBy: uuid('claimed_by'),
    nextTryAt: instant('next_try_at'),
    /** When its job was last handed to the queue; later than now for a delayed one. */
    enqueuedAt: instant('enqueued_at'),
    /** From then on it is of no use any more. */
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('delivery_channel').on(table.notificationId, table.channel, table.target),
    index('delivery_due').on(table.nextTryAt).where(sql`${table.status} in ('pending', 'retrying')`),
    index('delivery_sending').on(table.claimedBy).where(sql`${table.status} = 'sending'`),
    index('delivery_expiring')
      .on(table.expiresAt)
      .where(sql`${table.status} in ('pending', 'retrying') and ${table.expiresAt} is not null`),
    index('delivery_created_at').on(table.createdAt),
    index('delivery_watched').on(table.status, table.createdAt).where(watched),
    index('delivery_failed')
      .on(table.status, table.cause, table.updatedAt)
      .where(sql`${table.status} in ('failed', 'unknown')`),
  ],
)
export type DeliveryRow = typeof deliveries.$inferSelect

/** One try. The row commits before the network call, so that no send goes unrecorded. */
export const attempts = notificationSchema.table(
  'attempt',
  {
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => deliveries.id),
    generation: integer('generation').notNull(),
    n: integer('n').notNull(),
    fence: integer('fence').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    outcome: text('outcome').$type<Outcome['kind'] | 'unknown'>(),
    error: text('error'),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.generation, table.n] })],
)

/** Workers that are or were alive, on the database's own clock: other machines' clocks say nothing about that. */
export const workers = notificationSchema.table('worker', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
})
