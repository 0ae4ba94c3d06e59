import { expect, test } from 'bun:test'
import type { SendDetails } from '../../api/records.ts'
import { reachedBy, recentAlerts, unansweredOf } from './sent-alerts.ts'

const at = (clock: string) => `2026-11-23T${clock}:00.000Z`
const asked = (...vias: string[]) => vias.map((via) => ({ via }))

test.each([
  ['waiting', 'admins', ['sent'], 'nobody'],
  ['handed-over', 'admins', ['sent', 'hand-over'], 'nobody'],
  ['waiting', 'admins', ['sent', 'escalation'], 'named'],
  ['waiting', 'fallback', ['sent', 'escalation'], 'admins'],
  ['unanswered', null, ['sent', 'escalation'], 'fallback'],
] as const)('%s, next %p, came by %p: %s were reached last', (status, step, vias, expected) => {
  const next = step && { at: at('09:00'), step }
  expect(reachedBy({ status, next, asked: asked(...vias) })).toBe(expected)
})

const sent = (id: string, clock: string, alert: object | null) =>
  ({ id, title: id, createdAt: at(clock), sendAt: null, alert }) as SendDetails
const alert = (status: string, vias: string[] = ['sent']) => ({
  status,
  next: null,
  asked: asked(...vias),
  owner: null,
})

test('what nobody has acknowledged is shown, the furthest gone first and of these the oldest', () => {
  const sends = [
    sent('new', '08:30', alert('waiting')),
    sent('old', '08:00', alert('handed-over')),
    sent('answered', '08:10', alert('acknowledged')),
    sent('no alert', '08:10', null),
    sent('in vain', '08:20', alert('unanswered', ['sent', 'escalation'])),
  ]
  expect(unansweredOf(sends).map(({ id }) => id)).toEqual(['in vain', 'old', 'new'])
})

test('looked at is what is critical, of the last day and out', () => {
  const send = { severity: 'critical', status: 'sent', createdAt: at('08:00'), sendAt: null } as const
  const now = Date.parse(at('09:00'))
  const before = { ...send, createdAt: '2026-11-22T08:00:00.000Z' }
  const others = [{ ...send, severity: 'warning' as const }, { ...send, status: 'cancelled' as const }, before]
  expect(recentAlerts([send, ...others], now)).toEqual([send])
  expect(recentAlerts([{ ...before, sendAt: at('08:30') }], now)).toHaveLength(1)
})
