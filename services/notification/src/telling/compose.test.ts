import { describe, expect, test } from 'bun:test'
import {
  appointmentKinds,
  composeAppointment,
  composeLead,
  composeLeave,
  composeOffer,
  composeReminder,
  escalationTitle,
} from './compose.ts'

const facts = { patientName: 'Amina Diallo', doctorName: 'Ada Okafor', startsAt: new Date('2026-11-23T08:00:00Z') }

describe('an appointment in words', () => {
  test.each([
    ['appointment.booked', 'doctor', 'Amina Diallo is booked with you on Monday 23 November 2026, 09:00.'],
    ['appointment.booked', 'patient', 'You have an appointment with Ada Okafor on Monday 23 November 2026, 09:00.'],
    [
      'appointment.moved',
      'doctor',
      'The appointment of Amina Diallo with you is now on Monday 23 November 2026, 09:00.',
    ],
    ['appointment.moved', 'patient', 'Your appointment with Ada Okafor is now on Monday 23 November 2026, 09:00.'],
    [
      'appointment.moved',
      'previous-doctor',
      'The appointment of Amina Diallo on Monday 23 November 2026, 09:00 is now with Ada Okafor.',
    ],
    [
      'appointment.cancelled',
      'doctor',
      'The appointment of Amina Diallo on Monday 23 November 2026, 09:00 is cancelled.',
    ],
    [
      'appointment.cancelled',
      'patient',
      'Your appointment with Ada Okafor on Monday 23 November 2026, 09:00 is cancelled.',
    ],
  ] as const)('%s for the %s', (kind, reader, body) =>
    expect(composeAppointment(kind, reader, facts, 'Europe/Madrid').body).toBe(body),
  )
  test('no doctor is told their own name, no patient theirs', () => {
    for (const kind of appointmentKinds) {
      expect(composeAppointment(kind, 'doctor', facts, 'UTC').body).not.toContain('Okafor')
      expect(composeAppointment(kind, 'patient', facts, 'UTC').body).not.toContain('Diallo')
    }
  })
})

test('a patient is reminded on the hospital’s clock', () =>
  expect(composeReminder(facts, 'Asia/Kathmandu')).toEqual({
    title: 'Appointment reminder',
    body: 'You have an appointment with Ada Okafor on Monday 23 November 2026, 13:45.',
  }))

test.each([
  [
    'waitlist.offered',
    'A time with Ada Okafor on Monday 23 November 2026, 09:00 is kept for you until 08:45. Accept it or pass it on.',
  ],
  ['waitlist.withdrawn', 'The time with Ada Okafor on Monday 23 November 2026, 09:00 is not kept for you any more.'],
] as const)('%s says which time, and until when', (kind, body) => {
  const offer = { ...facts, expiresAt: new Date('2026-11-23T07:45:00Z') }
  expect(composeOffer(kind, offer, 'Europe/Madrid').body).toBe(body)
})

test.each([
  ['leave.entered', '2026-11-30', '2026-11-30', 'Leave on Monday 30 November 2026 is entered for you.'],
  [
    'leave.entered',
    '2026-11-30',
    '2026-12-04',
    'Leave from Monday 30 November 2026 to Friday 4 December 2026 is entered for you.',
  ],
  [
    'leave.cancelled',
    '2026-11-30T08:00:00.000Z',
    '2026-11-30T10:00:00.000Z',
    'Your leave from Monday 30 November 2026, 09:00 to Monday 30 November 2026, 11:00 is called off.',
  ],
] as const)('%s from %s to %s', (kind, from, to, body) => {
  expect(composeLeave(kind, { from, to }, 'Europe/Madrid').body).toBe(body)
  // A date is a date, on whichever side of midnight the hospital is.
  if (!from.includes('T')) expect(composeLeave(kind, { from, to }, 'Pacific/Kiritimati').body).toBe(body)
})

describe('an escalation', () => {
  test.each([
    [['Ada'], 300, 'Ada has not acknowledged this within 5 minutes.'],
    [['Ada', 'Bo'], 60, 'Ada and Bo have not acknowledged this within 1 minute.'],
    [['Ada', 'Bo', 'Cy', 'Di'], 45, 'Ada, Bo and 2 others have not acknowledged this within 45 seconds.'],
  ])('of what %p left unanswered for %p s', (silent, seconds, words) => {
    expect(composeLead(silent, [], seconds)).toBe(words)
  })
  test('says who declined and why, and nothing of silence when nobody was silent', () => {
    expect(composeLead([], [{ name: 'Ada', reason: 'Off duty' }], 60)).toBe('Ada declined: “Off duty”')
    expect(composeLead(['Bo'], [{ name: 'Ada', reason: 'Off duty' }], 60)).toBe(
      'Bo has not acknowledged this within 1 minute.\nAda declined: “Off duty”',
    )
  })
  test('of an escalation keeps one prefix, and fits', () => {
    const again = escalationTitle(escalationTitle('x'.repeat(200)))
    expect([again.match(/Not acknowledged/g)?.length, again.length <= 200]).toEqual([1, true])
  })
})
