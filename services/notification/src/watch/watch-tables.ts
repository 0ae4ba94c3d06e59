import { instant } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Fault } from '../rules.ts'
import { notificationSchema } from '../schema.ts'

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
