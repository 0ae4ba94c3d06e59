import { historyTable, instant, outboxTable, plainText, recordColumns } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgSchema, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Hours } from './rules.ts'

export const doctorSchema = pgSchema('doctor')

/** The last two columns are folded forms of names and specialty, for sorting and searching. */
export const doctors = doctorSchema.table(
  'doctor',
  {
    ...recordColumns(),
    userId: uuid('user_id'),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    specialty: text('specialty').notNull(),
    email: text('email'),
    phone: text('phone'),
    licenseNumber: text('license_number'),
    room: text('room'),
    hours: jsonb('hours').$type<Hours[]>().notNull(),
    slotMinutes: integer('slot_minutes').notNull(),
    /** Kept free between two visits. */
    bufferMinutes: integer('buffer_minutes').notNull().default(0),
    archivedAt: instant('archived_at'),
    sortName: plainText('sort_name').notNull(),
    sortSpecialty: plainText('sort_specialty').notNull(),
  },
  (table) => [
    // An archived record must not keep its doctor's account from the one that stays.
    uniqueIndex('doctor_user').on(table.userId).where(sql`${table.archivedAt} is null and ${table.userId} is not null`),
    index('doctor_sort_name').on(table.sortName, table.id),
    index('doctor_sort_specialty').on(table.sortSpecialty, table.id),
    index('doctor_created_at').on(table.createdAt, table.id),
  ],
)
export type DoctorRow = typeof doctors.$inferSelect

export const history = historyTable(doctorSchema)
export const outbox = outboxTable(doctorSchema)
