import { ListQuery, Page } from '@wardline/kit/list'
import {
  Body,
  FreeText,
  Instant,
  Nullable,
  OneOf,
  Prose,
  recordFields,
  Text,
  Uuid,
  WholeNumber,
} from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { statuses } from './rules.ts'

export * from './availability/availability-model.ts'
export * from './leave/leave-model.ts'
export * from './waitlist/waitlist-model.ts'

/** FHIR R4 Appointment.status: https://hl7.org/fhir/R4/valueset-appointmentstatus.html */
export const Status = OneOf(statuses)

export const Cancelled = t.Object({ by: Nullable(Uuid), at: Instant, reason: Nullable(t.String()) })

/** An appointment as its service answers it; the gateway puts the names to the ids. */
export const Appointment = t.Object({
  ...recordFields,
  patientId: Uuid,
  doctorId: Uuid,
  startsAt: Instant,
  endsAt: Instant,
  status: Status,
  reason: Nullable(t.String()),
  type: Nullable(t.String()),
  /** Why the doctor's hours or another booking were set aside. */
  overrideReason: Nullable(t.String()),
  /** Where it takes place: as booked, or the doctor's own. */
  room: Nullable(t.String()),
  arrivedAt: Nullable(Instant),
  checkedInAt: Nullable(Instant),
  /** When the visit began; FHIR has no status for that. */
  startedAt: Nullable(Instant),
  finishedAt: Nullable(Instant),
  cancelled: Nullable(Cancelled),
})
export type Appointment = Static<typeof Appointment>

const duration = WholeNumber({ minimum: 1, maximum: 24 * 60 })

export const NewAppointment = Body({
  patientId: Uuid,
  doctorId: Uuid,
  startsAt: Instant,
  endsAt: t.Optional(Instant),
  durationMinutes: t.Optional(duration),
  reason: t.Optional(Nullable(FreeText(4000))),
  type: t.Optional(Nullable(FreeText(100))),
  overrideReason: t.Optional(Nullable(Prose)),
  /** The doctor's own when absent. */
  room: t.Optional(Nullable(Text(100))),
  /** A hold of the caller's, which the booking ends. */
  holdId: t.Optional(Uuid),
})
export type NewAppointment = Static<typeof NewAppointment>

/** Absent stays, null clears. The patient of an appointment never changes. */
export const AppointmentChange = Body({
  version: t.Optional(WholeNumber({ minimum: 1 })),
  doctorId: t.Optional(Uuid),
  startsAt: t.Optional(Instant),
  endsAt: t.Optional(Instant),
  durationMinutes: t.Optional(duration),
  reason: t.Optional(Nullable(FreeText(4000))),
  type: t.Optional(Nullable(FreeText(100))),
  overrideReason: t.Optional(Nullable(Prose)),
  room: t.Optional(Nullable(Text(100))),
  holdId: t.Optional(Uuid),
  startedAt: t.Optional(Nullable(Instant)),
  status: t.Optional(Status),
  /** Why it is cancelled, with `status: "cancelled"`. */
  reasonCode: t.Optional(Nullable(Text(200))),
})
export type AppointmentChange = Static<typeof AppointmentChange>

export const AppointmentQuery = ListQuery(['startsAt', 'createdAt', 'updatedAt'], {
  doctorId: t.Optional(Uuid),
  patientId: t.Optional(Uuid),
  status: t.Optional(t.Array(Status, { maxItems: 10 })),
  from: t.Optional(Instant),
  to: t.Optional(Instant),
})
export type AppointmentQuery = Static<typeof AppointmentQuery>

export const AppointmentPage = Page(Appointment)

export const CancelQuery = t.Object({ reasonCode: t.Optional(Text(200)) }, { additionalProperties: false })

export const AppointmentLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })
