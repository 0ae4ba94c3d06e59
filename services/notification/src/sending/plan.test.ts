import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { ChannelsByKind, Send } from '../model.ts'
import type { Channel, Severity } from '../rules.ts'
import { inSets, isQuiet, isWithinReach, messageOf, planDeliveries, sendComplaint } from './plan.ts'

const madrid = 'Europe/Madrid'
// 23:30 in Madrid.
const night = new Date('2026-11-22T22:30:00Z')
const untouched = { channels: {}, quietHours: null, webhookUrl: null }

describe('how a message goes to one recipient', () => {
  const plan = (severity: Severity, channel: Channel, preference: object, at = night) =>
    planDeliveries({ kind: 'message', severity, channels: [channel] }, { ...untouched, ...preference }, at, madrid)[0]

  test.each<[string, Severity, Channel, object, string, string | null, boolean]>([
    ['the inbox is the record', 'info', 'in-app', {}, 'delivered', null, false],
    ['it cannot be switched off', 'info', 'in-app', { channels: { '*': [] } }, 'delivered', null, false],
    ['e-mail waits for a worker', 'info', 'email', {}, 'pending', null, false],
    [
      'switched off for all kinds',
      'info',
      'email',
      { channels: { '*': ['in-app'] } },
      'suppressed',
      'switched-off',
      false,
    ],
    ['switched off for this kind', 'info', 'email', { channels: { message: [] } }, 'suppressed', 'switched-off', false],
    [
      'wanted for this kind only',
      'info',
      'email',
      { channels: { message: ['email'], '*': [] } },
      'pending',
      null,
      false,
    ],
    ['critical overrides the switch', 'critical', 'email', { channels: { '*': [] } }, 'pending', null, true],
    [
      'quiet hours',
      'warning',
      'email',
      { quietHours: { from: '22:00', to: '07:00' } },
      'suppressed',
      'quiet-hours',
      false,
    ],
    [
      'critical overrides quiet hours',
      'critical',
      'email',
      { quietHours: { from: '22:00', to: '07:00' } },
      'pending',
      null,
      true,
    ],
    ['a webhook without an address', 'info', 'webhook', {}, 'failed', 'no-address', false],
    ['a webhook', 'info', 'webhook', { webhookUrl: 'https://example.com' }, 'pending', null, false],
  ])('%s', (_, severity, channel, preference, status, cause, overridden) =>
    expect(plan(severity, channel, preference)).toMatchObject({ status, cause, overridden } as object),
  )
  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'a kind that is named %s is any other',
    (kind) => {
      const message = { kind, severity: 'info' as const, channels: ['email' as const] }
      const statusWith = (channels: ChannelsByKind) =>
        planDeliveries(message, { ...untouched, channels }, night, madrid)[0]?.status
      expect(statusWith({})).toBe('pending')
      expect(statusWith({ '*': ['in-app'] })).toBe('suppressed')
      expect(statusWith(JSON.parse(`{"${kind}": ["email"], "*": []}`))).toBe('pending')
    },
  )
})

test.each([
  ['across midnight, before', '22:00', '07:00', madrid, '2026-11-22T20:59:00Z', false],
  ['across midnight, at its beginning', '22:00', '07:00', madrid, '2026-11-22T21:00:00Z', true],
  ['across midnight, in the morning', '22:00', '07:00', madrid, '2026-11-23T05:59:00Z', true],
  ['across midnight, at its end', '22:00', '07:00', madrid, '2026-11-23T06:00:00Z', false],
  ['in the user’s own zone', '22:00', '07:00', 'America/New_York', '2026-11-22T22:30:00Z', false],
  ['on a summer’s wall clock', '22:00', '07:00', madrid, '2026-07-22T20:00:00Z', true],
  ['within a day', '12:00', '14:00', madrid, '2026-11-22T12:30:00Z', true],
  ['the same time twice', '12:00', '12:00', madrid, '2026-11-22T11:00:00Z', false],
])('quiet hours %s', (_, from, to, timeZone, at, expected) =>
  expect(isQuiet({ from, to, timeZone }, new Date(at), 'UTC')).toBe(expected),
)

