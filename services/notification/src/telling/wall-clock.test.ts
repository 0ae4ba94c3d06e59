import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { dayInWords, readWallClock, wallClock } from './wall-clock.ts'

test.each([
  ['2026-10-25T00:30:00Z', 'Europe/Madrid', 'Sunday 25 October 2026, 02:30'],
  ['2026-10-25T01:30:00Z', 'Europe/Madrid', 'Sunday 25 October 2026, 02:30'],
  ['2026-11-22T23:00:00Z', 'Europe/Madrid', 'Monday 23 November 2026, 00:00'],
  ['2026-11-22T23:00:00Z', 'America/New_York', 'Sunday 22 November 2026, 18:00'],
])('%s in %s is %s', (at, zone, words) => expect(wallClock(new Date(at), zone)).toBe(words))

test('what is in words is read again', () => {
  const at = fc.date({ min: new Date('1900-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(at, (instant) => {
      const [day, time] = instant.toISOString().split('T')
      expect(readWallClock(wallClock(instant, 'UTC'))).toEqual({ day: day ?? '', time: time?.slice(0, 5) })
      expect(readWallClock(dayInWords(instant, 'UTC'))).toEqual({ day: day ?? '', time: undefined })
    }),
  )
})

test.each(['', 'Ada Okafor', 'Monday 23 Smarch 2026', 'Doomsday', '09:00'])('“%s” is no time', (words) =>
  expect(readWallClock(words)).toBeUndefined(),
)
