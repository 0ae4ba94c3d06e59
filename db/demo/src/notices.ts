import type { Send } from '@wardline/notification/model'
import type { Cause, Outcome, State } from '@wardline/notification/rules'
import { demoLogins } from './accounts.ts'

/** What becomes of the e-mail of a notice once it was sent. */
export type Fate =
  /** Tried like this, and on with the last one until the ledger gives up or the outcome is final. */
  | { tried: [Outcome, ...Outcome[]] }
  /** What only time or a fault brings about. */
  | { came: State; cause?: Cause; nextTryHours?: number }
  | { worker: 'died' | 'at-work' }

/** Something that somebody told others. */
export interface Notice {
  /** Before now. */
  hoursAgo: number
  /** E-mail of the sender's account; the administrator's when absent. */
  by?: string
  to: { emails: string[] } | { roles: NonNullable<Send['to']['roles']> } | 'everyone'
  message: Pick<Send, 'title' | 'body' | 'severity' | 'channels' | 'kind' | 'link' | 'ack'>
  fate?: Fate
  /** It is kept back until then. */
  sendInHours?: number
}

const at = (mailbox: string) => `${mailbox}@wardline.example`
const email = ['email'] as NonNullable<Send['channels']>
const both = ['in-app', 'email'] as NonNullable<Send['channels']>
const staff = ['doctor', 'nurse', 'receptionist', 'admin'] as NonNullable<Send['to']['roles']>

const refused: Outcome = { kind: 'permanent', cause: 'rejected', detail: '550 5.1.1 Mailbox unavailable' }
const noName: Outcome = { kind: 'temporary', cause: 'unreachable' }
const noServer: Outcome = { kind: 'temporary', cause: 'connection-refused' }
const greylisted: Outcome = {
  kind: 'temporary',
  cause: 'not-now',
  detail: '451 4.7.1 Greylisted, try again later',
  retryAfterMs: 12 * 3600_000,
}
const delivered: Outcome = { kind: 'delivered' }

