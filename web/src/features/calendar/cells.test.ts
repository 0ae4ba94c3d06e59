import { describe, expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { axisOf, readDay } from './axis.ts'
import { type Cell, cellsOf, type Hours, nearestCell, reachOf } from './cells.ts'

const clock = hospitalClock('Europe/Madrid')
const date = '2026-11-24'
const day = readDay(clock, date)
const axis = axisOf([day])
const at = (time: string) => Date.parse(clock.at(date, time))
const span = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) })

const doctor = (fields: Partial<Hours> = {}): Hours => ({
  ...{ slotMinutes: 30, bufferMinutes: 0, working: [span('09:00', '11:00')], leave: [], held: [], taken: [] },
  ...fields,
})
const cells = (fields?: Partial<Hours>, now = 0) => cellsOf(axis, day, doctor(fields), now)
const timeOf = ({ startsAt }: Cell) => clock.clock(new Date(startsAt).toISOString())
const between = (from: string, to: string) => (cell: Cell) => cell.startsAt >= at(from) && cell.startsAt < at(to)

describe('places of a day', () => {
  test('are the doctor’s slots while they work, and as long ones around', () => {
    const all = cells({ slotMinutes: 20 })
    expect(all.filter(({ state }) => state === 'free').map(timeOf)).toEqual([
      '09:00',
      '09:20',
      '09:40',
      '10:00',
      '10:20',
      '10:40',
    ])
    expect(all.filter(between('08:00', '09:00')).map(timeOf)).toEqual(['08:00', '08:20', '08:40'])
    expect(new Set(all.filter(between('08:00', '09:00')).map(({ state }) => state))).toEqual(new Set(['outside']))
  })

  test('leave what is kept free between two visits', () => {
    const all = cells({ bufferMinutes: 10 }).filter(between('09:00', '11:00'))
    expect(all.map(timeOf)).toEqual(['09:00', '09:40', '10:20'])
  })

  test('say what stands in the way, the past first', () => {
    const fields = { leave: [span('10:00', '10:30')], held: [span('10:30', '11:00')], taken: [span('09:30', '10:00')] }
    const all = cells(fields, at('09:10')).filter(between('09:00', '11:00'))
    expect(all.map(({ state, taken }) => [state, taken])).toEqual([
      ['past', false],
      ['free', true],
      ['leave', false],
      ['held', false],
    ])
  })

  test('of a day of 25 hours are all of them', () => {
    const autumn = readDay(clock, '2026-10-25')
    expect(cellsOf(axisOf([autumn]), autumn, doctor({ working: [] }), 0)).toHaveLength(50)
  })
})

test('what is dropped goes to the nearest beginning of a slot', () => {
  const all = cells({ slotMinutes: 20 })
  const near = (minutes: number) => timeOf(nearestCell(all, minutes) ?? (all[0] as Cell))
  expect([near(9 * 60 + 8), near(9 * 60 + 12), near(-50)]).toEqual(['09:00', '09:20', '00:00'])
})

test('cells are chosen upwards as well as downwards', () => {
  const free = cells().filter(({ state }) => state === 'free')
  const [first, last] = [free[0] as Cell, free.at(-1) as Cell]
  expect(reachOf(first, last)).toEqual(reachOf(last, first))
  expect(reachOf(first, last)).toMatchObject(span('09:00', '11:00'))
})
