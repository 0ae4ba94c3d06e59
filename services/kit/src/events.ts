import type { Service } from './parts.ts'

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
} as const satisfies Record<string, readonly Service[]>

export type EventType = keyof typeof subscribers

/** Parts that serve `POST /internal/events`. */
export type Subscriber = (typeof subscribers)[EventType][number]
