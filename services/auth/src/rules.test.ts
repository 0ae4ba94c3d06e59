import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  decideRefresh,
  graceMs,
  leavesNoAdmin,
  type Refreshable,
  type RefreshOutcome,
  revocationOf,
  type Standing,
  sessionMs,
} from './rules.ts'

const at = (milliseconds: number) => new Date(Date.UTC(2026, 10, 22) + milliseconds)
const session = (overrides: Partial<Refreshable> = {}): Refreshable => ({
  rotatedAt: at(0),
  expiresAt: at(sessionMs),
  revokedAt: null,
  ...overrides,
})

describe('refresh', () => {
  test.each<[string, number | undefined, number, RefreshOutcome]>([
    ['the current token', 0, 0, 'rotate'],
    ['the current token, long after', 0, sessionMs - 1, 'rotate'],
    ['the current token of a session not refreshed for 14 days', 0, sessionMs, 'refuse'],
    ['the one before, at once', 1, 0, 'repeat'],
    ['the one before, after 19.999 s', 1, graceMs - 1, 'repeat'],
    ['the one before, after 20 s', 1, graceMs, 'reused'],
    ['the one before that, at once', 2, 0, 'reused'],
    ['an ancient one', 1000, 0, 'reused'],
    ['an old one of a session that is over', 2, sessionMs, 'refuse'],
    ['a token that never was', undefined, 0, 'refuse'],
  ])('%s', (_, age, after, outcome) => {
    expect(decideRefresh(session(), age, at(after))).toBe(outcome)
  })

  const age = fc.option(fc.nat(2000), { nil: undefined })
  const moment = fc.integer({ min: 0, max: 2 * sessionMs })

  test('nothing revives a revoked session', () => {
    fc.assert(
      fc.property(age, moment, moment, (age, revoked, now) => {
        expect(decideRefresh(session({ revokedAt: at(revoked) }), age, at(now))).toBe('refuse')
      }),
    )
  })

  test('only a current token moves a session on, and only a token of its own ends it', () => {
    fc.assert(
      fc.property(age, moment, (age, now) => {
        const outcome = decideRefresh(session(), age, at(now))
        if (outcome === 'rotate') expect(age).toBe(0)
        if (outcome === 'repeat') expect([age, now < graceMs]).toEqual([1, true])
        if (outcome === 'reused') expect(age).toBeGreaterThan(0)
      }),
    )
  })
})

const admin: Standing = { role: 'admin', status: 'active' }
const disabledAdmin: Standing = { role: 'admin', status: 'disabled' }
const nurse: Standing = { role: 'nurse', status: 'active' }

test.each<[string, Standing, Standing, number, boolean]>([
  ['the last one demoted', admin, nurse, 0, true],
  ['the last one disabled', admin, disabledAdmin, 0, true],
  ['the last one renamed', admin, admin, 0, false],
  ['one of two demoted', admin, nurse, 1, false],
  ['a disabled one demoted', disabledAdmin, nurse, 0, false],
  ['a nurse disabled', nurse, { ...nurse, status: 'disabled' }, 0, false],
])('the last administrator: %s', (_, before, after, others, expected) => {
  expect(leavesNoAdmin(before, after, others)).toBe(expected)
})

test.each<[string, Standing, Standing, boolean, ReturnType<typeof revocationOf>]>([
  ['renamed', nurse, nurse, false, undefined],
  ['another role', nurse, admin, false, 'role-changed'],
  ['another password', nurse, nurse, true, 'password-changed'],
  ['disabled', nurse, { ...nurse, status: 'disabled' }, false, 'disabled'],
  ['enabled again', disabledAdmin, admin, false, undefined],
])('sessions end: %s', (_, before, after, passwordChanged, expected) => {
  expect(revocationOf(before, after, passwordChanged)).toBe(expected)
})
