import { describe, expect, test } from 'bun:test'
import type { DoctorSummary } from '@wardline/doctor/model'
import { overlaps } from '@wardline/kit/zone'
import fc from 'fast-check'
import type { Opening } from '../availability/openings.ts'
import type { Calendars, Displaced } from './diary.ts'
import { proposeTimes } from './proposals.ts'

const timeZone = 'Europe/Madrid'
/** A wall-clock time of a day in November 2026, of which the 23rd is a Monday. */
const at = (day: number, time: string) => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00+01:00`)
const interval = (day: number, from: string, to: string) => ({ startsAt: at(day, from), endsAt: at(day, to) })
const shown = (date: Date) => {
  const local = new Date(date.getTime() + 3_600_000).toISOString()
  return `${Number(local.slice(8, 10))} ${local.slice(11, 16)}`
}

const doctor = (id: string, values: Partial<DoctorSummary> = {}): DoctorSummary => ({
  ...{ id, name: id, userId: null, specialty: 'Cardiology', room: null, archivedAt: null },
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00' })),
  slotMinutes: 30,
  bufferMinutes: 0,
  ...values,
})
const opening = (id: string, values: Partial<Opening> & { of?: Partial<DoctorSummary> } = {}): Opening => {
  const { of, ...rest } = values
  const who = doctor(id, of)
  return { doctor: who, room: who.room, schedule: { hours: who.hours }, taken: [], holds: [], ...rest }
}
const visit = (id: string, day: number, from: string, to: string, values: Partial<Displaced> = {}): Displaced => ({
  ...{ id, doctorId: 'own', patientId: `patient of ${id}`, room: null, isHere: false },
  ...interval(day, from, to),
  ...values,
})

/** Leave on the 25th and the 26th, seen on the 23rd at eight. */
const absence = { startsAt: at(25, '00:00'), endsAt: at(27, '00:00') }
function propose(visits: Displaced[], values: Partial<Calendars> & { own?: Opening | undefined } = {}) {
  const { own = opening('own', { taken: [absence] }), ...rest } = values
  const calendars = { absence, now: at(23, '08:00'), timeZone, colleagues: [], patientsTimes: visits, ownOf: () => own }
  return proposeTimes(visits, { ...calendars, ...rest })
}
const of = (proposals: ReturnType<typeof propose>, id: string) =>
  (proposals.get(id) ?? []).map(({ doctorId, startsAt }) => `${doctorId} ${shown(startsAt)}`)

/** Taken from morning to night on these days. */
const days = (...which: number[]) => which.map((day) => interval(day, '00:00', '23:59'))

describe('an appointment that leave displaces is proposed', () => {
  test('the first time after the leave, the last before it, and a colleague at the same time', () => {
    const found = propose([visit('a', 25, '09:30', '10:00')], { colleagues: [opening('other')] })
    expect(of(found, 'a')).toEqual(['own 27 09:00', 'own 24 10:30', 'other 25 09:30'])
    expect(found.get('a')?.map(({ sameDoctor }) => sameDoctor)).toEqual([true, true, false])
  })
  test('what lies ahead only', () => {
    const found = propose([visit('a', 25, '09:30', '10:00')], { now: at(24, '20:00') })
    expect(of(found, 'a')).toEqual(['own 27 09:00', 'own 27 09:30', 'own 27 10:00'])
  })
  test('the nearest of a colleague when the same time is taken', () => {
    const other = opening('other', { taken: [interval(25, '09:30', '10:00'), interval(25, '10:00', '10:30')] })
    const found = propose([visit('a', 25, '09:30', '10:00')], { colleagues: [other], ownOf: () => undefined })
    expect(of(found, 'a')).toEqual(['other 25 09:00', 'other 25 10:30', 'other 24 10:30'])
  })
  test('another doctor rather than its own after a month and more, if there is one', () => {
    const long = { startsAt: at(24, '00:00'), endsAt: new Date('2026-12-31T23:00:00Z') }
    const values = { absence: long, own: opening('own', { taken: [long] }), now: at(24, '08:00') }
    const a = visit('a', 25, '09:30', '10:00')
    const found = propose([a], { ...values, colleagues: [opening('other')] })
    expect(found.get('a')?.map(({ doctorId }) => doctorId)).toEqual(['other', 'own', 'other'])
    expect(propose([a], values).get('a')?.[0]?.startsAt.toISOString()).toBe('2027-01-01T08:00:00.000Z')
  })
  test('only times of its own length, within hours', () => {
    const found = propose([visit('a', 25, '09:00', '10:30')])
    expect(found.get('a')?.map(({ startsAt, endsAt }) => `${shown(startsAt)}–${shown(endsAt)}`)).toEqual([
      '27 09:00–27 10:30',
      '24 09:30–24 11:00',
      '30 09:00–30 10:30',
    ])
  })
  test.each<[string, Partial<Opening>]>([
    ['taken', { taken: [absence, interval(27, '09:00', '09:30')] }],
    [
      'held by anybody',
      { taken: [absence], holds: [{ ...interval(27, '09:00', '09:30'), id: 'h', userId: 'u', patientId: null }] },
    ],
    ['on a holiday', { taken: [absence], schedule: { hours: doctor('own').hours, holidays: new Set(['2026-11-27']) } }],
  ])('no time that is %s', (_, values) => {
    expect(of(propose([visit('a', 25, '09:30', '10:00')], { own: opening('own', values) }), 'a')[0]).not.toBe(
      'own 27 09:00',
    )
  })
  test('nothing when nothing is free', () => {
    const own = opening('own', { schedule: { hours: [] } })
    expect(of(propose([visit('a', 25, '09:30', '10:00')], { own }), 'a')).toEqual([])
  })
  test('extra hours too', () => {
    const extraHours = [{ date: '2026-11-28', from: '08:00', to: '08:30' }]
    const own = opening('own', {
      taken: [absence, ...days(23, 24, 27)],
      schedule: { hours: doctor('own').hours, extraHours },
    })
    expect(of(propose([visit('a', 25, '09:30', '10:00')], { own }), 'a')[0]).toBe('own 28 08:00')
  })
  test('no time at which the patient is elsewhere', () => {
    const a = visit('a', 25, '09:30', '10:00')
    const elsewhere = { id: 'x', patientId: a.patientId, ...interval(27, '09:15', '09:45') }
    expect(of(propose([a], { patientsTimes: [a, elsewhere] }), 'a')[0]).toBe('own 27 10:00')
  })
  test('today or nothing when the patient is here already', () => {
    const own = opening('own', { taken: [interval(23, '08:00', '12:00')] })
    const now = { absence: interval(23, '08:00', '12:00'), now: at(23, '09:10') }
    const here = visit('a', 23, '09:00', '09:30', { isHere: true })
    expect(of(propose([here], { ...now, own }), 'a')).toEqual([])
    const colleagues = [opening('other')]
    expect(of(propose([here], { ...now, own, colleagues }), 'a')).toEqual([
      'other 23 09:30',
      'other 23 10:00',
      'other 23 10:30',
    ])
  })
  test('a time of the day with its change of clocks, by the wall clock', () => {
    const autumn = { startsAt: new Date('2026-10-22T22:00:00Z'), endsAt: new Date('2026-10-24T22:00:00Z') }
    const a = {
      ...visit('a', 25, '09:30', '10:00'),
      startsAt: new Date('2026-10-23T07:00:00Z'),
      endsAt: new Date('2026-10-23T07:30:00Z'),
    }
    const sundays = [{ weekday: 7, from: '08:00', to: '09:00' }]
    const own = opening('own', { schedule: { hours: sundays }, taken: [autumn] })
    const found = propose([a], { absence: autumn, now: new Date('2026-10-20T06:00:00Z'), own })
    expect(found.get('a')?.[0]?.startsAt.toISOString()).toBe('2026-10-25T07:00:00.000Z')
  })
})

describe('several together', () => {
  const visits = ['09:00', '09:30', '10:00'].map((time, index) =>
    visit('abc'[index] as string, 25, time, `${time.slice(0, 3)}${time.endsWith('00') ? '30' : '59'}`),
  )
  test('get first choices of their own, in their order', () => {
    const found = propose(visits)
    expect(['a', 'b', 'c'].map((id) => of(found, id)[0])).toEqual(['own 27 09:00', 'own 27 09:30', 'own 27 10:00'])
  })
  test('no first choice is a further one of another', () => {
    const found = propose(visits)
    const firsts = ['a', 'b', 'c'].map((id) => of(found, id)[0])
    for (const id of ['a', 'b', 'c'])
      for (const further of of(found, id).slice(1)) expect(firsts).not.toContain(further)
  })
  test('of one patient do not meet, though two doctors could see them', () => {
    const [a, b] = [visit('a', 25, '09:00', '09:30'), visit('b', 26, '09:00', '09:30')].map((each) => ({
      ...each,
      patientId: 'p',
    })) as [Displaced, Displaced]
    const extra = { hours: [], extraHours: [{ date: '2026-11-27', from: '09:00', to: '09:30' }] }
    const colleagues = [opening('other', { schedule: extra })]
    const found = propose([a, b], { own: opening('own', { schedule: extra }), colleagues })
    expect([of(found, 'a'), of(found, 'b')]).toEqual([['own 27 09:00', 'other 27 09:00'], []])
  })
  test('keep what lies between two visits of a doctor', () => {
    const of15 = { bufferMinutes: 15 }
    const own = opening('own', { of: of15, taken: [absence, ...days(23, 24)] })
    const found = propose(visits.slice(0, 2), { own })
    expect(['a', 'b'].map((id) => of(found, id)[0])).toEqual(['own 27 09:00', 'own 27 09:45'])
  })
  test('do not send two doctors into one room', () => {
    const extra = { hours: [], extraHours: [{ date: '2026-11-25', from: '09:00', to: '09:30' }] }
    const colleagues = ['x', 'y'].map((id) => opening(id, { room: '12', schedule: extra }))
    const found = propose(visits.slice(0, 2), { colleagues, ownOf: () => undefined })
    expect(['a', 'b'].map((id) => of(found, id)[0])).toEqual(['x 25 09:00', undefined])
  })
})

test('whatever the calendars, all first choices can be had together', () => {
  const quarter = fc.integer({ min: 0, max: 47 })
  const someTime = fc.record({ day: fc.integer({ min: 23, max: 30 }), quarter, length: fc.integer({ min: 1, max: 8 }) })
  const intervalOf = ({ day, quarter, length }: { day: number; quarter: number; length: number }) => {
    const startsAt = new Date(at(day, '08:00').getTime() + quarter * 15 * 60_000)
    return { startsAt, endsAt: new Date(startsAt.getTime() + length * 15 * 60_000) }
  }
  const someOpening = fc.record({
    taken: fc.array(someTime, { maxLength: 12 }),
    bufferMinutes: fc.constantFrom(0, 10, 30),
    room: fc.constantFrom(null, '12', '13'),
  })
  const someVisit = fc.record({ time: someTime, patient: fc.integer({ min: 0, max: 3 }) })
  fc.assert(
    fc.property(
      someOpening,
      fc.array(someOpening, { maxLength: 3 }),
      fc.array(someVisit, { maxLength: 12 }),
      (own, others, visits) => {
        const openings = [own, ...others].map(({ taken, bufferMinutes, room }, index) =>
          opening(`d${index}`, {
            of: { bufferMinutes, room },
            room,
            taken: [...taken.map(intervalOf), ...(index ? [] : [absence])],
          }),
        )
        const displaced = visits.map(({ time, patient }, index) => ({
          ...visit(String(index), 25, '09:00', '09:30', { doctorId: 'd0', patientId: `p${patient}`, room: own.room }),
          ...intervalOf(time),
        }))
        const found = propose(displaced, { own: openings[0], colleagues: openings.slice(1) })
        const firsts = displaced.flatMap((each) => {
          const first = found.get(each.id)?.[0]
          return first ? [{ ...first, each }] : []
        })
        for (const { each, ...first } of firsts) {
          const its = openings.find((one) => one.doctor.id === first.doctorId) as Opening
          expect(its.taken.some((taken) => overlaps(taken, first))).toBe(false)
          expect(first.endsAt.getTime() - first.startsAt.getTime()).toBe(
            each.endsAt.getTime() - each.startsAt.getTime(),
          )
          expect(first.startsAt >= at(23, '08:00')).toBe(true)
          for (const other of firsts) {
            if (other.each.id === each.id) continue
            const shares = other.doctorId === first.doctorId || other.each.patientId === each.patientId
            if (shares) expect(overlaps(other, first)).toBe(false)
          }
        }
        expect([...found.values()].every((proposals) => proposals.length <= 3)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})
