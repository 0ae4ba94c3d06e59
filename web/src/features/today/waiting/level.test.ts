import { expect, test } from 'bun:test'
import { waitLevel } from './level.ts'

test.each([
  [0, 'short'],
  [14, 'short'],
  [15, 'long'],
  [29, 'long'],
  [30, 'tooLong'],
  [90, 'tooLong'],
] as const)('%i minutes are %s', (minutes, level) => expect(waitLevel(minutes)).toBe(level))