/** A delivery in every state there is, and what people of a hospital tell each other. */
export const notices: Notice[] = [
  {
    hoursAgo: 122,
    to: 'everyone',
    message: {
      title: 'New visiting hours',
      body: 'From Monday on visitors are welcome from 14:00 to 20:00 on all wards.',
    },
  },
  {
    hoursAgo: 98,
    to: { emails: [at('kwame.mensah'), at('receptionist')] },
    message: {
      title: 'Desk rota for next month',
      body: 'The rota is on the board. Tell me about swaps by Friday.',
      channels: both,
    },
    fate: { tried: [noServer, delivered] },
  },
  {
    hoursAgo: 74,
    to: { emails: [at('rocky.streich')] },
    message: {
      title: 'Please bring your referral letter',
      body: 'We need the letter at your next visit.',
      channels: both,
    },
    fate: { tried: [refused] },
  },
  {
    hoursAgo: 52,
    to: { emails: [at('maryrose.oconner')] },
    message: {
      title: 'Your copy of the report',
      body: 'The report of your last visit is ready at the desk.',
      channels: both,
    },
    fate: { tried: [refused] },
  },
  {
    hoursAgo: 47,
    to: { emails: [at('lucas.mejia')] },
    message: {
      title: 'EEG room closed on Thursday',
      body: 'The technician comes at nine. Please move your bookings.',
      channels: both,
    },
    fate: { tried: [noName] },
  },
  {
    hoursAgo: 44,
    to: { emails: [at('isabel.dejesus')] },
    message: { title: 'Dermatoscope is back', body: 'It is in A 120 again, with a new lamp.', channels: both },
    fate: { worker: 'died' },
  },
  {
    hoursAgo: 30,
    to: { emails: [at('tomas.ferreira')] },
    message: {
      title: 'Late shift on Saturday',
      body: 'Can you take it? Mariam would swap with you.',
      severity: 'warning',
      channels: both,
    },
    fate: { tried: [noServer] },
  },
  {
    hoursAgo: 29,
    to: { emails: [at('joaquin.duarte')] },
    message: {
      title: 'On-call plan changed',
      body: 'You are on call on Sunday instead of Saturday.',
      channels: ['in-app', 'webhook'],
    },
  },
  {
    hoursAgo: 27,
    to: { emails: [at('karisa.damore')] },
    message: {
      title: 'Free theatre slot this afternoon',
      body: 'Theatre 2 is free from 15:00 to 16:30 today.',
      channels: email,
    },
    fate: { came: 'expired' },
  },
  {
    hoursAgo: 26,
    to: { emails: [at('adela.rodrigez')] },
    message: { title: 'Tumour board moved to Wednesday', body: 'Same room, 16:00.', channels: email },
    fate: { came: 'cancelled' },
  },
  {
    hoursAgo: 21,
    to: { emails: [at('kwame.mensah')] },
    message: {
      title: 'Newsletter',
      body: 'What happened in the house this month.',
      kind: 'newsletter',
      channels: email,
    },
  },
  {
    hoursAgo: 6,
    to: { emails: [at('ted.oconnell')] },
    message: { title: 'Vaccines have arrived', body: 'They are in the fridge of P 004.', channels: email },
    fate: { tried: [greylisted] },
  },
  {
    hoursAgo: 5,
    by: demoLogins.doctor.email,
    to: { emails: [demoLogins.patient.email] },
    message: {
      title: 'Your results',
      body: 'Your results are in, and they are fine. We talk about them at your next visit.',
      link: '/app/appointments',
    },
  },
  {
    hoursAgo: 3,
    to: { emails: [demoLogins.patient.email] },
    message: {
      title: 'Reminder of your visit',
      body: 'Please come ten minutes early and bring your insurance card.',
      channels: email,
    },
    fate: { came: 'pending', nextTryHours: 24 },
  },
  {
    hoursAgo: 2,
    to: { roles: staff },
    message: {
      title: 'Fire drill tomorrow at 11:00',
      body: 'Patients stay where they are. Doors close by themselves.',
      severity: 'warning',
    },
  },
  {
    hoursAgo: 1,
    to: 'everyone',
    sendInHours: 20,
    message: { title: 'Water off tomorrow', body: 'There is no water in building A from 06:00 to 06:30.' },
  },
  {
    hoursAgo: 0,
    to: { emails: [at('miguel.regalado')] },
    message: { title: 'X-ray is free again', body: 'Send your patients over.', channels: email },
    fate: { worker: 'at-work' },
  },
]

/** Alerts that somebody has to answer for. */
export interface Alert extends Notice {
  answer?: { by: string; afterMinutes: number }
}

export const alerts: Alert[] = [
  {
    hoursAgo: 25,
    by: demoLogins.nurse.email,
    to: { emails: [demoLogins.doctor.email] },
    message: {
      title: 'Troponin raised',
      body: 'Bed 7: troponin T 86 ng/l, up from 21 three hours ago. Patient is stable, ECG on the chart.',
      severity: 'critical',
    },
    answer: { by: demoLogins.doctor.email, afterMinutes: 2 },
  },
  {
    hoursAgo: 23,
    by: at('tomas.ferreira'),
    to: { emails: [at('ted.oconnell')] },
    message: {
      title: 'Fever of 40.2 °C after vaccination',
      body: 'Child in P 004, seen this morning. Mother asks what to do.',
      severity: 'critical',
    },
    // Nobody answers in time: it goes to the administrators.
  },
  {
    hoursAgo: 0.1,
    by: demoLogins.nurse.email,
    to: { emails: [demoLogins.doctor.email] },
    message: {
      title: 'Potassium 6.4 mmol/l',
      body: 'Bed 3: potassium 6.4 mmol/l, not haemolysed, repeat sample sent. Please call the ward.',
      severity: 'critical',
      ack: { withinSeconds: 12 * 3600 },
    },
  },
]
