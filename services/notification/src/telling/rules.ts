import { alarmKind } from '../rules.ts'

export { readWallClock } from './wall-clock.ts'

/** What somebody reads in their inbox. */
export interface Text {
  title: string
  body: string
}

/**
 * What Wardline itself writes into inboxes, in English, where it is kept as it was written. In `{{…}}` stands a name, or a
 * time on the hospital's wall clock. The web app finds the sentence again by this table, and says it in its reader's language.
 */
export const sentences = {
  bookedWithYou: { title: 'New appointment', body: '{{patient}} is booked with you on {{when}}.' },
  booked: { title: 'Appointment booked', body: 'You have an appointment with {{doctor}} on {{when}}.' },
  movedWithYou: {
    title: 'Appointment moved',
    body: 'The appointment of {{patient}} with you is now on {{when}}.',
  },
  moved: { title: 'Appointment moved', body: 'Your appointment with {{doctor}} is now on {{when}}.' },
  movedAway: {
    title: 'Appointment with another doctor',
    body: 'The appointment of {{patient}} on {{when}} is now with {{doctor}}.',
  },
  cancelledWithYou: {
    title: 'Appointment cancelled',
    body: 'The appointment of {{patient}} on {{when}} is cancelled.',
  },
  cancelled: {
    title: 'Appointment cancelled',
    body: 'Your appointment with {{doctor}} on {{when}} is cancelled.',
  },
  reminder: { title: 'Appointment reminder', body: 'You have an appointment with {{doctor}} on {{when}}.' },
  offered: {
    title: 'A time has become free',
    body: 'A time with {{doctor}} on {{when}} is kept for you until {{until}}. Accept it or pass it on.',
  },
  withdrawn: {
    title: 'A time is not free any more',
    body: 'The time with {{doctor}} on {{when}} is not kept for you any more.',
  },
  leaveDayEntered: { title: 'Leave entered', body: 'Leave on {{from}} is entered for you.' },
  leaveEntered: { title: 'Leave entered', body: 'Leave from {{from}} to {{to}} is entered for you.' },
  leaveDayCancelled: { title: 'Leave called off', body: 'Your leave on {{from}} is called off.' },
  leaveCancelled: { title: 'Leave called off', body: 'Your leave from {{from}} to {{to}} is called off.' },
  notWritten: {
    title: 'Messages cannot be written',
    body: 'Test messages have not been written into the inbox since {{when}}. Others may be refused too: whoever sends one is told so.',
  },
  notTaken: {
    title: 'Messages do not leave Wardline',
    body: 'The delivery worker has not taken up test messages since {{when}}. E-mails, webhooks, large sends and escalations wait. Nothing is lost: they go out when it works again.',
  },
  notBrought: {
    title: 'Open pages do not hear of messages at once',
    body: 'The live stream has not brought test messages since {{when}}. Open pages may show new messages late or after a reload only. Nothing is lost.',
  },
} as const satisfies Record<string, Text>

export type Sentence = keyof typeof sentences

/** Which sentence is for whom, or for which case, by the kind of the notification. */
export const sentencesOf = {
  'appointment.booked': { doctor: 'bookedWithYou', patient: 'booked', 'previous-doctor': 'movedAway' },
  'appointment.moved': { doctor: 'movedWithYou', patient: 'moved', 'previous-doctor': 'movedAway' },
  'appointment.cancelled': { doctor: 'cancelledWithYou', patient: 'cancelled', 'previous-doctor': 'movedAway' },
  'appointment.reminder': { patient: 'reminder' },
  'waitlist.offered': { patient: 'offered' },
  'waitlist.withdrawn': { patient: 'withdrawn' },
  'leave.entered': { day: 'leaveDayEntered', span: 'leaveEntered' },
  'leave.cancelled': { day: 'leaveDayCancelled', span: 'leaveCancelled' },
  [alarmKind]: { 'not-written': 'notWritten', 'not-taken': 'notTaken', 'not-brought': 'notBrought' },
} as const satisfies Record<string, Record<string, Sentence>>

/** What an alert that was passed on says beside its own words; `names` are one or several people, `time` is how long. */
export const passedOn = {
  title: 'Not acknowledged: {{title}}',
  silent: '{{names}} has not acknowledged this within {{time}}.',
  allSilent: '{{names}} have not acknowledged this within {{time}}.',
  others: '{{number}} others',
  declined: '{{name}} declined: “{{reason}}”',
  handedOver: '{{name}} has handed this over to you.',
} as const

const gap = /\{\{(\w+)\}\}/g

export type Values = Record<string, string>

/** A sentence with its values. */
export const fill = (sentence: string, values: Values): string =>
  sentence.replace(gap, (_, name: string) => values[name] ?? '')

export const say = (sentence: Sentence, values: Values): Text => ({
  title: sentences[sentence].title,
  body: fill(sentences[sentence].body, values),
})

const day = String.raw`[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4}`
const moment = String.raw`${day}, \d\d:\d\d`

/** What may stand for a value, as regular expressions; for all others any words on one line. */
const shapes: Values = {
  when: moment,
  from: `${day}(?:, \\d\\d:\\d\\d)?`,
  to: `${day}(?:, \\d\\d:\\d\\d)?`,
  until: String.raw`\d\d:\d\d`,
  time: String.raw`\d+ [a-z]+`,
  reason: String.raw`[\s\S]{1,300}?`,
}

/** Finds a sentence with whatever values, each in a group of its name: the source of a regular expression. */
export function patternOf(sentence: string): string {
  const literal = sentence.replace(/[.*+?^$()[\]|\\]/g, String.raw`\$&`)
  return literal.replace(gap, (_, name: string) => `(?<${name}>${shapes[name] ?? String.raw`[^\n]+`})`)
}

/** The values that a sentence was filled with; undefined when it is another one. */
export const readBack = (sentence: string, text: string): Values | undefined => {
  const found = new RegExp(`^${patternOf(sentence)}$`).exec(text)
  return found ? { ...found.groups } : undefined
}
