import { expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { spanInWords } from './words.ts'

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
