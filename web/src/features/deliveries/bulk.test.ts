import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { FailureGroup } from '../../api/records.ts'
import { progressOf } from './bulk.ts'

const group = (status: 'failed' | 'unknown', count: number): FailureGroup => ({
  ...{ cause: 'rejected', meaning: '', status, count, oldestAt: '', oldestAgeSeconds: 0, items: [] },
})
const queue = (pending: number, sending = 0, retrying = 0) => ({ pending, sending, retrying })

test.each([
  ['nothing is through yet', 5, false, [], queue(5), { waiting: 5, failed: 0, arrived: 0 }],
  ['some are through', 5, false, [], queue(1, 1), { waiting: 2, failed: 0, arrived: 3 }],
  ['one failed again', 5, false, [group('failed', 1)], queue(0), { waiting: 0, failed: 1, arrived: 4 }],
  [
    'what was left out is not counted',
    2,
    false,
    [group('unknown', 3)],
    queue(0),
    { waiting: 0, failed: 0, arrived: 2 },
  ],
  ['what was included is', 4, true, [group('unknown', 3)], queue(0), { waiting: 0, failed: 3, arrived: 1 }],
  ['the rest of the queue is somebody else’s', 2, false, [], queue(90), { waiting: 2, failed: 0, arrived: 0 }],
])('%s', (_, count, includeUnknown, groups, waiting, expected) => {
  expect(progressOf({ count, includeUnknown }, groups, waiting)).toEqual(expected)
})

test('it always adds up, and nothing is negative', () => {
  const some = fc.nat({ max: 50 })
  fc.assert(
    fc.property(some, some, some, fc.boolean(), (count, failed, pending, includeUnknown) => {
      const parts = progressOf({ count, includeUnknown }, [group('failed', failed)], queue(pending))
      expect(parts.waiting + parts.failed + parts.arrived).toBe(count)
      expect(Math.min(parts.waiting, parts.failed, parts.arrived)).toBeGreaterThanOrEqual(0)
    }),
  )
})
