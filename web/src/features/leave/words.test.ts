import { expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { leftInWords, spanInWords } from './words.ts'

const clock = hospitalClock('Europe/Madrid')

test('leave by days says the days, both included', () => {
  expect(spanInWords({ from: '2026-11-24', to: '2026-11-24' }, clock)).toBe('24 Nov 2026')
  expect(spanInWords({ from: '2026-11-24', to: '2026-12-02' }, clock)).toBe('24 Nov 2026 to 2 Dec 2026')
})

test('leave for a part of a day says the time on the hospital’s clock', () => {
  const morning = { from: '2026-11-24T07:00:00.000Z', to: '2026-11-24T11:00:00.000Z' }
  expect(spanInWords(morning, clock)).toBe('24 Nov 2026, 08:00–12:00')
  const over = { ...morning, to: '2026-11-25T11:00:00.000Z' }
  expect(spanInWords(over, clock)).toBe('24 Nov 2026, 08:00 to 25 Nov 2026, 12:00')
})

test.each([
  ['stale', 'it was changed meanwhile. Now: Cancelled, 24 Nov 2026, 08:00 with Dr. Vega.'],
  ['doctor-busy', 'The doctor already has an appointment at that time.'],
  ['not-found', 'no free time was found near. Choose one for it.'],
  ['unavailable', 'it was not its turn yet. Move the rest to go on.'],
  ['invalid', 'The appointment would start in the past.'],
] as const)('what stayed because of “%s” says why', (kind, words) => {
  const appointment = {
    ...({ status: 'cancelled', startedAt: null } as const),
    ...{ startsAt: '2026-11-24T07:00:00.000Z' },
    doctor: { id: 'vega', name: 'Dr. Vega' },
  } as const
  const left = { appointment, kind, detail: 'The appointment would start in the past.' }
  expect(leftInWords(left, 'receptionist', clock)).toBe(words)
})
