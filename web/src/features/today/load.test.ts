import { expect, test } from 'bun:test'
import type { Board } from '../../api/records.ts'
import { byDoctor, bySpecialty, together, totalOf } from './load.ts'

type Column = Board['doctors'][number]
type Visit = Column['expected'][number]

const visit = (id: string): Visit => ({
  ...{ id, version: 1, startsAt: '', endsAt: '', status: 'booked', type: null, reason: null, room: null },
  ...{ overrideReason: null, arrivedAt: null, checkedInAt: null, startedAt: null, finishedAt: null, cancelled: null },
  patient: { id: 'p', name: 'Ana', mrn: null },
})
const column = (name: string, specialty: string | null, rest: Partial<Column> = {}): Column => ({
  doctor: { id: name, name, specialty, room: null },
  ...{ leave: [], expected: [], waiting: [], inProgress: [], done: [], missed: [] },
  ...rest,
})
const board: Board = {
  ...{ date: '2026-11-23', timeZone: 'UTC' },
  totals: { expected: 0, waiting: 0, inProgress: 0, done: 0, missed: 0 },
  doctors: [
    column('Idle', 'Oncology'),
    column('Reyes', 'Oncology', { expected: [visit('1')], missed: [visit('2')] }),
    column('Okafor', 'Surgery', {
      waiting: [
        { ...visit('3'), waitingMinutes: 42 },
        { ...visit('4'), waitingMinutes: 7 },
      ],
      done: [visit('5')],
    }),
    column('Stone', 'Oncology', { expected: [visit('6')], waiting: [{ ...visit('7'), waitingMinutes: 12 }] }),
    column('Gone', null, { done: [visit('8')] }),
  ],
}

test('doctors who have anybody today are listed, the fullest day first', () => {
  expect(byDoctor(board).map((load) => [load.name, totalOf(load)])).toEqual([
    ['Okafor', 3],
    ['Reyes', 2],
    ['Stone', 2],
    ['Gone', 1],
  ])
})

test('specialties count their doctors, their no-shows and the longest wait', () => {
  const [oncology, surgery, unknown] = bySpecialty(board)
  expect(oncology).toMatchObject({ name: 'Oncology', doctors: 2, expected: 2, waiting: 1, missed: 1, longestWait: 12 })
  expect(surgery).toMatchObject({ name: 'Surgery', waiting: 2, done: 1, longestWait: 42 })
  expect(unknown).toMatchObject({ name: null, done: 1 })
})

test('the whole hospital is the sum of its specialties', () => {
  const whole = together('all', 'All', bySpecialty(board))
  expect([totalOf(whole), whole.doctors, whole.longestWait]).toEqual([8, 4, 42])
})
