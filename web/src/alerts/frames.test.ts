import { expect, test } from 'bun:test'
import { backOff, type Ended, isAfter, toFrame, waitAfter } from './frames.ts'

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

test.each<[string, Ended, failures: number, least: number, most: number]>([
  ['a token that has expired is renewed at once', { ending: 'expired', lived: true }, 0, 0, 0],
  ['one that never was good is not asked with again and again', { ending: 'expired', lived: false }, 3, 0, 4_000],
  ['a cut connection is made again soon', { ending: 'closed', lived: true }, 0, 0, 500],
  ['a gateway that is gone is asked ever more seldom', { ending: 'closed', lived: false }, 10, 0, 30_000],
  ['one that restarts says when', { ending: 'restarting', lived: true, returnAfter: 7_300 }, 0, 7_300, 7_300],
  ['one that restarts without a word is given time', { ending: 'restarting', lived: true }, 0, 0, 5_000],
  ['one that refuses says from when on', { ending: 'refused', lived: false, returnAfter: 5_000 }, 1, 5_000, 6_000],
  ['nobody is waited for for ever', { ending: 'refused', lived: false, returnAfter: 86_400_000 }, 0, 60_000, 60_500],
])('%s', (_, ended, failures, least, most) => {
  expect(waitAfter(ended, failures, 0)).toBe(least)
  expect(waitAfter(ended, failures, 1)).toBe(most)
})
