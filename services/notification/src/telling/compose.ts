import type { EventType } from '@wardline/kit/events'
import { isCivilDate } from '@wardline/kit/schema'
import { fill, passedOn, readBack, say, sentencesOf, type Text } from './rules.ts'
import { dayInWords, timeOfDay, wallClock } from './wall-clock.ts'

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

/** What one reader is told of an appointment. */
export const composeAppointment = (
  kind: AppointmentKind,
  reader: Reader,
  { patientName: patient, doctorName: doctor, startsAt }: AppointmentFacts,
  hospitalTz: string,
): Text => say(sentencesOf[kind][reader], { patient, doctor, when: wallClock(startsAt, hospitalTz) })

/** What a patient is reminded of. */
export const composeReminder = (
  { doctorName: doctor, startsAt }: Omit<AppointmentFacts, 'patientName'>,
  hospitalTz: string,
): Text => say('reminder', { doctor, when: wallClock(startsAt, hospitalTz) })

export type OfferKind = Extract<EventType, 'waitlist.offered' | 'waitlist.withdrawn'>

/** What somebody on the waitlist is told of a time that became free. */
export const composeOffer = (
  kind: OfferKind,
  { doctorName: doctor, startsAt, expiresAt }: { doctorName: string; startsAt: Date; expiresAt: Date },
  hospitalTz: string,
): Text => {
  const until = timeOfDay(expiresAt, hospitalTz)
  return say(sentencesOf[kind].patient, { doctor, when: wallClock(startsAt, hospitalTz), until })
}

export type LeaveKind = Extract<EventType, 'leave.entered' | 'leave.cancelled'>

/** What a doctor is told of leave that somebody else entered for them, or called off: civil dates as asked for, the last one included, or instants. */
export function composeLeave(kind: LeaveKind, { from, to }: { from: string; to: string }, hospitalTz: string): Text {
  const words = (at: string) =>
    isCivilDate(at) ? dayInWords(new Date(at), 'UTC') : wallClock(new Date(at), hospitalTz)
  return say(sentencesOf[kind][from === to ? 'day' : 'span'], { from: words(from), to: words(to) })
}

const listed = (names: string[]): string =>
  names.length > 3
    ? `${names.slice(0, 2).join(', ')} and ${fill(passedOn.others, { number: String(names.length - 2) })}`
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
export function escalationTitle(before: string): string {
  const title = readBack(passedOn.title, before)?.title ?? before
  return fill(passedOn.title, { title }).slice(0, 200).toWellFormed()
}

/** What the next step is told before the alert itself: who stayed silent, and who said that it is not theirs. */
export function composeLead(silent: string[], declined: { name: string; reason: string }[], seconds: number): string {
  const stayed = silent.length > 1 ? passedOn.allSilent : passedOn.silent
  return [
    ...(silent.length ? [fill(stayed, { names: listed(silent), time: inWords(seconds) })] : []),
    ...declined.slice(0, 3).map(({ name, reason }) => fill(passedOn.declined, { name, reason: reason.slice(0, 300) })),
  ]
    .join('\n')
    .toWellFormed()
}

/** What stands before an alert that somebody gave to a colleague. */
export const handOverLead = (name: string): string => fill(passedOn.handedOver, { name })
