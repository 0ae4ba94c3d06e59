import { expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { calendarSearch, shownOf, weekOf } from './search.ts'

const clock = hospitalClock('Europe/Madrid')
const doctors = [
  { id: 'vega', userId: null },
  { id: 'ruiz', userId: 'me' },
]
const seenBy = (role: 'doctor' | 'receptionist', search = {}) =>
  shownOf({ day: '2026-11-25', ...search }, { user: { id: 'me', role }, clock, doctors })

test('a week begins on Monday', () => {
  expect([weekOf('2026-11-29')[0], weekOf('2026-11-23')[0], weekOf('2026-11-25').at(-1)]).toEqual([
    '2026-11-23',
    '2026-11-23',
    '2026-11-29',
  ])
})

test('doctors see their own week first, the desk the day by doctors', () => {
  expect(seenBy('doctor').filter).toEqual({ from: '2026-11-23', to: '2026-11-29', doctorId: ['ruiz'] })
  expect(seenBy('receptionist').filter).toEqual({ from: '2026-11-25', to: '2026-11-25' })
})

test('chosen doctors come before their specialty', () => {
  const search = { specialty: 'Cardiology', doctors: 'vega,ruiz' }
  expect(seenBy('receptionist', search).filter).toMatchObject({ doctorId: ['vega', 'ruiz'] })
  expect(seenBy('receptionist', { specialty: 'Cardiology' }).filter).toMatchObject({ specialty: 'Cardiology' })
})

test('an address that says nothing sensible is read as one that says nothing', () => {
  expect(calendarSearch({ view: 'year', day: '2026-02-30', doctors: 7, everyone: 'yes' })).toEqual({})
})
