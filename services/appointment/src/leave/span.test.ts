import { describe, expect, test } from 'bun:test'
import { isRefusal } from '../rules.ts'
import { leaveSpan } from './span.ts'

const madrid = 'Europe/Madrid'
const now = new Date('2026-03-01T12:00:00Z')
const span = (from: string, to: string, timeZone = madrid, at = now) => {
  const result = leaveSpan({ from, to }, at, timeZone)
  return isRefusal(result) ? result : [result.startsAt.toISOString(), result.endsAt.toISOString()]
}
const hoursOf = (from: string, to: string, timeZone = madrid) => {
  const [startsAt, endsAt] = span(from, to, timeZone) as [string, string]
  return (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000
}

describe('leave by dates, both included,', () => {
  test.each([
    ['is a day of the hospital’s', '2026-04-01', '2026-04-01', madrid, 24],
    ['has 23 hours on the day of the spring gap', '2026-03-29', '2026-03-29', madrid, 23],
    ['has 25 hours on the day of the autumn repeat', '2026-10-25', '2026-10-25', madrid, 25],
    ['has an hour less over the week of the gap', '2026-03-23', '2026-03-29', madrid, 7 * 24 - 1],
    ['is whole over both changes', '2026-03-01', '2026-11-30', madrid, 275 * 24],
    ['has a leap day', '2028-02-28', '2028-03-01', madrid, 72],
    ['has no 29 February in other years', '2027-02-28', '2027-03-01', madrid, 48],
    ['has whole days at +05:45', '2026-04-01', '2026-04-02', 'Asia/Kathmandu', 48],
    ['has 23 hours where midnight itself is skipped', '2027-03-13', '2027-03-14', 'America/Havana', 47],
  ])('%s', (_, from, to, timeZone, hours) => expect(hoursOf(from, to, timeZone)).toBe(hours))

  test.each([
    ['2026-04-01', '2026-04-01', madrid, ['2026-03-31T22:00:00.000Z', '2026-04-01T22:00:00.000Z']],
    ['2026-04-01', '2026-04-01', 'Asia/Kathmandu', ['2026-03-31T18:15:00.000Z', '2026-04-01T18:15:00.000Z']],
    ['2026-04-01', '2026-04-01', 'America/Los_Angeles', ['2026-04-01T07:00:00.000Z', '2026-04-02T07:00:00.000Z']],
    ['2026-04-01', '2026-04-01', 'Pacific/Kiritimati', ['2026-03-31T10:00:00.000Z', '2026-04-01T10:00:00.000Z']],
  ])('from %s to %s in %s is the hospital’s day, wherever it is entered', (from, to, timeZone, expected) =>
    expect(span(from, to, timeZone)).toEqual(expected),
  )
})

describe('leave by instants, half-open,', () => {
  test('of 24 hours across the spring change ends an hour later on the wall clock', () => {
    const entered = span('2026-03-28T12:00:00+01:00', '2026-03-29T13:00:00+02:00')
    expect(entered).toEqual(['2026-03-28T11:00:00.000Z', '2026-03-29T11:00:00.000Z'])
    expect(hoursOf('2026-03-28T12:00:00+01:00', '2026-03-29T13:00:00+02:00')).toBe(24)
  })
  test('of 24 hours across the autumn change ends an hour sooner on the wall clock', () =>
    expect(hoursOf('2026-10-24T12:00:00+02:00', '2026-10-25T11:00:00+01:00')).toBe(24))
  test('are the same time whichever offset somebody writes them with', () =>
    expect(span('2026-04-01T23:30:00-07:00', '2026-04-02T01:00:00-07:00')).toEqual(
      span('2026-04-02T08:30:00+02:00', '2026-04-02T10:00:00+02:00'),
    ))
  test('lies in the hour that comes twice, in its second pass', () =>
    expect(span('2026-10-25T02:00:00+01:00', '2026-10-25T03:00:00+01:00')).toEqual([
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ]))
})

describe('leave cannot be', () => {
  test.each([
    ['a date and an instant', '2026-04-01', '2026-04-02T08:00:00Z', /both be dates/],
    ['an instant and a date', '2026-04-01T08:00:00Z', '2026-04-02', /both be dates/],
    ['of dates that are the wrong way round', '2026-04-02', '2026-04-01', /end after/],
    ['of instants that are the wrong way round', '2026-04-02T08:00:00Z', '2026-04-01T08:00:00Z', /end after/],
    ['empty', '2026-04-02T08:00:00Z', '2026-04-02T08:00:00Z', /end after/],
    ['longer than 366 days', '2026-04-01', '2027-04-02', /at most 366 days/],
    ['longer than 366 days, by instants', '2026-04-01T08:00:00Z', '2027-04-02T08:00:01Z', /at most 366 days/],
    ['over already', '2026-02-01', '2026-02-28', /over already/],
    ['over just now', '2026-02-01T08:00:00Z', '2026-03-01T12:00:00Z', /over already/],
  ])('%s', (_, from, to, message) => {
    expect(span(from, to)).toMatchObject({ kind: 'invalid', field: 'to', message: expect.stringMatching(message) })
  })
  test('beyond what four digits of a year write', () => {
    const message = expect.stringMatching(/year 9999/)
    expect(span('9999-12-31', '9999-12-31', 'America/Los_Angeles')).toMatchObject({ field: 'to', message })
  })
  test.each([
    ['366 days', '2026-04-01', '2027-04-01'],
    ['366 days, by instants', '2026-04-01T08:00:00Z', '2027-04-02T08:00:00Z'],
    ['begun before today', '2026-02-01', '2026-03-02'],
    ['the last of today', '2026-03-01', '2026-03-01'],
  ])('but it can be %s', (_, from, to) => expect(span(from, to)).toBeArray())
})
