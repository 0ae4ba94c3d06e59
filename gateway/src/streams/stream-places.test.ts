import { describe, expect, test } from 'bun:test'
import { ProblemError } from '@wardline/kit/errors'
import fc from 'fast-check'
import { createPlaces, type Place } from './stream-places.ts'
import { retryOf } from './stream-return.ts'

/** What came of asking for a place: its refusal's kind and when to come back, or nothing. */
function refusal(ask: () => unknown): [kind: string, retryAfter: number | undefined] | undefined {
  try {
    ask()
    return undefined
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [error.problem.kind, error.retryAfter]
  }
}
const soonest = () => 0

describe('places', () => {
  test('of one user are limited; another’s are their own', () => {
    const places = createPlaces({ perUser: 2, max: 10 }, soonest)
    const [first] = [places.take('a'), places.take('a')]
    expect(refusal(() => places.take('a'))).toEqual(['rate-limited', 30])
    expect(refusal(() => places.take('b'))).toBeUndefined()
    first.release()
    expect(refusal(() => places.take('a'))).toBeUndefined()
  })
  test('without a limit for each user end with those of the process', () => {
    const places = createPlaces({ perUser: undefined, max: 3 }, soonest)
    const taken = [places.take('a'), places.take('a'), places.take('a')]
    expect(refusal(() => places.take('b'))).toEqual(['unavailable', 5])
    taken[1]?.release()
    expect(refusal(() => places.take('b'))).toBeUndefined()
  })
  test('of those who have not said yet who they are count for the process, and from then on for the user', () => {
    const places = createPlaces({ perUser: 1, max: 2 }, soonest)
    const [one, other] = [places.take(), places.take()]
    expect(refusal(() => places.take('a'))).toEqual(['unavailable', 5])
    one.assign('a')
    expect(refusal(() => other.assign('a'))).toEqual(['rate-limited', 30])
    expect(refusal(() => other.assign('b'))).toBeUndefined()
    one.release()
    expect([places.size, places.users]).toEqual([1, 1])
  })
  test('are given back once, however often it is said', () => {
    const places = createPlaces({ perUser: 1, max: 2 })
    const place = places.take('a')
    places.take('b')
    place.release()
    place.release()
    expect([places.size, places.users]).toEqual([1, 1])
  })
  test('are not to be had any more once the gateway ends', () => {
    const places = createPlaces({ perUser: 1, max: 2 }, soonest)
    const open = places.take()
    places.close()
    expect(refusal(() => places.take('a'))).toEqual(['unavailable', 1])
    expect(refusal(() => open.assign('a'))).toEqual(['unavailable', 1])
    expect(refusal(() => places.assertRoom('a'))).toEqual(['unavailable', 1])
  })
  test('that were refused are counted, and asked for again at spread times', () => {
    const places = createPlaces({ perUser: 1, max: 1 })
    places.take('a')
    const times = Array.from({ length: 50 }, () => refusal(() => places.take('b'))?.[1] as number)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(5)
    expect(Math.max(...times)).toBeLessThanOrEqual(15)
    expect(new Set(times).size).toBeGreaterThan(3)
    refusal(() => places.take('a'))
    expect(places.refused).toEqual({ 'rate-limited': 1, unavailable: 50 })
  })
  test('add up after any order of comings and goings', () => {
    const step = fc.tuple(
      fc.constantFrom('take', 'come', 'assign', 'release'),
      fc.constantFrom('a', 'b', 'c'),
      fc.nat(20),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const places = createPlaces({ perUser: 3, max: 6 })
        const held: { place: Place; userId: string | undefined }[] = []
        for (const [what, userId, at] of steps) {
          const one = held[at % Math.max(1, held.length)]
          if (what === 'take') refusal(() => held.push({ place: places.take(userId), userId }))
          if (what === 'come') refusal(() => held.push({ place: places.take(), userId: undefined }))
          if (what === 'assign' && one && one.userId === undefined)
            refusal(() => {
              one.place.assign(userId)
              one.userId = userId
            })
          if (what === 'release' && one) {
            one.place.release()
            held.splice(held.indexOf(one), 1)
          }
          const users = Map.groupBy(
            held.filter((each) => each.userId !== undefined),
            (each) => each.userId,
          )
          expect([places.size, places.users]).toEqual([held.length, users.size])
          expect(held.length).toBeLessThanOrEqual(6)
          for (const [, those] of users) expect(those.length).toBeLessThanOrEqual(3)
        }
      }),
    )
  })
})

describe('readers whose stream has ended', () => {
  test.each([
    ['after a restart', 'restart', 10, 500, 510],
    ['after a restart', 'restart', 2000, 500, 2500],
    ['after a restart', 'restart', 10_000, 500, 10_500],
    ['after a restart', 'restart', 40_000, 500, 15_000],
    ['after a lost connection', 'lost', 10, 2000, 2010],
    ['after a lost connection', 'lost', 40_000, 2000, 15_000],
  ] as const)('%s come back spread: %s of %i between %i and %i ms', (_, why, streams, soonestMs, latestMs) => {
    expect(retryOf(why, streams, () => 0)).toBe(soonestMs)
    expect(retryOf(why, streams, () => 1)).toBe(latestMs)
  })
})
