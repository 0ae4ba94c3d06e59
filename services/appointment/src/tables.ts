import { historyTable, idempotencyTable, instant, outboxTable, recordColumns } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { check, index, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import type { Status } from './rules.ts'

export const appointmentSchema = pgSchema('appointment')

/**
 * Two exclusion constraints stand behind the locked check (migration `exclusion`): no two active rows of one patient overlap,
 * and no two of one doctor that carry no override.
 */
export const appointments = appointmentSchema.table(
  'appointment',
  {
    ...recordColumns(),
    patientId: uuid('patient_id').notNull(),
    doctorId: uuid('doctor_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    status: text('status').$type<Status>().notNull(),
    reason: text('reason'),
    type: text('type'),
    overrideReason: text('override_reason'),
    startedAt: instant('started_at'),
    cancelledBy: uuid('cancelled_by'),
    cancelledAt: instant('cancelled_at'),
    cancelReason: text('cancel_reason'),
  },
  (table) => [
    index('appointment_starts_at').on(table.startsAt, table.id),
    index('appointment_doctor').on(table.doctorId, table.startsAt, table.id),
    index('appointment_patient').on(table.patientId, table.startsAt, table.id),
    index('appointment_created_at').on(table.createdAt, table.id),
    index('appointment_updated_at').on(table.updatedAt, table.id),
    check('appointment_times', sql`${table.startsAt} < ${table.endsAt}`),
  ],
)
export type AppointmentRow = typeof appointments.$inferSelect

/** Patients whose record was archived: nothing more is booked for them, even if the booking was under way. */
export const archivedPatients = appointmentSchema.table('archived_patient', {
  patientId: uuid('patient_id').primaryKey(),
  at: instant('at').notNull(),
})

export const history = historyTable(appointmentSchema)
export const outbox = outboxTable(appointmentSchema)
export const idempotency = idempotencyTable(appointmentSchema)
