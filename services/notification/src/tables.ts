import { historyTable, idempotencyTable, instant, outboxTable, recordColumns } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Audience, ChannelsByKind, QuietHours } from './model.ts'
import {
  type Cause,
  type Channel,
  canaryUserId,
  type EscalationStep,
  type Fault,
  type Outcome,
  type Severity,
  type State,
} from './rules.ts'
import type { Message, Target } from './sending/message.ts'

export const notificationSchema = pgSchema('notification')

const seq = (name: string) => bigint(name, { mode: 'number' })

/** What the auditor reads, which must be quick however much was delivered: what has not arrived, but for canaries. */
export const watched = sql.raw(
  `status in ('pending', 'sending', 'retrying', 'failed', 'unknown') and user_id <> '${canaryUserId}'`,
)

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

/** Events that were told, so that a repeated one is not. */
export const processedEvents = notificationSchema.table('processed_event', {
  id: uuid('id').primaryKey(),
  at: instant('at').notNull(),
})

/** The newest version of a thing that a user was told of: an older one that comes later is dropped. */
export const toldVersions = notificationSchema.table(
  'told_version',
  {
    userId: uuid('user_id').notNull(),
    subject: uuid('subject').notNull(),
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.subject] })],
)

/** Someone who had to be told of an event and has no login, or a disabled one. */
export const unaddressed = notificationSchema.table(
  'unaddressed',
  {
    id: uuid('id').primaryKey(),
    eventId: uuid('event_id').notNull(),
    kind: text('kind').notNull(),
    role: text('role').$type<'doctor' | 'patient'>().notNull(),
    /** Of the doctor or the patient. */
    personId: uuid('person_id').notNull(),
    userId: uuid('user_id'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [uniqueIndex('unaddressed_once').on(table.eventId, table.personId), index('unaddressed_at').on(table.at)],
)

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

/** Workers that are or were alive, on the database's own clock: other machines' clocks say nothing about that. */
export const workers = notificationSchema.table('worker', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
})

/** Test notifications, kept for an hour. Every instant is the database's clock's, here and below. */
export const canaries = notificationSchema.table(
  'canary',
  {
    /** The notification's. */
    id: uuid('id').primaryKey(),
    askedAt: instant('asked_at').notNull(),
    writtenAt: instant('written_at'),
  },
  (table) => [index('canary_asked_at').on(table.askedAt)],
)

/** Gateways that wait for canaries. */
export const canaryWatchers = notificationSchema.table('canary_watcher', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
  /** When the newest canary was asked for that arrived there in time. */
  arrivedUpTo: instant('arrived_up_to'),
  /** How long the one took that arrived there last. */
  tookMs: integer('took_ms'),
})

/** That canaries did not arrive, and administrators were told: one at a time. */
export const alarms = notificationSchema.table(
  'alarm',
  {
    id: uuid('id').primaryKey(),
    fault: text('fault').$type<Fault>().notNull(),
    since: instant('since').notNull(),
    raisedAt: instant('raised_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [uniqueIndex('alarm_open').on(sql`(${table.endedAt} is null)`).where(sql`${table.endedAt} is null`)],
)

export const history = historyTable(notificationSchema)
export const outbox = outboxTable(notificationSchema)
export const idempotency = idempotencyTable(notificationSchema)
