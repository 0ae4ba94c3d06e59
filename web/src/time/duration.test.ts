import { expect, test } from 'bun:test'
import { durationInWords } from './duration.ts'

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [59.9, '59 seconds'],
  [60, '1 minute'],
  [3599, '59 minutes'],
  [7200, '2 hours'],
  [86_399, '23 hours'],
  [266_690, '3 days'],
])('%p seconds are %s', (seconds, words) => expect(durationInWords(seconds)).toBe(words))
