import { escalationKind, type Severity } from '../rules.ts'
import { renderPage } from './templates-html.ts'

/** What a message says outside the house: the same words to everyone, never what it is about (design, section 5.5). */
export interface Template {
  /** Also all that a webhook is told. */
  subject: string
  /** One paragraph. */
  says: string
  /** What the link is for. */
  action: string
  /** Why somebody gets this. */
  why: string
}

const account = 'You get this e-mail because you have an account in Wardline.'

/** By kind; `critical` and `last-resort` are for any kind. No names, no times, nothing that a sender wrote. */
export const templates = {
  message: {
    subject: 'You have a message in Wardline',
    says: 'There is a message for you in Wardline.',
    action: 'Read the message',
    why: account,
  },
  'appointment.*': {
    subject: 'News about an appointment in Wardline',
    says: 'There is news about an appointment in Wardline.',
    action: 'See the appointment',
    why: account,
  },
  'appointment.reminder': {
    subject: 'A reminder of an appointment in Wardline',
    says: 'You have an appointment soon. When and with whom is in Wardline.',
    action: 'See the appointment',
    why: account,
  },
  'waitlist.*': {
    subject: 'News about the waitlist in Wardline',
    says: 'There is news about what you are waiting for. A time that is kept for you is kept for some minutes only.',
    action: 'See the waitlist',
    why: account,
  },
  critical: {
    subject: 'An alert in Wardline needs your answer',
    says: 'There is a critical alert for you in Wardline. Please open and acknowledge it: if nobody does, it goes to the next in line.',
    action: 'Open the alert',
    why: `${account} Critical alerts reach you whatever you have chosen.`,
  },
  escalation: {
    subject: 'An alert in Wardline has not been answered',
    says: 'Nobody has acknowledged an alert in time, and it has come to you. Please open and acknowledge it.',
    action: 'Open the alert',
    why: account,
  },
  'last-resort': {
    subject: 'Nobody has answered an alert in Wardline',
    says: 'Everyone whom Wardline could tell of an alert has let its time pass. Please see to it that somebody answers.',
    action: 'Open the alert',
    why: 'You get this e-mail because this address is the last that Wardline tells when nobody else answers.',
  },
} as const satisfies Record<string, Template>

export type TemplateKey = keyof typeof templates
export const templateKeys = Object.keys(templates) as TemplateKey[]

/** Which template is for a notification. A kind that a sender invented is a `message`, whatever it says. */
export function templateOf({ kind, severity }: { kind: string; severity: Severity }): TemplateKey {
  if (kind === escalationKind) return 'escalation'
  if (severity === 'critical') return 'critical'
  if (kind === 'appointment.reminder') return kind
  if (kind.startsWith('waitlist.')) return 'waitlist.*'
  return kind.startsWith('appointment.') ? 'appointment.*' : 'message'
}

/** Where the links of an e-mail lead, as whole addresses. */
export interface Links {
  /** To what it is about. */
  link: string
  /** To where its reader chooses what reaches them. */
  preferences: string
}

/** Where somebody chooses what reaches them, as a path within the app. */
export const preferencesPath = '/app/preferences'

interface Email {
  subject: string
  text: string
  html: string
}

/** A whole e-mail, as text and as a page. */
export function composeEmail(key: TemplateKey, links: Links): Email {
  const template = templates[key]
  const { subject, says, action, why } = template
  const text = `${says}\n\n${action}: ${links.link}\n\n${why}\nChoose what reaches you, and when: ${links.preferences}\n`
  return { subject, text, html: renderPage(template, links) }
}
