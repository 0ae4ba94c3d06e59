import { describe, expect, test } from 'bun:test'
import { closingLine, tallyOf, tallyOfFaults, tallyOfJunit, tallyOfPlaywright, trusted } from './tally.ts'

const tally = (passed: number, failed: number, skipped = 0, repeated = 0) => ({ passed, failed, skipped, repeated })

describe('counts', () => {
  test('of bun test', () => {
    const xml =
      '<?xml version="1.0"?>\n<testsuites name="bun test" tests="41" assertions="52" failures="2" skipped="3" time="1.8">'
    expect(tallyOfJunit(xml)).toEqual(tally(36, 2, 3))
    expect(tallyOfJunit('')).toBeUndefined()
  })

  test('of Playwright, which says of a journey whether it passed only when it was tried again', () => {
    expect(tallyOfPlaywright('{"stats":{"expected":9,"unexpected":1,"flaky":1,"skipped":2}}')).toEqual(
      tally(10, 1, 2, 1),
    )
    expect(tallyOfPlaywright('')).toBeUndefined()
  })

  test('of the fault suite', () => {
    expect(tallyOfFaults('{"passed":20,"failed":1,"skipped":2,"repeated":0}')).toEqual(tally(20, 1, 2))
    expect(tallyOfFaults('')).toBeUndefined()
  })

  test.each([
    ['all is well', tally(4, 0), 0, tally(4, 0)],
    ['failures are counted once', tally(4, 2), 1, tally(4, 2)],
    ['a crash after the last test', tally(4, 0), 139, tally(4, 1)],
    ['nothing ran', tally(0, 0), 0, tally(0, 1)],
  ])('%s', (_, counted, code, expected) => {
    expect(trusted(counted, code)).toEqual(expected)
  })

  test('close with one line', () => {
    expect(tallyOf(0)).toEqual(tally(1, 0))
    expect(tallyOf(2)).toEqual(tally(0, 1))
    expect(closingLine(tally(12, 1, 3))).toBe('12 passed, 1 failed')
  })
})
