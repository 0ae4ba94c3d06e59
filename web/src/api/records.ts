import type { Treaty } from '@elysiajs/eden'
import type { api } from './client.ts'

/** The gateway's records under the names that people use, read off the client's type: nothing here can drift from it. */

type Users = typeof api.auth.users
type Notifications = typeof api.notifications
type AppointmentCalls = ReturnType<typeof api.appointments>
type NotificationCalls = ReturnType<Notifications>

export type User = Treaty.Data<Users['get']>['items'][number]
export type Role = User['role']

export type Patient = Treaty.Data<typeof api.patients.get>['items'][number]
type PatientCalls = ReturnType<typeof api.patients>
/** That somebody was told something about a patient. */
export type Told = Treaty.Data<PatientCalls['notifications']['get']>['items'][number]

/** What patients see of a doctor is the smaller of the two. */
export type Doctor = Treaty.Data<typeof api.doctors.get>['items'][number]

export type Appointment = Treaty.Data<typeof api.appointments.get>['items'][number]
export type AppointmentStatus = Appointment['status']
/** One change of an appointment: who, when, what. */
export type Change = Treaty.Data<AppointmentCalls['history']['get']>['items'][number]

export type NotificationPage = Treaty.Data<Notifications['get']>
export type Notification = NotificationPage['items'][number]
export type Severity = Notification['severity']

/** What failed for one and the same cause. */
export type FailureGroup = Treaty.Data<Notifications['failures']['get']>['items'][number]
export type Failure = FailureGroup['items'][number]
export type Delivery = Treaty.Data<NotificationCalls['deliveries']['get']>['items'][number]
/** One change of a notification: who, when, what. */
export type NotificationChange = Treaty.Data<NotificationCalls['history']['get']>['items'][number]
export type Stats = Treaty.Data<Notifications['stats']['get']>
export type EmailTemplate = Treaty.Data<Notifications['templates']['get']>['items'][number]

/** Something that somebody, or the system itself, sent. */
export type Send = Treaty.Data<Notifications['sends']['get']>['items'][number]
export type SendDetails = Treaty.Data<ReturnType<Notifications['sends']>['get']>
export type SendPreview = Treaty.Data<Notifications['send']['preview']['post']>

export type Health = Treaty.Data<typeof api.health.ready.get>

export type Board = Treaty.Data<typeof api.board.get>

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  total?: number | undefined
}

type Waitlist = typeof api.waitlist
type DoctorCalls = ReturnType<typeof api.doctors>

/** Somebody who waits, with every offer they had. */
export type WaitlistEntry = Treaty.Data<Waitlist['get']>['items'][number]
/** A time that became free, and who was asked about it. */
export type FreedSlot = Treaty.Data<Waitlist['offers']['get']>['items'][number]

export type Leave = Treaty.Data<DoctorCalls['leave']['get']>['items'][number]
export type ExtraHours = Treaty.Data<DoctorCalls['extra-hours']['get']>['items'][number]

type Holidays = typeof api.holidays

/** A day on which nobody works their weekly hours. */
export type Holiday = Treaty.Data<Holidays['get']>['items'][number]
/** With the appointments that fall on it. */
export type HolidayInFull = Treaty.Data<Holidays['post']>
