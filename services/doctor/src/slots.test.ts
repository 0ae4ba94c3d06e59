import { describe, expect, test } from 'bun:test'
import { overlaps } from '@wardline/kit/zone'
import fc from 'fast-check'
import { freeSlots, type Hours, hoursProblem, isWithinHours } from './rules.ts'

describe('free slots, whatever the hours, the bookings and the zone,', () => {
  const minute = 60_000
  const start = Date.UTC(2026, 2, 20)
  const time = fc.integer({ min: 0, max: 95 })
  const clock = (quarter: number) =>
    `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
  const entry = fc
    .tuple(fc.integer({ min: 1, max: 7 }), time, fc.integer({ min: 1, max: 96 }))
    .map(([weekday, from, length]) => ({ weekday, from: clock(from), to: clock(Math.min(from + length, 96)) }))
  const someHours = fc.array(entry, { maxLength: 12 }).map((entries) => {
    const kept: Hours[] = []
    for (const each of entries) if (!hoursProblem([...kept, each])) kept.push(each)
    return kept
  })
  const someInterval = (longestMinutes: number) =>
    fc
      .tuple(fc.integer({ min: 0, max: 12 * 24 * 60 }), fc.integer({ min: 1, max: longestMinutes }))
      .map(([from, length]) => ({
        startsAt: new Date(start + from * minute),
        endsAt: new Date(start + (from + length) * minute),
      }))
  const someCase = fc.record({
    hours: someHours,
    slotMinutes: fc.integer({ min: 5, max: 480 }),
    within: someInterval(12 * 24 * 60),
    busy: fc.array(someInterval(240), { maxLength: 40 }),
    // The first has its spring change within the range.
    timeZone: fc.constantFrom('Europe/Madrid', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'UTC'),
  })

  test('lie within hours, begin in the range, are whole, and overlap no booking nor each other', () => {
    fc.assert(
      fc.property(someCase, (options) => {
        const found = freeSlots(options)
        for (const [index, slot] of found.entries()) {
          expect(slot.endsAt.getTime() - slot.startsAt.getTime()).toBe(options.slotMinutes * minute)
          expect(slot.startsAt >= options.within.startsAt && slot.startsAt < options.within.endsAt).toBe(true)
          expect(isWithinHours(options, slot, options.timeZone)).toBe(true)
          expect(options.busy.some((taken) => overlaps(taken, slot))).toBe(false)
          const next = found[index + 1]
          if (next) expect(next.startsAt >= slot.endsAt).toBe(true)
        }
      }),
    )
  })

  test('a booking takes away those it overlaps and no others', () => {
    fc.assert(
      fc.property(someCase, (options) => {
        const all = freeSlots({ ...options, busy: [] })
        expect(freeSlots(options)).toEqual(all.filter((slot) => !options.busy.some((taken) => overlaps(taken, slot))))
      }),
    )
  })
})
