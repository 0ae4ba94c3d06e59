import { instant } from '@wardline/kit/tables'
import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { notificationSchema } from '../schema.ts'

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
