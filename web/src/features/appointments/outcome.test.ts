import { expect, test } from 'bun:test'
import type { Appointment } from '../../api/records.ts'
import { withAppointment } from './known.ts'
import { outcomeOf } from './outcome.ts'

const at = new Date('2026-11-23T09:00:00.000Z')
const booked = {
  id: 'a',
  version: 1,
  status: 'booked',
  startsAt: '2026-11-23T09:00:00.000Z',
  endsAt: '2026-11-23T09:30:00.000Z',
  arrivedAt: null,
  checkedInAt: null,
  startedAt: null,
  finishedAt: null,
  cancelled: null,
  patient: { id: 'p', name: 'Ana', mrn: 'MRN-1' },
  doctor: { id: 'd', name: 'Dr. Okafor' },
} as Appointment

test('a check-in is foreseen with the moment from which the patient waits', () => {
  const after = outcomeOf(booked, { status: 'checked-in' }, 'receptionist', at)
  expect(after).toMatchObject({ status: 'checked-in', arrivedAt: at.toISOString(), version: 1 })
})

test('a visit that began is with the doctor, and taken back it is not', () => {
  const here = { ...booked, status: 'checked-in' as const, arrivedAt: at.toISOString() }
  const begun = outcomeOf(here, { startedAt: at.toISOString() }, 'doctor', at)
  expect(begun?.startedAt).toBe(at.toISOString())
  expect(begun && outcomeOf(begun, { startedAt: null }, 'doctor', at)?.startedAt).toBeNull()
})

test.each([
  ['a step outside the table', { status: 'fulfilled' }, 'receptionist'],
  ['a visit of somebody who is not here', { startedAt: at.toISOString() }, 'doctor'],
  ['what only staff may do', { status: 'checked-in' }, 'patient'],
] as const)('nothing is foreseen of %s', (_, change, role) => {
  expect(outcomeOf(booked, change, role, at)).toBeUndefined()
})

test('an answer is put into a list, a page and a record, and nowhere else', () => {
  const changed = { ...booked, version: 2 }
  const other = { ...booked, id: 'b' }
  expect(withAppointment([booked, other], changed)).toEqual([changed, other])
  expect(withAppointment({ pages: [{ items: [booked], nextCursor: null }], pageParams: [null] }, changed)).toEqual({
    pages: [{ items: [changed], nextCursor: null }],
    pageParams: [null],
  })
  expect(withAppointment(booked, changed)).toEqual(changed)
  const slots = { items: [{ startsAt: booked.startsAt, endsAt: booked.endsAt }] }
  expect(withAppointment(slots, changed)).toEqual(slots)
})
