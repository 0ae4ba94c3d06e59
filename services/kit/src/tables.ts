import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  index,
  integer,
  json,
  jsonb,
  type PgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { EventIds, EventType } from './events.ts'

/** An instant, kept to the millisecond, which is what crosses the API. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Text compared byte by byte, so that every machine sorts alike, and a prefix is found by the index. */
export const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** The columns that every record has. */
export const recordColumns = () => ({
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Events written in the transaction of their change, posted by the relay, kept until every subscriber has answered 2xx. */
export const outboxTable = (schema: PgSchema) =>
  schema.table(
    'outbox',
    {
      id: uuid('id').primaryKey(),
      type: text('type').$type<EventType>().notNull(),
      version: integer('version').notNull(),
      at: instant('at').notNull(),
      actorId: uuid('actor_id'),
      ids: jsonb('ids').$type<EventIds>().notNull(),
      attempts: integer('attempts').notNull().default(0),
      nextAt: instant('next_at').notNull(),
      deliveredAt: instant('delivered_at'),
    },
    (table) => [index('outbox_due').on(table.nextAt).where(sql`${table.deliveredAt} is null`)],
  )
export type OutboxTable = ReturnType<typeof outboxTable>

/** `{field: [before, after]}`. */
export type Changes = Record<string, [unknown, unknown]>

/** Who changed what and when; the service's login may add rows and read them, never alter them. */
export const historyTable = (schema: PgSchema) =>
  schema.table(
    'history',
    {
      id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
      entityId: uuid('entity_id').notNull(),
      version: integer('version').notNull(),
      at: instant('at').notNull(),
      /** Null when the system itself acted. */
      actorId: uuid('actor_id'),
      action: text('action').notNull(),
      changes: jsonb('changes').$type<Changes>().notNull(),
      reason: text('reason'),
    },
    (table) => [index('history_entity').on(table.entityId, table.id)],
  )
export type HistoryTable = ReturnType<typeof historyTable>

/** Answers given under an `Idempotency-Key`, written with the change itself. */
export const idempotencyTable = (schema: PgSchema) =>
  schema.table(
    'idempotency',
    {
      userId: uuid('user_id').notNull(),
      route: text('route').notNull(),
      key: text('key').notNull(),
      bodyHash: text('body_hash').notNull(),
      status: integer('status').notNull(),
      /** `json` keeps the order of the fields: a replay is the same to the byte. */
      answer: json('answer').$type<unknown>().notNull(),
      at: instant('at').notNull(),
    },
    (table) => [primaryKey({ columns: [table.userId, table.route, table.key] }), index('idempotency_at').on(table.at)],
  )
export type IdempotencyTable = ReturnType<typeof idempotencyTable>
