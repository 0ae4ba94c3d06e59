import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { findConflict, type Surroundings, type Wanted } from './conflicts.ts'

const at = (time: string) => new Date(`2026-11-23T${time}:00Z`)
const interval = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) })
const wanted = (values: Partial<Wanted> = {}): Wanted => ({
  id: 'a',
  doctorId: 'd1',
  patientId: 'p1',
  room: null,
  overrideReason: null,
  ...interval('09:00', '09:30'),
  ...values,
})
/** Another appointment of the same doctor, with somebody else. */
const other = (values: Partial<Wanted> = {}) => wanted({ id: 'b', patientId: 'p2', ...values })
const clear: Surroundings = { others: [], leaves: [], held: [], isWithinHours: true, bufferMinutes: 0 }

describe('an appointment', () => {
  test.each([
    ['that meets nothing', {}, undefined],
    ['outside hours', { isWithinHours: false }, 'outside-hours'],
    ['on leave', { leaves: [interval('09:15', '12:00')] }, 'on-leave'],
    ['right before leave', { leaves: [interval('09:30', '12:00')] }, undefined],
    ['when the doctor is taken', { others: [other()] }, 'doctor-busy'],
    ['when the doctor is taken by an override', { others: [other({ overrideReason: 'x' })] }, 'doctor-busy'],
    ['when somebody else holds the slot', { held: [interval('09:00', '09:30')] }, 'held'],
    ['right after a hold', { held: [interval('08:30', '09:00')] }, undefined],
    ['when the patient is taken', { others: [other({ patientId: 'p1', doctorId: 'd2' })] }, 'patient-busy'],
    ['when both are taken', { others: [other({ patientId: 'p1' })] }, 'doctor-busy'],
    ['that is itself', { others: [wanted()] }, undefined],
    ['that follows at once', { others: [other(interval('08:30', '09:00'))] }, undefined],
    ['that comes right before', { others: [other(interval('09:30', '10:00'))] }, undefined],
    ['within the buffer before', { bufferMinutes: 10, others: [other(interval('09:35', '10:00'))] }, 'doctor-busy'],
    ['within the buffer after', { bufferMinutes: 10, others: [other(interval('08:30', '08:55'))] }, 'doctor-busy'],
    ['a buffer away', { bufferMinutes: 10, others: [other(interval('09:40', '10:00'))] }, undefined],
  ] as const)('%s', (_, around: Partial<Surroundings>, conflict) =>
    expect(findConflict(wanted(), { ...clear, ...around })).toBe(conflict as never),
  )

  test.each([
    ['another doctor there', other({ doctorId: 'd2', room: '12' }), 'room-busy'],
    ['another doctor elsewhere', other({ doctorId: 'd2', room: '13' }), undefined],
    ['another doctor there before', other({ doctorId: 'd2', room: '12', ...interval('08:30', '09:00') }), undefined],
  ] as const)('in a room with %s', (_, taken, conflict) =>
    expect(findConflict(wanted({ room: '12' }), { ...clear, others: [taken] })).toBe(conflict as never),
  )

  test('by override waives all of it, but never the patient’s own double booking', () => {
    const inTheWay = { isWithinHours: false, leaves: [interval('09:00', '10:00')], held: [interval('09:00', '10:00')] }
    const overridden = wanted({ overrideReason: 'urgent', room: '12' })
    const others = [other(), other({ doctorId: 'd2', room: '12' })]
    expect(findConflict(overridden, { ...clear, ...inTheWay, others })).toBeUndefined()
    const theirs = other({ patientId: 'p1', doctorId: 'd2' })
    expect(findConflict(overridden, { ...clear, others: [theirs] })).toBe('patient-busy')
  })
})

test('whatever is accepted without an override overlaps nothing of its doctor, its patient or its room', () => {
  const booking = fc.record({
    doctorId: fc.constantFrom('d1', 'd2'),
    patientId: fc.constantFrom('p1', 'p2', 'p3'),
    room: fc.constantFrom('12', '13', null),
    start: fc.integer({ min: 0, max: 600 }),
    length: fc.integer({ min: 1, max: 90 }),
  })
  fc.assert(
    fc.property(fc.array(booking, { maxLength: 40 }), (bookings) => {
      const kept: Wanted[] = []
      for (const [index, { start, length, ...values }] of bookings.entries()) {
        const startsAt = new Date(at('00:00').getTime() + start * 60_000)
        const endsAt = new Date(startsAt.getTime() + length * 60_000)
        const asked = wanted({ id: String(index), ...values, startsAt, endsAt })
        if (!findConflict(asked, { ...clear, others: kept })) kept.push(asked)
      }
      for (const one of kept)
        for (const another of kept) {
          const shares =
            one.doctorId === another.doctorId ||
            one.patientId === another.patientId ||
            (one.room !== null && one.room === another.room)
          if (one !== another && shares)
            expect(one.startsAt < another.endsAt && another.startsAt < one.endsAt).toBe(false)
        }
    }),
  )
})
