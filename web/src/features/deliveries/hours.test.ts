import { expect, test } from 'bun:test'
import { states } from '@wardline/notification/rules'
import fc from 'fast-check'
import { byHour, summaryOf, totalOf } from './hours.ts'

const span = { from: '2026-11-22T09:30:00.000Z', to: '2026-11-22T12:10:00.000Z' }
const nine = '2026-11-22T09:00:00.000Z'
const eleven = '2026-11-22T11:00:00.000Z'
const hours = [
  { at: nine, channel: 'in-app' as const, status: 'delivered' as const, count: 3 },
  { at: nine, channel: 'email' as const, status: 'retrying' as const, count: 1 },
  { at: eleven, channel: 'email' as const, status: 'failed' as const, count: 2 },
  { at: eleven, channel: 'email' as const, status: 'unknown' as const, count: 1 },
  { at: eleven, channel: 'email' as const, status: 'suppressed' as const, count: 4 },
]
const quiet = { arrived: 0, moving: 0, trouble: 0, kept: 0 }

test('hours in which nothing was sent are there too', () => {
  expect(byHour({ ...span, hours })).toEqual([
    { at: nine, ...quiet, arrived: 3, moving: 1 },
    { at: '2026-11-22T10:00:00.000Z', ...quiet },
    { at: eleven, ...quiet, trouble: 3, kept: 4 },
    { at: '2026-11-22T12:00:00.000Z', ...quiet },
  ])
})

test('one channel can be looked at alone', () => {
  expect(byHour({ ...span, hours }, 'in-app').map(totalOf)).toEqual([3, 0, 0, 0])
})

test('the summary says how much, and when most', () => {
  const total = { arrived: 3, moving: 1, trouble: 3, kept: 4, total: 11 }
  expect(summaryOf(byHour({ ...span, hours }))).toEqual({ ...total, busiestAt: eleven })
  expect(summaryOf(byHour({ ...span, hours: [] }))).toBeUndefined()
})

test('nothing is lost and nothing is counted twice', () => {
  const row = fc.record({
    at: fc.constantFrom(nine, eleven),
    channel: fc.constantFrom('in-app' as const, 'email' as const),
    status: fc.constantFrom(...states),
    count: fc.nat({ max: 1000 }),
  })
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const sum = rows.reduce((total, { count }) => total + count, 0)
      expect(summaryOf(byHour({ ...span, hours: rows }))?.total ?? 0).toBe(sum)
    }),
  )
})
