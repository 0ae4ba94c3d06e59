import { expect, test } from 'bun:test'
import { isWorthTelling, join, missedIn } from './absence.ts'

const from = (after: number, upTo: number) => ({ after: `e.${after}`, upTo: `e.${upTo}` })

test.each([
  ['nothing came', from(4, 4), 'looked-away', 600_000, false],
  ['a glance elsewhere', from(4, 5), 'looked-away', 10_000, false],
  ['a break', from(4, 5), 'looked-away', 60_000, true],
  ['a line that was away for a while', from(4, 5), 'line-down', 5_000, true],
  ['a hiccup shows the one that came as news', from(4, 5), 'line-down', 200, false],
  ['many after a hiccup are told as one', from(4, 9), 'line-down', 200, true],
] as const)('%s', (_, absence, why, ms, told) => {
  expect(isWorthTelling(absence, why, ms)).toBe(told)
})

test('an absence that nobody looked at yet grows with the next', () => {
  expect(join(from(1, 3), from(5, 8))).toEqual(from(1, 8))
  expect(join(undefined, from(5, 8))).toEqual(from(5, 8))
})

test('what was read meanwhile, came before or came later does not count', () => {
  const item = (seq: number, readAt: string | null = null) => ({ seq, readAt })
  expect(missedIn(from(2, 5), [item(6), item(5), item(4, '2026-11-22T08:00:00.000Z'), item(3), item(2)])).toBe(2)
})
