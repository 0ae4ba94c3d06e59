import { describe, expect, test } from 'bun:test'
import { addDays, civilDateAt, instantAt, weekdayOf } from './zone.ts'

describe('the wall clock', () => {
  test.each([
    ['an ordinary morning', '2026-11-23', '08:00', 'Europe/Madrid', '2026-11-23T07:00:00.000Z'],
    ['midnight at the end of a day', '2026-11-23', '24:00', 'Europe/Madrid', '2026-11-23T23:00:00.000Z'],
    ['a quarter zone', '2026-11-23', '08:00', 'Asia/Kathmandu', '2026-11-23T02:15:00.000Z'],
    [
      'in the spring gap, as if the clock had not changed',
      '2026-03-29',
      '02:30',
      'Europe/Madrid',
      '2026-03-29T01:30:00.000Z',
    ],
    ['in the autumn repeat, the first', '2026-10-25', '02:30', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
    ['a leap day', '2028-02-29', '12:00', 'UTC', '2028-02-29T12:00:00.000Z'],
  ])('%s', (_, date, time, zone, instant) => {
    expect(instantAt(date, time, zone).toISOString()).toBe(instant)
  })
  test.each([
    ['2026-11-22T23:30:00Z', 'Europe/Madrid', '2026-11-23'],
    ['2026-11-22T23:30:00Z', 'UTC', '2026-11-22'],
    ['2026-11-22T03:00:00Z', 'America/New_York', '2026-11-21'],
  ])('at %s in %s it is %s', (instant, zone, date) => expect(civilDateAt(new Date(instant), zone)).toBe(date))
  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-22', 24],
  ])('%s has %i hours in Madrid', (date, hours) => {
    const length =
      instantAt(date, '24:00', 'Europe/Madrid').getTime() - instantAt(date, '00:00', 'Europe/Madrid').getTime()
    expect(length / 3_600_000).toBe(hours)
  })
  test('weeks begin on Monday, and days are added on the calendar', () => {
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-22'), addDays('2028-02-28', 1)]).toEqual([1, 7, '2028-02-29'])
  })
})
