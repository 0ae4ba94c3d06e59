import { expect, test } from 'bun:test'
import { lateInWords, minutesInWords } from './minutes.ts'

test.each([
  [0, '0 min'],
  [59, '59 min'],
  [60, '1 h 00 min'],
  [125, '2 h 05 min'],
])('%i minutes are %p', (minutes, words) => expect(minutesInWords(minutes)).toBe(words))

test.each([
  [0, undefined],
  [1, 'late 1 min'],
  [65, 'late 1 h 05 min'],
])('who should have come %i minutes ago is %p', (minutes, words) => expect(lateInWords(minutes)).toBe(words))
