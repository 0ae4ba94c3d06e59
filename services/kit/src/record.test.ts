import { describe, expect, test } from 'bun:test'
import type { ProblemError } from './errors.ts'
import { assertCurrent } from './record.ts'

const outcome = (header: string | undefined, version: number | undefined) => {
  try {
    assertCurrent({ version: 3 }, { 'if-match': header }, { version })
    return 'goes on'
  } catch (error) {
    return (error as ProblemError).problem.kind
  }
}

describe('a change of version 3', () => {
  test.each([
    [undefined, undefined, 'goes on'],
    ['"3"', undefined, 'goes on'],
    ['W/"3"', undefined, 'goes on'],
    ['*', undefined, 'goes on'],
    ['"2", "3"', undefined, 'goes on'],
    [undefined, 3, 'goes on'],
    ['"3"', 3, 'goes on'],
    ['"2"', undefined, 'stale'],
    [undefined, 2, 'stale'],
    ['"3"', 2, 'stale'],
    ['"2"', 3, 'stale'],
    ['3', undefined, 'invalid'],
    ['"abc"', undefined, 'invalid'],
    ['"-1"', undefined, 'invalid'],
    ['', undefined, 'invalid'],
  ])('If-Match %p, version %p in the body: %s', (header, version, expected) => {
    expect(outcome(header, version)).toBe(expected)
  })
})
