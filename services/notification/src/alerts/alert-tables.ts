import { instant } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { notifications } from '../inbox/inbox-tables.ts'
import type { Audience } from '../model.ts'
import type { Channel, EscalationStep } from '../rules.ts'
import { notificationSchema } from '../schema.ts'

/**
 * Something that somebody has to answer: its copies, those of every escalation among them, share its id, which is that of
 * the batch that began it. The row is the truth of who has taken it on; the copies follow in sets (`alerts/spread.ts`).
 */
export const alerts = notificationSchema.table(
  'alert',
  {
    id: uuid('id').primaryKey(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** Null when the system itself asks. */
    senderId: uuid('sender_id'),
    /** `one`: whoever acknowledges first answers for all. `each`: everybody answers for themselves. */
    answeredBy: text('answered_by').$type<'one' | 'each'>().notNull(),
    /** Who is accountable: acknowledged it, or had it handed over to them. */
    ownerId: uuid('owner_id'),
    acknowledgedAt: instant('acknowledged_at'),
    /** The newest words: an alert that comes again while it is open says what it says now. */
    title: text('title').notNull(),
    body: text('body').notNull(),
    repeats: integer('repeats').notNull().default(0),
    repeatedAt: instant('repeated_at'),
    /** Counts its changes; a copy whose own number is lower has not followed yet. */
    revision: integer('revision').notNull().default(0),
    /** Some of its copies have not followed yet. */
    isSpreading: boolean('is_spreading').notNull().default(false),
  },
  (table) => [index('alert_spreading').on(table.updatedAt).where(sql`${table.isSpreading}`)],
)
export type AlertRow = typeof alerts.$inferSelect

/** That somebody has to answer, and what happens when they do not. The due time is a row: it survives any restart. */
export const ackTasks = notificationSchema.table(
  'ack_task',
  {
    notificationId: uuid('notification_id')
      .primaryKey()
      .references(() => notifications.id),
    batchId: uuid('batch_id').notNull(),
    userId: uuid('user_id').notNull(),
    state: text('state').$type<'open' | 'answered' | 'handed-over' | 'escalated'>().notNull(),
    dueAt: instant('due_at').notNull(),
    withinSeconds: integer('within_seconds').notNull(),
    /** Who is told when nobody answers: `named` is `escalateTo`. */
    step: text('step').$type<EscalationStep>().notNull(),
    escalateTo: jsonb('escalate_to').$type<Audience>(),
    channels: jsonb('channels').$type<Channel[]>().notNull(),
    endedAt: instant('ended_at'),
    /** Said that it is not theirs: it goes further as soon as nobody else is asked. */
    declinedAt: instant('declined_at'),
    declineReason: text('decline_reason'),
    handedOverTo: uuid('handed_over_to'),
  },
  (table) => [
    index('ack_task_due').on(table.dueAt).where(sql`${table.state} = 'open'`),
    index('ack_task_batch').on(table.batchId).where(sql`${table.state} = 'open'`),
  ],
)
