import { expect, test } from 'bun:test'
import { isCivilDate, isInstant, isStorable } from './schema.ts'

test.each([
  ['2026-11-22T08:00:00Z', true],
  ['2026-11-22T08:00Z', true],
  ['2026-11-22T08:00:00.123456+05:45', true],
  ['9999-12-31T23:59:59.999Z', true],
  ['0001-01-01T00:00:00Z', true],
  ['2026-11-22T08:00:00', false],
  ['2026-11-22', false],
  ['2026-02-30T08:00:00Z', false],
  ['2026-11-22T24:00:00Z', false],
  ['2026-11-22T08:60:00Z', false],
  ['0000-01-01T00:00:00Z', false],
  ['0001-01-01T00:00:00+23:59', false],
  ['9999-12-31T23:59:59-23:59', false],
  ['+275760-09-13T00:00:00.000Z', false],
])('%s is an instant: %p', (text, expected) => expect(isInstant(text)).toBe(expected))

test.each([
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['1900-02-29', false],
  ['2026-2-9', false],
  ['2026-13-01', false],
  ['0000-01-01', false],
])('%s is a date that exists: %p', (text, expected) => expect(isCivilDate(text)).toBe(expected))

test.each([
  ['Ñandú 🙂', true],
  ['a\0b', false],
  ['\ud83d', false],
])('%j can be kept: %p', (text, expected) => expect(isStorable(text)).toBe(expected))
