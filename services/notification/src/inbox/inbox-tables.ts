import { instant, recordColumns } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { ChannelsByKind, QuietHours } from '../model.ts'
import type { Severity, State } from '../rules.ts'
import { notificationSchema, seq } from '../schema.ts'

/** The patient whom a notification is about: its event says so, or whoever sent it linked to the patient's chart. */
export const aboutPatient = sql.raw(
  `coalesce(data->>'patientId', substring(link from '^/app/patients/([0-9a-f-]{36})'))`,
)

/** One message to one user. Everything here is theirs to read; nothing of it leaves the house. */
export const notifications = notificationSchema.table(
  'notification',
  {
    ...recordColumns(),
    batchId: uuid('batch_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** Who sent it, with the name they had then; null when the system itself or an event did. */
    senderId: uuid('sender_id'),
    senderName: text('sender_name'),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    link: text('link'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    readAt: instant('read_at'),
    ackDueAt: instant('ack_due_at'),
    ackAt: instant('ack_at'),
    ackBy: uuid('ack_by'),
    status: text('status').$type<State>().notNull(),
    seq: seq('seq').notNull(),
    /** The alert that this is a copy of, when somebody has to answer it. */
    alertId: uuid('alert_id'),
    /** What stands before the alert's own words in an escalation: who did not answer. */
    lead: text('lead'),
    /** Who is accountable for the alert; null while nobody is. */
    ownerId: uuid('owner_id'),
    declinedAt: instant('declined_at'),
    /** How often the alert came again while it was open. */
    repeats: integer('repeats').notNull().default(0),
    /** How far this copy has followed its alert. */
    alertRevision: integer('alert_revision').notNull().default(0),
  },
  (table) => [
    index('notification_alert').on(table.alertId, table.userId).where(sql`${table.alertId} is not null`),
    // However often a fan-out is repeated, nobody gets a second copy.
    unique('notification_recipient').on(table.batchId, table.userId),
    index('notification_inbox').on(table.userId, table.createdAt, table.id),
    index('notification_unread').on(table.userId, table.seq).where(sql`${table.readAt} is null`),
    index('notification_created_at').on(table.createdAt, table.id),
    index('notification_about_patient')
      .on(sql`(${aboutPatient})`, table.createdAt, table.id)
      .where(sql`${aboutPatient} is not null`),
    index('notification_troubled')
      .on(table.status, table.createdAt, table.id)
      .where(sql`${table.status} <> 'delivered'`),
  ],
)
export type NotificationRow = typeof notifications.$inferSelect

export const preferences = notificationSchema.table('preference', {
  userId: uuid('user_id').primaryKey(),
  version: integer('version').notNull().default(1),
  updatedAt: instant('updated_at').notNull(),
  channels: jsonb('channels').$type<ChannelsByKind>().notNull(),
  quietHours: jsonb('quiet_hours').$type<QuietHours>(),
  webhookUrl: text('webhook_url'),
  webhookSecret: text('webhook_secret'),
  /** The secret before, with which calls are signed as well until then: its owner changes it without losing any. */
  webhookPreviousSecret: text('webhook_previous_secret'),
  webhookPreviousUntil: instant('webhook_previous_until'),
})
export type PreferenceRow = typeof preferences.$inferSelect
