import { describe, expect, test } from 'bun:test'
import { openFilesOf, streamsWithin } from './open-files.ts'

const limits = (files: string) => `Limit                     Soft Limit           Hard Limit           Units
Max stack size            8388608              unlimited            bytes
Max open files            ${files.padEnd(20)} 1048576              files
Max locked memory         8388608              8388608              bytes
`

describe('the limit of open files', () => {
  test.each([
    ['1024', 1024],
    ['1048576', 1_048_576],
    ['unlimited', undefined],
  ])('%s', (files, expected) => {
    expect(openFilesOf(limits(files))).toBe(expected)
  })
  test('is not told everywhere', () => {
    expect(openFilesOf('')).toBeUndefined()
  })
})

describe('streams', () => {
  test.each([
    ['as many as asked for', 15_000, 20_000, 15_000],
    ['no more than a reserve of a thousand leaves', 15_000, 16_000, 15_000],
    ['no more than a reserve of a thousand leaves', 15_000, 15_999, 14_999],
    ['half of the files where they are few', 15_000, 1024, 512],
    ['always one', 15_000, 1, 1],
    ['as many as asked for where nobody says', 15_000, undefined, 15_000],
  ])('%s: of %i with %p files %i', (_, max, files, expected) => {
    expect(streamsWithin(max, files)).toBe(expected)
  })
})
