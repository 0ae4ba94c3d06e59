import { historyTable, idempotencyTable, instant, outboxTable, recordColumns } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgSchema, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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
    /** Where it takes place: as booked, or the doctor's own. No two doctors are in one room at the same time. */
    room: text('room'),
    /** When the patient came, was checked in, and the visit began and ended. */
    arrivedAt: instant('arrived_at'),
    checkedInAt: instant('checked_in_at'),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    cancelledBy: uuid('cancelled_by'),
    cancelledAt: instant('cancelled_at'),
    cancelReason: text('cancel_reason'),
  },
  (table) => [
    index('appointment_starts_at').on(table.startsAt, table.id),
    index('appointment_doctor').on(table.doctorId, table.startsAt, table.id),
    index('appointment_patient').on(table.patientId, table.startsAt, table.id),
    index('appointment_room').on(table.room, table.startsAt).where(sql`${table.room} is not null`),
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

/** A time in which a doctor is away. It is called off, never deleted. */
export const leaves = appointmentSchema.table(
  'leave',
  {
    ...recordColumns(),
    doctorId: uuid('doctor_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** As it was asked for: civil dates, the last one included; null for instants. */
    firstDate: date('first_date', { mode: 'string' }),
    lastDate: date('last_date', { mode: 'string' }),
    reason: text('reason'),
    enteredBy: uuid('entered_by').notNull(),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: uuid('cancelled_by'),
  },
  (table) => [
    index('leave_doctor').on(table.doctorId, table.startsAt).where(sql`${table.cancelledAt} is null`),
    index('leave_created_at').on(table.createdAt, table.id),
    check('leave_times', sql`${table.startsAt} < ${table.endsAt}`),
  ],
)
export type LeaveRow = typeof leaves.$inferSelect

/** Hours that a doctor works once, beside the weekly ones. */
export const extraHours = appointmentSchema.table(
  'extra_hours',
  {
    ...recordColumns(),
    doctorId: uuid('doctor_id').notNull(),
    /** Wall clock of the hospital. */
    date: date('date', { mode: 'string' }).notNull(),
    from: text('from').notNull(),
    to: text('to').notNull(),
    reason: text('reason'),
    enteredBy: uuid('entered_by').notNull(),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: uuid('cancelled_by'),
  },
  (table) => [index('extra_hours_doctor').on(table.doctorId, table.date).where(sql`${table.cancelledAt} is null`)],
)
export type ExtraHoursRow = typeof extraHours.$inferSelect

/** Days on which weekly hours do not count. */
export const holidays = appointmentSchema.table(
  'holiday',
  {
    ...recordColumns(),
    date: date('date', { mode: 'string' }).notNull(),
    name: text('name').notNull(),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: uuid('cancelled_by'),
  },
  (table) => [uniqueIndex('holiday_date').on(table.date).where(sql`${table.cancelledAt} is null`)],
)
export type HolidayRow = typeof holidays.$inferSelect

/** A slot that is kept for somebody for some minutes, by the database's clock. */
export const holds = appointmentSchema.table(
  'hold',
  {
    id: uuid('id').primaryKey(),
    doctorId: uuid('doctor_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** For whom: a user, or the patient to whom it is offered. */
    userId: uuid('user_id'),
    patientId: uuid('patient_id'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** When it was given back, or became an appointment. */
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('hold_doctor').on(table.doctorId, table.startsAt).where(sql`${table.endedAt} is null`),
    index('hold_user').on(table.userId).where(sql`${table.endedAt} is null`),
    check('hold_times', sql`${table.startsAt} < ${table.endsAt}`),
  ],
)
export type HoldRow = typeof holds.$inferSelect

/** Somebody who wants an earlier slot, or any. */
export const waitlist = appointmentSchema.table(
  'waitlist_entry',
  {
    ...recordColumns(),
    patientId: uuid('patient_id').notNull(),
    doctorId: uuid('doctor_id'),
    specialty: text('specialty'),
    /** The specialty as it is compared: without case and accents. */
    specialtyKey: text('specialty_key'),
    notBefore: instant('not_before'),
    notAfter: instant('not_after'),
    reason: text('reason'),
    status: text('status').$type<'waiting' | 'offered' | 'booked' | 'removed'>().notNull(),
    enteredBy: uuid('entered_by').notNull(),
    /** What it became. */
    appointmentId: uuid('appointment_id'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('waitlist_waiting').on(table.createdAt, table.id).where(sql`${table.status} in ('waiting', 'offered')`),
    index('waitlist_patient').on(table.patientId, table.createdAt),
    index('waitlist_created_at').on(table.createdAt, table.id),
  ],
)
export type WaitlistRow = typeof waitlist.$inferSelect

/** A slot that became free and may be offered: written with the change that freed it. */
export const freedSlots = appointmentSchema.table(
  'freed_slot',
  {
    id: uuid('id').primaryKey(),
    doctorId: uuid('doctor_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** Whose change freed it. */
    appointmentId: uuid('appointment_id').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When a sweeper looks at it next, by the database's clock: now, or when its offer is over. */
    nextAt: instant('next_at').notNull().defaultNow(),
    /** When somebody took it, or nobody was left to ask. */
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('freed_slot_open').on(table.createdAt).where(sql`${table.endedAt} is null`),
    index('freed_slot_due').on(table.nextAt).where(sql`${table.endedAt} is null`),
    index('freed_slot_doctor').on(table.doctorId, table.startsAt, table.id),
  ],
)
export type FreedSlotRow = typeof freedSlots.$inferSelect

/** A freed slot as it was offered to one person: the chain of who was asked, in order. */
export const offers = appointmentSchema.table(
  'waitlist_offer',
  {
    id: uuid('id').primaryKey(),
    entryId: uuid('entry_id')
      .notNull()
      .references(() => waitlist.id),
    slotId: uuid('slot_id')
      .notNull()
      .references(() => freedSlots.id),
    holdId: uuid('hold_id')
      .notNull()
      .references(() => holds.id),
    status: text('status').$type<'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn'>().notNull(),
    offeredAt: instant('offered_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by'),
  },
  (table) => [
    // Nobody is asked twice for the same slot.
    unique('waitlist_offer_once').on(table.slotId, table.entryId),
    index('waitlist_offer_entry').on(table.entryId, table.offeredAt),
    index('waitlist_offer_open').on(table.expiresAt).where(sql`${table.status} = 'offered'`),
  ],
)
export type OfferRow = typeof offers.$inferSelect

/** Reminders that were sent: never twice for the same time of an appointment. */
export const reminders = appointmentSchema.table(
  'reminder',
  {
    appointmentId: uuid('appointment_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    /** Hours before. */
    lead: integer('lead').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.appointmentId, table.startsAt, table.lead] })],
)

export const history = historyTable(appointmentSchema)
export const outbox = outboxTable(appointmentSchema)
export const idempotency = idempotencyTable(appointmentSchema)
