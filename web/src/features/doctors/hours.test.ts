import { expect, test } from 'bun:test'
import { hoursInWords } from './hours.ts'

const on = (weekday: number, from = '08:00', to = '18:00') => ({ weekday, from, to })

test('neighbouring days with the same hours are said once', () => {
  expect(hoursInWords([1, 2, 3, 4, 5].map((weekday) => on(weekday)))).toBe('Mon–Fri 08:00–18:00')
  expect(hoursInWords([on(5, '08:00', '12:00'), on(1), on(2), on(4)])).toBe(
    'Mon–Tue 08:00–18:00, Thu 08:00–18:00, Fri 08:00–12:00',
  )
})

test('a day in two parts, and no day at all', () => {
  expect(hoursInWords([on(1, '14:00'), on(1, '08:00', '12:00')])).toBe('Mon 08:00–12:00 and 14:00–18:00')
  expect(hoursInWords([])).toBe('No regular hours')
})
