import { describe, expect, test } from 'bun:test'
import type { Appointment } from '../../api/records.ts'
import { conflictAhead } from './conflict-ahead.ts'
import type { DoctorTime, Timetable } from './timetable.ts'

const on = (time: string) => `2026-11-24T${time}:00.000Z`
const span = (from: string, to: string) => ({ startsAt: on(from), endsAt: on(to) })

const appointment = (fields: Partial<Appointment> = {}) =>
  ({
    id: 'moved',
    patient: { id: 'amina', name: 'Amina', mrn: 'W1' },
    doctor: { id: 'vega', name: 'Dr. Vega' },
    ...span('09:00', '09:30'),
    status: 'booked',
    room: null,
    overrideReason: null,
    ...fields,
  }) as Appointment
const doctor = (id: string, fields: Partial<DoctorTime> = {}): DoctorTime => ({
  ...{ id, name: id, specialty: '', room: null, userId: null, archivedAt: null, slotMinutes: 30, bufferMinutes: 0 },
  ...{ working: [span('08:00', '16:00')], extraHours: [], leave: [], held: [] },
  ...fields,
})
const other = (fields: Partial<Appointment>) =>
  appointment({ id: 'other', patient: { id: 'noah', name: 'Noah', mrn: 'W2' }, ...fields })

const moved = (
  to: { doctorId?: string; from?: string; until?: string },
  { doctors = [doctor('vega'), doctor('ruiz')], appointments = [] as Appointment[], from = appointment() } = {},
) => {
  const timetable: Timetable = { timeZone: 'UTC', holidays: [], doctors, appointments: [from, ...appointments] }
  const { doctorId = 'vega', from: start = '10:00', until = '10:30' } = to
  return conflictAhead(from, { doctorId, ...span(start, until) }, timetable, new Date(on('07:00')))
}

describe('a move', () => {
  test('to a free time meets nothing, nor itself when it only shifts a little', () => {
    expect(moved({})).toBeUndefined()
    expect(moved({ from: '09:15', until: '09:45' })).toBeUndefined()
  })

  test.each([
    ['outside-hours', { from: '15:45', until: '16:15' }, {}],
    ['on-leave', {}, { doctors: [doctor('vega', { leave: [span('10:15', '12:00')] })] }],
    ['doctor-busy', {}, { appointments: [other(span('10:15', '10:45'))] }],
    ['held', {}, { doctors: [doctor('vega', { held: [span('10:00', '10:30')] })] }],
    ['past', { from: '06:00', until: '06:30' }, {}],
  ] as const)('meets %s', (kind, to, around) => {
    expect<string | undefined>(moved(to, around as Parameters<typeof moved>[1])).toBe(kind)
  })

  test('meets neither one’s own hold nor what was called off', () => {
    expect(
      moved({}, { doctors: [doctor('vega', { held: [{ ...span('10:00', '10:30'), own: true }] })] }),
    ).toBeUndefined()
    expect(moved({}, { appointments: [other({ ...span('10:00', '10:30'), status: 'noshow' })] })).toBeUndefined()
  })

  test('keeps free what the doctor needs between two visits', () => {
    const around = { doctors: [doctor('vega', { bufferMinutes: 10 })], appointments: [other(span('10:35', '11:00'))] }
    expect(moved({}, around)).toBe('doctor-busy')
  })

  test('says first that the patient is elsewhere, which nobody can waive', () => {
    const elsewhere = other({
      ...span('10:00', '10:30'),
      patient: appointment().patient,
      doctor: { id: 'ruiz', name: '' },
    })
    const busy = other(span('10:00', '10:30'))
    expect(moved({}, { appointments: [busy, elsewhere] })).toBe('patient-busy')
  })

  test('to another doctor takes place in that doctor’s room', () => {
    const around = {
      doctors: [doctor('vega'), doctor('ruiz', { room: 'R2' })],
      appointments: [other({ ...span('10:00', '10:30'), doctor: { id: 'weil', name: '' }, room: 'R2' })],
    }
    expect(moved({ doctorId: 'ruiz' }, around)).toBe('room-busy')
    expect(moved({ doctorId: 'vega' }, around)).toBeUndefined()
  })
})
