import { type Static, t } from 'elysia'
import type { Service } from './parts.ts'
import { Instant, Nullable, OneOf, Uuid } from './schema.ts'

const notification = ['notification'] as const

/** Every event and who has to hear of it. All of them become `changed` hints; some become notifications. */
export const subscribers = {
  'user.created': notification,
  'user.updated': notification,
  'patient.created': notification,
  'patient.updated': notification,
  'patient.linked': notification,
  /** The appointment service cancels what lies ahead. */
  'patient.archived': ['notification', 'appointment'],
  'doctor.created': notification,
  'doctor.updated': notification,
  'doctor.archived': notification,
  'appointment.booked': notification,
  'appointment.moved': notification,
  'appointment.updated': notification,
  'appointment.cancelled': notification,
  /** It happens so long before the appointment as it reminds: its `at` says for which time. */
  'appointment.reminder': notification,
  /** Somebody who waits is offered a slot, or an offer of theirs is taken back. */
  'waitlist.offered': notification,
  'waitlist.withdrawn': notification,
  'waitlist.updated': notification,
  'leave.entered': notification,
  'leave.cancelled': notification,
  'extra-hours.entered': notification,
  'extra-hours.cancelled': notification,
  'holiday.entered': notification,
  'holiday.cancelled': notification,
} as const satisfies Record<string, readonly Service[]>

export type EventType = keyof typeof subscribers

/** Parts that serve `POST /internal/events`. */
export type Subscriber = (typeof subscribers)[EventType][number]

/**
 * What happened, in ids and nothing else (design, section 5.5): the body of `POST /internal/events`.
 * `version` is that of the record it is about. Later events may carry more than this part knows of.
 */
export const EventBody = t.Object({
  id: Uuid,
  type: OneOf(Object.keys(subscribers) as EventType[]),
  version: t.Integer(),
  at: Instant,
  /** Null when the system itself acted. */
  actorId: Nullable(Uuid),
  ids: t.Object({
    appointmentId: t.Optional(Uuid),
    patientId: t.Optional(Uuid),
    doctorId: t.Optional(Uuid),
    /** Who had the appointment before it went to another doctor. */
    previousDoctorId: t.Optional(Uuid),
    userId: t.Optional(Uuid),
    leaveId: t.Optional(Uuid),
    extraHoursId: t.Optional(Uuid),
    holidayId: t.Optional(Uuid),
    waitlistId: t.Optional(Uuid),
    offerId: t.Optional(Uuid),
  }),
})
export type Event = Static<typeof EventBody>
export type EventIds = Event['ids']