test('sets hold everyone once, at most 250 each, with an id for each', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 1200 }), (userIds) => {
      let made = 0
      const sets = inSets(userIds, () => `id-${made++}`)
      expect(sets.flatMap((set) => set.userIds)).toEqual(userIds)
      expect(new Set(sets.flatMap((set) => set.ids)).size).toBe(userIds.length)
      expect(sets.every((set) => set.userIds.length <= 250 && set.ids.length === set.userIds.length)).toBe(true)
    }),
    { numRuns: 20 },
  )
})

const someone = { userIds: ['0192f3a0-0000-7000-8000-000000000001'] }
const send = (values: Partial<Send> = {}): Send => ({ to: someone, title: 'Title', body: 'Body', ...values })

describe('a send', () => {
  test('has defaults', () =>
    expect(messageOf(send())).toMatchObject({
      severity: 'info',
      kind: 'message',
      channels: ['in-app'],
      link: null,
      ack: null,
    }))
  test('that is critical wants an answer within five minutes', () =>
    expect(messageOf(send({ severity: 'critical' })).ack).toEqual({
      withinSeconds: 300,
      escalateTo: null,
      step: 'named',
    }))
  test('keeps the terms it was given', () =>
    expect(messageOf(send({ ack: { withinSeconds: 60, escalateTo: someone } })).ack).toEqual({
      withinSeconds: 60,
      escalateTo: someone,
      step: 'named',
    }))

  const now = new Date('2026-11-22T12:00:00Z')
  test.each<[string, Partial<Send>, string | undefined]>([
    ['to somebody', {}, undefined],
    ['to nobody', { to: {} }, undefined],
    ['to everyone, not', { to: { everyone: false } }, undefined],
    ['to a ward alone, and everyone, not', { to: { everyone: false, wardIds: someone.userIds } }, 'to.wardIds'],
    ['to a ward', { to: { wardIds: someone.userIds } }, 'to.wardIds'],
    ['to a shift', { to: { ...someone, onShift: { wardId: someone.userIds[0] as string } } }, 'to.onShift'],
    ['that escalates to nobody', { ack: { withinSeconds: 60, escalateTo: {} } }, undefined],
    ['that escalates to a ward', { ack: { escalateTo: { wardIds: someone.userIds } } }, 'ack.escalateTo.wardIds'],
    ['for a moment ago', { sendAt: '2026-11-22T11:50:00Z' }, undefined],
    ['for an hour ago', { sendAt: '2026-11-22T11:00:00Z' }, 'sendAt'],
    ['for next week', { sendAt: '2026-11-29T12:00:00Z' }, undefined],
    ['of a kind of its own', { kind: 'lab.result' }, undefined],
    ...[
      'escalation',
      'Escalation ',
      'appointment.x',
      'patient.',
      'doctor.left',
      'USER.created',
      'waitlist.x',
      'system.delivery',
    ].map((kind): [string, Partial<Send>, string] => [`of the kind ${kind}, which is the system’s`, { kind }, 'kind']),
    ['for another century', { sendAt: '2126-11-29T12:00:00Z' }, 'sendAt'],
  ])('%s', (_, values, path) => expect(sendComplaint(send(values), now)?.path).toBe(path as never))
})

describe('whom one may write to', () => {
  const known = new Map([
    ['nurse', 'nurse'],
    ['admin', 'admin'],
    ['mine', 'patient'],
    ['other', 'patient'],
  ] as const)
  const mine = new Set(['mine'])
  test.each([
    ['a doctor to colleagues', 'doctor', ['nurse', 'admin'], true],
    ['a doctor to a patient of theirs', 'doctor', ['mine'], true],
    ['a doctor to another patient', 'doctor', ['mine', 'other'], false],
    ['a doctor to somebody who does not exist', 'doctor', ['ghost'], false],
    ['a nurse to colleagues', 'nurse', ['nurse', 'admin'], true],
    ['a nurse to a patient', 'nurse', ['mine'], false],
  ] as const)('%s', (_, role, userIds, expected) => expect(isWithinReach(role, userIds, known, mine)).toBe(expected))
})
