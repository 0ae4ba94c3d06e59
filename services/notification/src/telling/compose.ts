import type { EventType } from '@wardline/kit/events'
import { isCivilDate } from '@wardline/kit/schema'

/** Who reads a text about an appointment: it names the other one. */
export type Reader = 'doctor' | 'previous-doctor' | 'patient'

interface AppointmentFacts {
  patientName: string
  doctorName: string
  startsAt: Date
}

export const appointmentKinds = [
  'appointment.booked',
  'appointment.moved',
  'appointment.cancelled',
] as const satisfies EventType[]
export type AppointmentKind = (typeof appointmentKinds)[number]

/** The time of day on the hospital's wall clock: `09:00`. */
const timeOfDay = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at)

/** `Monday 23 November 2026`. */
function dayInWords(at: Date, timeZone: string): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone } as const
  const parts = new Intl.DateTimeFormat('en-GB', day).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
}

/** An instant on the hospital's wall clock: `Monday 23 November 2026, 09:00`. */
export const wallClock = (at: Date, timeZone: string): string =>
  `${dayInWords(at, timeZone)}, ${timeOfDay(at, timeZone)}`

/** What somebody reads in their inbox. */
export interface Text {
  title: string
  body: string
}

const forDoctor: Record<AppointmentKind, (patient: string, when: string) => Text> = {
  'appointment.booked': (patient, when) => ({
    title: 'New appointment',
    body: `${patient} is booked with you on ${when}.`,
  }),
  'appointment.moved': (patient, when) => ({
    title: 'Appointment moved',
    body: `The appointment of ${patient} with you is now on ${when}.`,
  }),
  'appointment.cancelled': (patient, when) => ({
    title: 'Appointment cancelled',
    body: `The appointment of ${patient} on ${when} is cancelled.`,
  }),
}

const forPatient: Record<AppointmentKind, (doctor: string, when: string) => Text> = {
  'appointment.booked': (doctor, when) => ({
    title: 'Appointment booked',
    body: `You have an appointment with ${doctor} on ${when}.`,
  }),
  'appointment.moved': (doctor, when) => ({
    title: 'Appointment moved',
    body: `Your appointment with ${doctor} is now on ${when}.`,
  }),
  'appointment.cancelled': (doctor, when) => ({
    title: 'Appointment cancelled',
    body: `Your appointment with ${doctor} on ${when} is cancelled.`,
  }),
}

/** What one reader is told of an appointment. */
export function composeAppointment(
  kind: AppointmentKind,
  reader: Reader,
  { patientName, doctorName, startsAt }: AppointmentFacts,
  hospitalTz: string,
): Text {
  const when = wallClock(startsAt, hospitalTz)
  if (reader === 'patient') return forPatient[kind](doctorName, when)
  if (reader === 'doctor') return forDoctor[kind](patientName, when)
  return {
    title: 'Appointment with another doctor',
    body: `The appointment of ${patientName} on ${when} is now with ${doctorName}.`,
  }
}

/** What a patient is reminded of. */
export const composeReminder = (
  { doctorName, startsAt }: Omit<AppointmentFacts, 'patientName'>,
  hospitalTz: string,
): Text => ({
  title: 'Appointment reminder',
  body: `You have an appointment with ${doctorName} on ${wallClock(startsAt, hospitalTz)}.`,
})

export type OfferKind = Extract<EventType, 'waitlist.offered' | 'waitlist.withdrawn'>

/** What somebody on the waitlist is told of a time that became free. */
export function composeOffer(
  kind: OfferKind,
  { doctorName, startsAt, expiresAt }: { doctorName: string; startsAt: Date; expiresAt: Date },
  hospitalTz: string,
): Text {
  const what = `with ${doctorName} on ${wallClock(startsAt, hospitalTz)}`
  return kind === 'waitlist.offered'
    ? {
        title: 'A time has become free',
        body: `A time ${what} is kept for you until ${timeOfDay(expiresAt, hospitalTz)}. Accept it or pass it on.`,
      }
    : { title: 'A time is not free any more', body: `The time ${what} is not kept for you any more.` }
}

export type LeaveKind = Extract<EventType, 'leave.entered' | 'leave.cancelled'>

/** `on` a day, or `from` one `to` another as they were asked for: civil dates, the last one included, or instants. */
function spanInWords({ from, to }: { from: string; to: string }, hospitalTz: string): string {
  const words = (at: string) =>
    isCivilDate(at) ? dayInWords(new Date(at), 'UTC') : wallClock(new Date(at), hospitalTz)
  return from === to ? `on ${words(from)}` : `from ${words(from)} to ${words(to)}`
}

/** What a doctor is told of leave that somebody else entered for them, or called off. */
export function composeLeave(kind: LeaveKind, span: { from: string; to: string }, hospitalTz: string): Text {
  const when = spanInWords(span, hospitalTz)
  return kind === 'leave.entered'
    ? { title: 'Leave entered', body: `Leave ${when} is entered for you.` }
    : { title: 'Leave called off', body: `Your leave ${when} is called off.` }
}

const listed = (names: string[]): string =>
  names.length > 3
    ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} others`
    : names.length > 1
      ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
      : (names[0] ?? 'Nobody')

const inWords = (seconds: number): string => {
  const [count, unit] =
    seconds % 3600 === 0
      ? [seconds / 3600, 'hour']
      : seconds % 60 === 0
        ? [seconds / 60, 'minute']
        : [seconds, 'second']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** The same words, said of what was not answered; once, however often it goes further. */
export const escalationTitle = (title: string): string =>
  `Not acknowledged: ${title.replace(/^Not acknowledged: /, '')}`.slice(0, 200).toWellFormed()

/** What the next step is told before the alert itself: who stayed silent, and who said that it is not theirs. */
export function composeLead(silent: string[], declined: { name: string; reason: string }[], seconds: number): string {
  const stayed = silent.length
    ? [`${listed(silent)} ${silent.length > 1 ? 'have' : 'has'} not acknowledged this within ${inWords(seconds)}.`]
    : []
  const passed = declined.slice(0, 3).map(({ name, reason }) => `${name} declined: “${reason.slice(0, 300)}”`)
  return [...stayed, ...passed].join('\n').toWellFormed()
}

/** What stands before an alert that somebody gave to a colleague. */
export const handOverLead = (name: string): string => `${name} has handed this over to you.`
