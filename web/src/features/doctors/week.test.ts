import { expect, test } from 'bun:test'
import { copied, dayFault, meantEnd, shownEnd, withMore } from './week.ts'

const on = (weekday: number, from = '08:00', to = '12:00') => ({ weekday, from, to })

test.each([
  ['an ordinary day at first', [], { weekday: 2, from: '08:00', to: '18:00' }],
  ['then after a break of an hour', [on(2)], { weekday: 2, from: '13:00', to: '17:00' }],
  ['never beyond midnight', [on(2, '14:00', '22:30')], { weekday: 2, from: '23:30', to: '24:00' }],
])('more hours: %s', (_, hours, expected) => {
  expect(withMore(hours, 2).at(-1)).toEqual(expected)
})

test('a day copied to others takes the place of what they had, and stays itself', () => {
  const week = [on(1), on(1, '14:00', '18:00'), on(2, '06:00'), on(3)]
  expect(copied(week, 1, [1, 2])).toEqual([on(1), on(1, '14:00', '18:00'), on(3), on(2), on(2, '14:00', '18:00')])
  expect(copied(week, 7, [3])).toEqual([on(1), on(1, '14:00', '18:00'), on(2, '06:00')])
})

test.each([
  ['nothing', [on(1), on(1, '12:00', '18:00'), on(2, '18:00', '08:00')], undefined],
  ['a time that is not filled in', [on(1, '', '12:00')], 'unclear'],
  ['hours that end before they begin', [on(1, '12:00', '08:00')], { kind: 'reversed', hours: on(1, '12:00', '08:00') }],
  ['two that overlap', [on(1), on(1, '11:00', '13:00')], { kind: 'overlapping', hours: on(1) }],
] as const)('wrong with a Monday: %s', (_, hours, expected) => {
  expect(dayFault([...hours], 1)).toEqual(expected)
})

test('midnight at the end of a day is 24:00', () => {
  expect(['24:00', '18:00'].map(shownEnd)).toEqual(['00:00', '18:00'])
  expect(['00:00', '18:00'].map(meantEnd)).toEqual(['24:00', '18:00'])
})
