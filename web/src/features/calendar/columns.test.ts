import { describe, expect, test } from 'bun:test'
import type { Appointment } from '../../api/records.ts'
import { hospitalClock } from '../../time/zone.ts'
import type { DoctorTime, Timetable } from '../appointments/timetable.ts'
import { axisOf, readDay } from './axis.ts'
import { columnsOf, firstPlace, inOrder, isPresent, pixelsPerMinute } from './columns.ts'

const clock = hospitalClock('Europe/Madrid')
const date = '2026-11-24'
const span = (from: string, to: string, on = date) => ({ startsAt: clock.at(on, from), endsAt: clock.at(on, to) })
const doctor = (id: string, fields: Partial<DoctorTime> = {}): DoctorTime => ({
  ...{ id, name: id, specialty: '', room: null, userId: null, archivedAt: null, slotMinutes: 30, bufferMinutes: 0 },
  ...{ working: [span('09:00', '17:00')], extraHours: [], leave: [], held: [] },
  ...fields,
})
const appointment = (id: string, doctorId: string, times: { startsAt: string; endsAt: string }) =>
  ({ id, doctor: { id: doctorId, name: '' }, status: 'booked', ...times }) as Appointment

const drawn = (fields: Partial<Timetable>, dates = [date]) => {
  const days = dates.map((each) => readDay(clock, each))
  const timetable = { timeZone: clock.timeZone, holidays: [], doctors: [doctor('vega')], appointments: [], ...fields }
  return columnsOf({ timetable, days, axis: axisOf(days), now: 0 })
}

describe('a column', () => {
  test('says behind the appointments why a doctor is not to be had', () => {
    const [column] = drawn({
      doctors: [doctor('vega', { leave: [span('12:00', '14:00')], held: [{ ...span('09:00', '09:30'), own: true }] })],
    })
    expect(column?.bands).toEqual([
      { kind: 'outside', top: 0, bottom: 540 },
      { kind: 'outside', top: 1020, bottom: 1440 },
      { kind: 'leave', top: 720, bottom: 840 },
      { kind: 'own', top: 540, bottom: 570 },
    ])
  })

  test('has its own appointments, those that overlap beside each other, and no empty place beneath them', () => {
    const appointments = [
      appointment('a', 'vega', span('09:00', '09:30')),
      appointment('b', 'vega', span('09:15', '09:45')),
      appointment('c', 'ruiz', span('09:00', '09:30')),
    ]
    const [column] = drawn({ appointments })
    expect(column?.entries.map(({ appointment: { id }, lane, lanes }) => [id, lane, lanes])).toEqual([
      ['a', 0, 2],
      ['b', 1, 2],
    ])
    expect(column?.cells.filter(({ taken }) => taken).map(({ top }) => top)).toEqual([540, 570])
  })

  test('of a holiday names it', () => {
    const columns = drawn({ holidays: [{ date: '2026-11-25', name: 'Feast' }] }, [date, '2026-11-25'])
    expect(columns.map(({ holiday }) => holiday)).toEqual([undefined, 'Feast'])
  })

  test('takes a night visit’s two parts to two days', () => {
    const night = { startsAt: clock.at(date, '23:30'), endsAt: clock.at('2026-11-25', '00:30') }
    const columns = drawn({ appointments: [appointment('a', 'vega', night)] }, [date, '2026-11-25'])
    expect(columns.map(({ entries }) => entries.map(({ top, bottom }) => [top, bottom]))).toEqual([
      [[1410, 1440]],
      [[0, 30]],
    ])
  })
})

test('whoever neither works nor is booked needs no column', () => {
  const doctors = [doctor('vega'), doctor('ruiz', { working: [] }), doctor('weil', { working: [] })]
  const columns = drawn({ doctors, appointments: [appointment('a', 'weil', span('20:00', '20:30'))] })
  expect(columns.filter(isPresent).map((each) => each.doctor.id)).toEqual(['vega', 'weil'])
})

test.each([
  ['as in the list, whoever has left last', [], ['a', 'b', 'c', 'left']],
  ['the busy before all others', ['c', 'b'], ['b', 'c', 'a', 'left']],
  ['somebody who has left and is still booked among the busy', ['left', 'c'], ['c', 'left', 'a', 'b']],
])('columns stand %s', (_, busy, expected) => {
  const [items, list] = [
    ['left', 'c', 'b', 'a'],
    ['a', 'b', 'c'],
  ].map((ids) => ids.map((id) => ({ id })))
  expect(inOrder(items ?? [], list ?? [], new Set(busy)).map(({ id }) => id)).toEqual(expected)
})

test('the shortest slot is high enough to be met', () => {
  expect(pixelsPerMinute([{ slotMinutes: 30 }, { slotMinutes: 15 }]) * 15).toBeGreaterThanOrEqual(24)
  expect(pixelsPerMinute([])).toBe(pixelsPerMinute([{ slotMinutes: 30 }]))
})

describe('what is shown first', () => {
  const none = doctor('vega', { working: [] })
  const before = Date.parse(clock.at('2026-11-20', '12:00'))
  test.each([
    ['just above where the work begins', drawn({}), before, 8 * 60 + 45],
    ['an earlier visit', drawn({ appointments: [appointment('a', 'vega', span('07:00', '07:30'))] }), before, 405],
    ['the morning where nobody works', drawn({ doctors: [none] }), before, 7 * 60 + 45],
    ['an hour before the present', drawn({}), Date.parse(clock.at(date, '15:00')), 14 * 60],
    ['the work that has yet to begin', drawn({}), Date.parse(clock.at(date, '06:00')), 8 * 60 + 45],
  ])('is %s', (_, columns, now, top) => expect(firstPlace(columns, now)).toBe(top))
})
