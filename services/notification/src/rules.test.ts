import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  backoff,
  type Cause,
  causes,
  claimable,
  formatPosition,
  isAppLink,
  longestBackoffMs,
  type Outcome,
  parsePosition,
  retryable,
  type State,
  settle,
  states,
  stepAfter,
  transitions,
  worst,
} from './rules.ts'

describe('the states of a delivery', () => {
  test('a notification shows the worst, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { minLength: 1 }), (of) => {
        const shown = worst(of)
        expect(of).toContain(shown)
        expect(of.every((state) => states.indexOf(shown) <= states.indexOf(state))).toBe(true)
      }),
    )
  })
  test.each<[string, State, State]>([
    ['a worker sends what waits', 'pending', 'sending'],
    ['and what is tried again', 'retrying', 'sending'],
    ['a worker that died leaves it unknown', 'sending', 'unknown'],
    ['an administrator sends again what failed', 'failed', 'pending'],
    ['or what may have arrived', 'unknown', 'pending'],
  ])('%s', (_, from, to) => expect(transitions[from]).toContain(to))
  test('what arrived, or was called off, is final', () => {
    for (const state of ['delivered', 'cancelled', 'suppressed', 'expired'] as const)
      expect(transitions[state]).toEqual([])
  })
  test('a worker claims what waits, an administrator retries what failed', () => {
    expect(claimable).toEqual(['retrying', 'pending'])
    expect([retryable(true), retryable(false)]).toEqual([['failed', 'unknown'], ['failed']])
  })
})

const outcomes = fc.oneof(
  fc.constant<Outcome>({ kind: 'delivered' }),
  fc.record({
    kind: fc.constantFrom('temporary' as const, 'permanent' as const),
    cause: fc.constantFrom(...(Object.keys(causes) as Cause[])),
    retryAfterMs: fc.nat(),
  }),
)

describe('after an attempt', () => {
  test('it goes where a delivery that is being sent may go, and waits if that is to be tried again', () => {
    const counts = fc.integer({ min: 1, max: 20 })
    const policies = fc.record({ attempts: counts, backoffMs: fc.nat(60_000) })
    fc.assert(
      fc.property(
        outcomes,
        counts,
        policies,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (outcome, n, policy, random) => {
          const { state, waitMs } = settle(outcome, n, policy, random)
          expect(transitions.sending).toContain(state)
          expect(waitMs !== null).toBe(claimable.includes(state))
        },
      ),
    )
  })
  const policy = { attempts: 3, backoffMs: 1000 }
  const refused: Outcome = { kind: 'temporary', cause: 'connection-refused' }
  test.each<[string, Outcome, number, ReturnType<typeof settle>]>([
    ['it arrived', { kind: 'delivered' }, 1, { state: 'delivered', cause: null, waitMs: null }],
    ['a first failure that may pass', refused, 1, { state: 'retrying', cause: 'connection-refused', waitMs: 500 }],
    ['a second one waits longer', refused, 2, { state: 'retrying', cause: 'connection-refused', waitMs: 1000 }],
    ['the last one', refused, 3, { state: 'failed', cause: 'connection-refused', waitMs: null }],
    [
      'a permanent one',
      { kind: 'permanent', cause: 'rejected' },
      1,
      { state: 'failed', cause: 'rejected', waitMs: null },
    ],
    [
      'the other side names a time',
      { kind: 'temporary', cause: 'not-now', retryAfterMs: 7000 },
      1,
      { state: 'retrying', cause: 'not-now', waitMs: 7000 },
    ],
  ])('%s', (_, outcome, tries, expected) => expect(settle(outcome, tries, policy, 0.5)).toEqual(expected))

  test('the back-off is jittered over its whole length, and capped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 3_600_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (tries, base, random) => {
          const wait = backoff(tries, base, random)
          expect(wait).toBeGreaterThanOrEqual(0)
          expect(wait).toBeLessThanOrEqual(Math.min(longestBackoffMs, base * 2 ** (tries - 1)))
        },
      ),
    )
  })
})

test('escalation goes from the named to the administrators to the last resort', () => {
  expect([stepAfter('named'), stepAfter('admins'), stepAfter('fallback')]).toEqual(['admins', 'fallback', undefined])
})

test.each([
  ['/app/patients', true],
  ['/app/appointments/0192?tab=history#top', true],
  ['/app/', true],
  ['/app', false],
  ['https://evil.example/app/', false],
  ['//evil.example/app/', false],
  ['/app//evil.example', false],
  ['/app/\\evil.example', false],
  ['/app/../auth/logout', false],
  ['/app/a b', false],
  ['/app/\n/evil', false],
  ['javascript:alert(1)', false],
  ['/app/%2e%2e/auth/logout', false],
  ['/app/.%2E/auth/logout', false],
  ['/app/..//', false],
  ['/app/..%2f..%2fauth', false],
  ['/app/a%2Fb', false],
  ['/app/a%5Cb', false],
  ['/app/a%00', false],
  ['/app/a?q=%0d%0aset-cookie:x', false],
  ['/app/a\u007f', false],
  ['/app/a\u0085', false],
  ['/app/100%', false],
  ['/app/patients?q=Am%C3%A9lie%20D%2E&day=22%2F11', true],
  ['/app/...', true],
])('link %s: %p', (link, expected) => expect(isAppLink(link)).toBe(expected))

describe('positions', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{8}$/), fc.nat(), (epoch, seq) =>
        expect(parsePosition(formatPosition(epoch, seq))).toEqual({ epoch, seq }),
      ),
    )
  })
  test.each(['', '5', '.5', 'abc.', 'abc.5x', 'abc.-1', 'abc.1.2', 'abc.1e3', 'ABC.1', 'abc.9999999999999999'])(
    '%p is none',
    (text) => expect(parsePosition(text)).toBeUndefined(),
  )
})
