import { describe, expect, test } from 'bun:test'
import { statuses } from '../rules.ts'
import { dueAt, remindedStarts, reminderHours, reminderOf } from './rules.ts'

const startsAt = new Date('2026-11-24T08:00:00Z')
const at = (instant: string) => new Date(instant)

test('reminders fall due a day and two hours before, whatever the wall clock does between', () => {
  expect(reminderHours.map((hours) => dueAt(startsAt, hours).toISOString())).toEqual([
    '2026-11-23T08:00:00.000Z',
    '2026-11-24T06:00:00.000Z',
  ])
  const afterTheChange = at('2026-03-29T08:00:00Z')
  expect(dueAt(afterTheChange, 24).toISOString()).toBe('2026-03-28T08:00:00.000Z')
})

describe('at a moment', () => {
  test.each([
    [24, '2026-11-23T08:00:00Z', true],
    [24, '2026-11-23T07:59:59Z', false],
    [24, '2026-11-24T05:59:59Z', true],
    [24, '2026-11-24T06:00:00Z', false],
    [2, '2026-11-24T05:59:59Z', false],
    [2, '2026-11-24T06:00:00Z', true],
    [2, '2026-11-24T07:59:59Z', true],
    [2, '2026-11-24T08:00:00Z', false],
  ] as const)('the %i hours’ one is due at %s: %p', (hours, now, expected) => {
    const { after, upTo } = remindedStarts(hours, at(now))
    expect(after < startsAt && startsAt <= upTo).toBe(expected)
  })
})

test.each([
  ['since a minute ago: what fell due since', '2026-11-23T11:59:00Z', '2026-11-24T11:59:00Z'],
  ['since yesterday: what is of use still', '2026-11-22T12:00:00Z', '2026-11-23T14:00:00Z'],
  ['since ever', undefined, '2026-11-23T14:00:00Z'],
])('who looks %s', (_, since, after) => {
  const now = at('2026-11-23T12:00:00Z')
  expect(remindedStarts(24, now, since ? at(since) : undefined)).toEqual({
    after: at(after),
    upTo: at('2026-11-24T12:00:00Z'),
  })
})

describe('a reminder when it is told', () => {
  const [dayBefore, hoursBefore] = [dueAt(startsAt, 24), dueAt(startsAt, 2)]
  test.each([
    ['is true', dayBefore, '2026-11-23T08:00:01Z', 24],
    ['is true in the last two hours', hoursBefore, '2026-11-24T06:00:01Z', 2],
    ['comes late, and is true still', dayBefore, '2026-11-24T05:00:00Z', 24],
    ['comes so late that the next is due', dayBefore, '2026-11-24T06:00:00Z', undefined],
    ['comes after the start', hoursBefore, '2026-11-24T08:00:00Z', undefined],
    ['is of a time to which the appointment is no more', at('2026-11-23T09:00:00Z'), '2026-11-23T09:00:01Z', undefined],
  ] as const)('%s', (_, fellDueAt, now, expected) => {
    expect(reminderOf({ status: 'booked', startsAt }, fellDueAt, at(now))).toBe(expected as never)
  })
  test.each(statuses)('of an appointment that is %s', (status) => {
    const isAwaited = status === 'booked' || status === 'pending'
    expect(reminderOf({ status, startsAt }, dayBefore, dayBefore)).toBe(isAwaited ? 24 : undefined)
  })
})
