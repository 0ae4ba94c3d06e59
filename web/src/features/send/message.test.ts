import { expect, test } from 'bun:test'
import { staffRoles } from '@wardline/kit/permissions'
import { hospitalClock } from '../../time/zone.ts'
import { asksForAnswer, emptyMessage, type MessageValues, messageOf, nextFullHour, previewOf } from './message.ts'

const madrid = hospitalClock('Europe/Madrid')
const ana = { id: '01933b8e-0000-7000-8000-000000000001', name: 'Ana' }
const message = (values: Partial<MessageValues>) => messageOf({ ...emptyMessage, ...values }, madrid)

test.each<[string, Partial<MessageValues>, object]>([
  ['people who were chosen', { people: [ana] }, { to: { userIds: [ana.id] }, channels: ['in-app'] }],
  ['several roles', { audience: 'roles', roles: ['doctor', 'nurse'] }, { to: { roles: ['doctor', 'nurse'] } }],
  [
    'all staff, whatever roles were ticked before',
    { audience: 'staff', roles: ['patient'] },
    { to: { roles: [...staffRoles] } },
  ],
  ['everyone', { audience: 'everyone', people: [ana] }, { to: { everyone: true } }],
  ['every channel', { email: true, webhook: true }, { channels: ['in-app', 'email', 'webhook'] }],
  [
    'a later time, by the hospital’s clock',
    { isLater: true, day: '2026-11-24', clock: '08:00' },
    { sendAt: '2026-11-24T07:00:00.000Z' },
  ],
  ['an answer within minutes', { wantsAnswer: true, withinMinutes: '2.5' }, { ack: { withinSeconds: 150 } }],
  [
    'an answer, or else a role',
    { wantsAnswer: true, escalateTo: 'role', escalateRole: 'doctor' },
    { ack: { withinSeconds: 300, escalateTo: { roles: ['doctor'] } } },
  ],
  [
    'an answer, or else people',
    { severity: 'critical', escalateTo: 'people', escalatePeople: [ana] },
    { ack: { withinSeconds: 300, escalateTo: { userIds: [ana.id] } } },
  ],
])('a message for %s', (_, values, expected) => expect(message(values)).toMatchObject(expected))

test.each([
  ['2026-11-24T07:20:00.000Z', { day: '2026-11-24', clock: '09:00' }],
  ['2026-11-24T22:59:00.000Z', { day: '2026-11-25', clock: '00:00' }],
])('later, from %s on, begins with the next full hour of the hospital', (now, expected) => {
  expect(nextFullHour(madrid, Date.parse(now))).toEqual(expected)
})

test('nothing is asked that was not asked for', () => {
  expect(Object.keys(message({ people: [ana] }))).toEqual(['to', 'title', 'body', 'severity', 'channels'])
})

test.each([
  ['info', false, false],
  ['info', true, true],
  ['warning', false, false],
  ['critical', false, true],
] as const)('a message of severity %s, answer wanted %p: asked for is %p', (severity, wantsAnswer, expected) => {
  expect(asksForAnswer({ severity, wantsAnswer })).toBe(expected)
})

test('who gets it is asked once somebody is named, and does not depend on the words', () => {
  expect(previewOf(message({}))).toBeUndefined()
  expect(previewOf(message({ audience: 'roles' }))).toBeUndefined()
  expect(previewOf(message({ audience: 'roles', roles: ['nurse'] }))).toMatchObject({ to: { roles: ['nurse'] } })
  expect(previewOf(message({ audience: 'everyone' }))).toMatchObject({ to: { everyone: true } })
  const named = previewOf(message({ people: [ana], title: 'One', body: 'Two' }))
  expect(named).toEqual(previewOf(message({ people: [ana], title: 'Other' })))
})
