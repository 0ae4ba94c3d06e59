import { expect, test } from 'bun:test'
import type { Change } from '../../api/records.ts'
import { hospitalClock } from '../../time/zone.ts'
import { changesInWords } from './history-words.ts'

const clock = hospitalClock('Europe/Berlin')
const change = (fields: Partial<Change>): Change => ({
  version: 2,
  at: '2026-11-22T08:00:00.000Z',
  by: null,
  action: 'changed',
  changes: {},
  reason: null,
  ...fields,
})

test('a move is told in the hospital’s time', () => {
  const moved = change({
    changes: {
      endsAt: ['2026-11-22T08:30:00.000Z', '2026-11-22T10:00:00.000Z'],
      startsAt: ['2026-11-22T08:00:00.000Z', '2026-11-22T09:30:00.000Z'],
    },
  })
  expect(changesInWords(moved, clock)).toEqual(['Moved from 22 Nov 2026, 09:00 to 22 Nov 2026, 10:30'])
})

test('a booking begins the list, and a cancellation says why', () => {
  expect(
    changesInWords(change({ version: 1, changes: { status: [null, 'booked'], reason: [null, 'Cough'] } }), clock),
  ).toEqual(['Booked', 'Reason for the visit: Cough'])
  expect(changesInWords(change({ changes: { status: ['booked', 'cancelled'] }, reason: 'pat' }), clock)).toEqual([
    'Status: Booked → Cancelled',
    'Why cancelled: The patient asked',
  ])
})

test('a booking begins before it ends, however its changes are written', () => {
  const made = change({
    version: 1,
    changes: { endsAt: [null, '2026-11-22T08:30:00.000Z'], startsAt: [null, '2026-11-22T08:00:00.000Z'] },
  })
  expect(changesInWords(made, clock)).toEqual(['Booked', 'Starts: 22 Nov 2026, 09:00', 'Ends: 22 Nov 2026, 09:30'])
})
