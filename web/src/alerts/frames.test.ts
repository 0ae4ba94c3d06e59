import { expect, test } from 'bun:test'
import { backOff, isAfter, toFrame } from './frames.ts'

test('a position is newer by its number within an epoch, and always in another epoch', () => {
  expect(isAfter('a.10', 'a.9')).toBe(true)
  expect(isAfter('a.9', 'a.10')).toBe(false)
  expect(isAfter('a.9', 'a.9')).toBe(false)
  expect(isAfter('b.1', 'a.9')).toBe(true)
  expect(isAfter('a.1', undefined)).toBe(true)
})

test('a frame that this page does not know is left alone', () => {
  expect(toFrame({ event: 'confetti', data: '{}' })).toBeNull()
  expect(toFrame({ event: 'changed', data: '{"entity":"appointment","ids":[]}' })).toEqual({
    type: 'changed',
    data: { entity: 'appointment', ids: [] },
  })
})

test('the back-off grows to thirty seconds and is spread over its whole range', () => {
  expect(backOff(0, 1)).toBe(500)
  expect(backOff(3, 0.5)).toBe(2_000)
  expect(backOff(20, 1)).toBe(30_000)
  expect(backOff(20, 0)).toBe(0)
})
