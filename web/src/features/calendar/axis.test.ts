import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { hospitalClock } from '../../time/zone.ts'
import { axisOf, extentOf, hoursOf, instantAt, missingOf, positionOf, readDay } from './axis.ts'

const clock = hospitalClock('Europe/Madrid')
const usual = readDay(clock, '2026-11-24')
const autumn = readDay(clock, '2026-10-25')
const spring = readDay(clock, '2026-03-29')
const at = (instant: string) => Date.parse(instant)

describe('one day', () => {
  test.each([
    ['of 24 hours', usual, 24],
    ['of 25 hours', autumn, 25],
    ['of 23 hours', spring, 23],
  ] as const)('%s is as long as it is', (_, day, hours) => {
    const axis = axisOf([day])
    expect(axis.minutes).toBe(hours * 60)
    expect(hoursOf(axis)).toHaveLength(hours)
    expect(missingOf(axis, day)).toEqual([])
  })

  test('on which the clocks go back has the hour twice, one after the other', () => {
    const axis = axisOf([autumn])
    const [first, second] = [at('2026-10-25T00:30:00Z'), at('2026-10-25T01:30:00Z')]
    expect(clock.clock(new Date(first).toISOString())).toBe(clock.clock(new Date(second).toISOString()))
    expect([positionOf(axis, autumn, first), positionOf(axis, autumn, second)]).toEqual([150, 210])
    expect(hoursOf(axis).map(({ wall, again }) => `${wall / 60}${again ? ' again' : ''}`)).toContain('2 again')
  })

  test('on which they go forward has no hour that the clock skips', () => {
    const axis = axisOf([spring])
    expect(hoursOf(axis).map(({ wall }) => wall / 60)).not.toContain(2)
    expect(positionOf(axis, spring, at('2026-03-29T01:00:00Z'))).toBe(120)
  })

  test('that begins at one o’clock begins there', () => {
    const chile = hospitalClock('America/Santiago')
    const day = readDay(chile, '2026-09-06')
    expect(hoursOf(axisOf([day]))[0]).toEqual({ position: 0, wall: 60, again: false })
  })

  test('shows the part of a night visit that is its own', () => {
    const axis = axisOf([usual])
    const night = { startsAt: at('2026-11-23T22:30:00Z'), endsAt: at('2026-11-23T23:30:00Z') }
    expect(extentOf(axis, usual, night)).toEqual({ top: 0, bottom: 30 })
  })
})

describe('a week', () => {
  const week = (dates: string[]) => dates.map((date) => readDay(clock, date))

  test('with a day of 25 hours has the hour twice, and the other days say that they do not', () => {
    const days = week(['2026-10-24', '2026-10-25'])
    const axis = axisOf(days)
    expect(axis.minutes).toBe(25 * 60)
    expect(days.map((day) => missingOf(axis, day))).toEqual([[{ top: 180, bottom: 240 }], []])
    const noon = days.map(({ date }) => at(clock.at(date, '12:00')))
    expect(days.map((day, index) => positionOf(axis, day, noon[index] ?? 0))).toEqual([780, 780])
  })

  test('with a day of 23 hours says which hour that day has not', () => {
    const days = week(['2026-03-28', '2026-03-29'])
    const axis = axisOf(days)
    expect(days.map((day) => missingOf(axis, day))).toEqual([[], [{ top: 120, bottom: 180 }]])
    const until = { startsAt: at('2026-03-29T00:00:00Z'), endsAt: at('2026-03-29T01:00:00Z') }
    expect(extentOf(axis, days[1] ?? usual, until)).toEqual({ top: 60, bottom: 120 })
  })
})

test('a place on the axis and the instant there are each other’s', () => {
  const zones = fc.constantFrom('Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'UTC')
  const dates = fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-10-04', '2026-10-25')
  fc.assert(
    fc.property(zones, dates, fc.integer({ min: 0, max: 23 * 60 - 1 }), (zone, date, position) => {
      const day = readDay(hospitalClock(zone), date)
      const axis = axisOf([day])
      const instant = instantAt(axis, day, position)
      expect(instant).toBeDefined()
      expect(positionOf(axis, day, instant ?? 0)).toBe(position)
    }),
  )
})
