import { expect, test } from 'bun:test'
import type { Appointment } from '../../../api/records.ts'
import type { Board } from '../queries.ts'
import { doctorsNow, type Visit } from './now.ts'

const at = (clock: string) => `2026-11-23T${clock}:00.000Z`
const visit = (id: string, fields: Partial<Visit>) =>
  ({ id, status: 'booked', startsAt: at('09:00'), arrivedAt: null, startedAt: null, ...fields }) as Visit
const column = (id: string, expected: Visit[]) => ({
  doctor: { id, name: id, specialty: null, room: null },
  leave: [],
  expected,
  waiting: [],
  inProgress: [],
  done: [],
  missed: [],
})
const totals = { expected: 0, waiting: 0, inProgress: 0, done: 0, missed: 0 }
const board = (...doctors: Board['doctors']): Board => ({ date: '2026-11-23', timeZone: 'UTC', doctors, totals })

test('a doctor with nobody to see takes no room', () => {
  expect(doctorsNow(board(column('idle', [])), new Map())).toEqual([])
})

test('a step that is being taken moves its patient at once', () => {
  const booked = visit('a', {})
  const appointment = { ...booked, status: 'checked-in', arrivedAt: at('08:55') } as Appointment
  const [now] = doctorsNow(board(column('okafor', [booked, visit('b', {})])), new Map([['a', { appointment }]]))
  expect(now?.waiting.map(({ id }) => id)).toEqual(['a'])
  expect(now?.expected.map(({ id }) => id)).toEqual(['b'])
})
