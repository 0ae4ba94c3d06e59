import { describe, expect, test } from 'bun:test'
import { type Stop, standingAt, stopAfter } from './stops.ts'

const stop = (column: number, top: number, state: 'free' | 'outside' = 'free'): Stop => ({
  ...{ key: `${column}/${top}`, column, top, bottom: top + 30 },
  cell: { top, bottom: top + 30, startsAt: top, endsAt: top + 30, state, taken: false },
})
const stops = [
  stop(0, 0, 'outside'),
  stop(0, 30),
  stop(0, 60),
  stop(0, 90, 'outside'),
  stop(1, 0, 'outside'),
  stop(1, 45),
  stop(1, 75),
]
const at = (key: string) => stops.find((each) => each.key === key) as Stop
const after = (from: string, key: string, isRtl = false) => stopAfter(stops, at(from), key, isRtl)?.key

describe('arrows', () => {
  test('go through a column from top to bottom and stay in it', () => {
    expect([after('0/30', 'ArrowDown'), after('0/30', 'ArrowUp'), after('0/90', 'ArrowDown')]).toEqual([
      '0/60',
      '0/0',
      undefined,
    ])
  })

  test('go to the same time in the column beside', () => {
    expect([after('0/60', 'ArrowRight'), after('1/75', 'ArrowLeft')]).toEqual(['1/45', '0/60'])
    expect(after('1/45', 'ArrowRight')).toBeUndefined()
  })

  test('go the way they point where columns run from right to left', () => {
    expect([after('0/60', 'ArrowLeft', true), after('0/60', 'ArrowRight', true)]).toEqual(['1/45', undefined])
  })
})

test('Home and End are where the work begins and ends', () => {
  expect([after('0/90', 'Home'), after('0/0', 'End')]).toEqual(['0/30', '0/60'])
})

test('whoever stood on what is gone stands as near as there is', () => {
  expect(standingAt(stops, undefined)?.key).toBe('0/30')
  expect(standingAt(stops, { key: 'gone', column: 1, top: 80 })?.key).toBe('1/75')
  expect(standingAt(stops, { key: 'gone', column: 7, top: 80 })?.key).toBe('0/30')
})
