import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { addDays, ageOn, ago, dayInFull, dayInWords, hospitalClock, isCivilDay } from './zone.ts'

const hours = (range: { from: string; to: string }) => (Date.parse(range.to) - Date.parse(range.from)) / 3_600_000

describe('the hospital’s clock', () => {
  const berlin = hospitalClock('Europe/Berlin')

  test('days of a clock change have 23 and 25 hours', () => {
    expect(hours(berlin.range('2026-03-29'))).toBe(23)
    expect(hours(berlin.range('2026-10-25'))).toBe(25)
    expect(hours(berlin.range('2026-11-22'))).toBe(24)
  })

  test('a time that spring skips is the one after the gap, a time that autumn repeats is the first', () => {
    expect(berlin.at('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(berlin.at('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('a day that begins at 01:00 begins there', () => {
    // Chile changes its clocks at midnight.
    const santiago = hospitalClock('America/Santiago')
    expect(santiago.clock(santiago.range('2026-09-06').from)).toBe('01:00')
    expect(santiago.dayOf(santiago.range('2026-09-06').from)).toBe('2026-09-06')
  })

  test('late in the evening UTC it is tomorrow in Kathmandu', () => {
    const kathmandu = hospitalClock('Asia/Kathmandu')
    expect(kathmandu.dayOf('2026-11-22T18:30:00Z')).toBe('2026-11-23')
    expect(kathmandu.clock('2026-11-22T18:30:00Z')).toBe('00:15')
  })

  test('what a clock shows is read back as the same instant, but for an hour that repeats', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC')
    const minutes = fc.integer({ min: 0, max: 1_000_000 }).map((n) => Date.UTC(2026, 0, 1) + n * 60_000)
    fc.assert(
      fc.property(zones, minutes, (zone, instant) => {
        const clock = hospitalClock(zone)
        const iso = new Date(instant).toISOString()
        const back = Date.parse(clock.at(clock.dayOf(iso), clock.clock(iso)))
        expect([0, 30, 60]).toContain((instant - back) / 60_000)
      }),
    )
  })
})

describe('civil days', () => {
  test('count and read without a zone', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(dayInWords('2026-11-22')).toBe('Sunday 22 November')
    expect(isCivilDay('2026-02-30')).toBe(false)
    expect(isCivilDay('2026-02-28')).toBe(true)
  })

  test('an age is counted in birthdays', () => {
    expect(ageOn('2026-11-22', '2000-11-22')).toBe(26)
    expect(ageOn('2026-11-21', '2000-11-22')).toBe(25)
  })
})

test.each([
  ['2026-11-23T09:57:00.000Z', '3 min ago'],
  ['2026-11-23T05:00:00.000Z', 'today, 06:00'],
  ['2026-11-21T12:23:00.000Z', 'Sat 21 Nov, 13:23'],
  ['2026-11-17T08:00:00.000Z', 'Tue 17 Nov, 09:00'],
  ['2026-11-16T08:00:00.000Z', '16 Nov 2026, 09:00'],
])('on a Monday %s reads “%s”', (instant, words) => {
  expect(ago(hospitalClock('Europe/Madrid'), instant, Date.parse('2026-11-23T10:00:00.000Z'))).toBe(words)
})

test('a day in a field is named with its weekday', () => {
  // Engines differ in the comma.
  expect(dayInFull('2026-11-24')).toMatch(/^Tuesday,? 24 November 2026$/)
})
