import { expect, test } from 'bun:test'
import { channelsOf, concerns, offersWebhook, rowsOf } from './channels.ts'

const row = (rows: ReturnType<typeof rowsOf>, kind: string) => rows.find((each) => each.kind === kind)

test('who said nothing is told of everything on every channel', () => {
  const rows = rowsOf({})
  expect(rows.every(({ email, webhook }) => email && webhook)).toBe(true)
  expect(channelsOf(rows)).toEqual({})
})

test('a kind follows every other kind unless it has channels of its own', () => {
  const rows = rowsOf({ '*': ['in-app'], 'appointment.moved': ['email'], mine: ['webhook'] })
  expect(row(rows, 'message')).toEqual({ kind: 'message', email: false, webhook: false })
  expect(row(rows, 'appointment.moved')).toEqual({ kind: 'appointment.moved', email: true, webhook: false })
  expect(row(rows, 'mine')).toEqual({ kind: 'mine', email: false, webhook: true })
})

test('what is kept reads as it was chosen', () => {
  const rows = rowsOf({}).map((each) => (each.kind === 'message' ? { ...each, email: false } : each))
  expect(channelsOf(rows)).toEqual({ message: ['in-app', 'webhook'] })
  const quiet = rowsOf({ '*': ['in-app'], mine: ['in-app', 'email'] })
  expect(rowsOf(channelsOf(quiet))).toEqual(quiet)
})

test.each([
  ['system.delivery', ['admin']],
  ['leave.entered', ['doctor']],
  ['escalation', ['admin', 'doctor', 'nurse', 'receptionist']],
  ['appointment.moved', ['admin', 'doctor', 'nurse', 'receptionist', 'patient']],
] as const)('%s is asked of those whom it can reach', (kind, expected) => {
  const roles = ['admin', 'doctor', 'nurse', 'receptionist', 'patient'] as const
  expect(roles.filter((role) => concerns(kind, role))).toEqual([...expected])
})

test('webhooks are kept from those who hardly know the word, unless they use one', () => {
  expect([offersWebhook('nurse', false), offersWebhook('patient', false)]).toEqual([true, false])
  expect([offersWebhook('receptionist', false), offersWebhook('patient', true)]).toEqual([false, true])
})
