import { expect, test } from 'bun:test'
import { hospitalClock } from '../../../time/zone.ts'
import { absenceInWords } from './absence.ts'

const clock = hospitalClock('Europe/Madrid')
const span = (from: string, to: string) => ({
  startsAt: clock.at(from.slice(0, 10), from.slice(11)),
  endsAt: clock.at(to.slice(0, 10), to.slice(11)),
})
const morning = span('2026-11-23 09:00', '2026-11-23 12:00')

test.each([
  ['over days', [span('2026-11-22 00:00', '2026-11-25 00:00')], '10:00', 'On leave today'],
  ['now, until noon', [morning], '10:00', 'On leave until 12:00'],
  [
    'now, for the rest of the day',
    [span('2026-11-23 09:00', '2026-11-24 00:00')],
    '10:00',
    'On leave now, for the rest of today',
  ],
  ['later', [span('2026-11-23 14:00', '2026-11-23 15:30')], '10:00', 'On leave 14:00–15:30'],
  ['later, for the rest of the day', [span('2026-11-23 14:00', '2026-11-26 00:00')], '10:00', 'On leave from 14:00'],
  ['no more', [morning], '12:00', undefined],
  ['again after that', [morning, span('2026-11-23 17:00', '2026-11-23 18:00')], '12:00', 'On leave 17:00–18:00'],
  ['not at all', [], '10:00', undefined],
])('a doctor who is away %s', (_, leave, at, words) => {
  expect(absenceInWords(leave, clock, Date.parse(clock.at('2026-11-23', at)))).toBe(words)
})
