import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { isWithinHours } from '@wardline/doctor/rules'
import { civilDateAt, overlaps } from '@wardline/kit/zone'
import fc from 'fast-check'
import { demoAccounts, demoLogins } from './accounts.ts'
import type { Visit } from './book.ts'
import { staffClinic } from './clinic.ts'
import { courseOf } from './course.ts'
import { seeded } from './random.ts'
import { isSeenIn } from './reasons.ts'
import { phoneOf, readSynthea } from './synthea.ts'
import { planVisits } from './visits.ts'

setDefaultTimeout(30_000)

const synthea = await readSynthea()
const records = new Map(synthea.patients.map(({ id, record }) => [id, record]))

describe('the people of the Synthea files', () => {
  test('the living are taken, and nobody else', async () => {
    const text = await Bun.file(new URL('../data/Patient.ndjson', import.meta.url)).text()
    const all: { id: string; deceasedDateTime?: string }[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const deceased = all.filter((patient) => patient.deceasedDateTime)
    expect([all.length, deceased.length, synthea.patients.length]).toEqual([120, 20, 100])
    expect(deceased.filter(({ id }) => records.has(id))).toEqual([])
  })

  test('names have no digits and keep accents and apostrophes', () => {
    const names = [...records.values(), ...synthea.practitioners].map((each) => `${each.givenName} ${each.familyName}`)
    expect(names.filter((name) => /\d|^ | $| {2}/.test(name))).toEqual([])
    for (const name of ['Luis Concepción', "Maryrose Cordia O'Conner", 'Miguel Ángel Regalado', "Iva O'Keefe"])
      expect(names).toContain(name)
  })

  test('all allergies come along, with a severity in words', () => {
    const allergies = [...records.values()].flatMap((record) => record.allergies ?? [])
    expect(allergies).toHaveLength(75)
    expect(new Set(allergies.map(({ severity }) => severity))).toEqual(new Set(['mild', 'moderate']))
    expect(allergies.map(({ substance }) => substance).filter((substance) => substance.includes('('))).toEqual([
      'Eggs (edible)',
      'Eggs (edible)',
      'Eggs (edible)',
      'Eggs (edible)',
    ])
  })

  test('every practitioner has a licence and a way to be reached', () => {
    expect(synthea.practitioners).toHaveLength(271)
    expect(new Set(synthea.practitioners.map(({ npi }) => npi)).size).toBe(271)
    expect(synthea.practitioners.filter(({ phone }) => !/^\d{3}-\d{3}-\d{4}$/.test(phone))).toEqual([])
    expect(phoneOf('316-265-0889 Or 877-927-8397')).toBe('316-265-0889')
  })

  test('accounts that belong to a record bear its name', () => {
    const nameOf = (each: { givenName: string; familyName: string }) => `${each.givenName} ${each.familyName}`
    const named = new Map<string, string>()
    for (const { id, record } of synthea.patients) named.set(id, nameOf(record))
    for (const practitioner of synthea.practitioners) named.set(practitioner.npi, nameOf(practitioner))
    const linked = demoAccounts.filter(({ person }) => person !== undefined)
    expect(linked.map(({ person = '' }) => named.get(person))).toEqual(linked.map(({ name }) => name))
    expect(new Set(demoAccounts.map(({ email }) => email)).size).toBe(demoAccounts.length)
  })
})

/** Any moment of some years, on the clocks of three continents: weekends, nights and clock changes among them. */
const moments = fc.record({
  now: fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
  timeZone: fc.constantFrom('Europe/Madrid', 'America/Chicago', 'Asia/Kolkata', 'UTC'),
})
const clinicAt = (moment: { now: Date; timeZone: string }) =>
  staffClinic(synthea.practitioners, moment.now, moment.timeZone)
function hospitalAt(moment: { now: Date; timeZone: string }) {
  const random = seeded(1)
  const visits = planVisits(clinicAt(moment), synthea.patients, moment, random)
  const isMine = (visit: Visit) => visit.doctor.npi === demoLogins.doctor.person
  const courses = visits.map((visit, index) => courseOf(visit, index, isMine(visit), moment, random))
  const today = civilDateAt(moment.now, moment.timeZone)
  const isToday = (visit: Visit) => civilDateAt(visit.startsAt, moment.timeZone) === today
  return { visits, courses, isMine, isToday }
}
const always = (holds: (moment: { now: Date; timeZone: string }) => void) =>
  fc.assert(fc.property(moments, holds), { numRuns: 25 })

describe('the visits', () => {
  test('nobody is in two places, unless somebody answers for it', () => {
    always((moment) => {
      const { visits } = hospitalAt(moment)
      visits.forEach((visit, index) => {
        for (const other of visits.slice(0, index)) {
          if (!overlaps(visit, other)) continue
          expect(visit.patient).not.toBe(other.patient)
          if (!visit.overrideReason && !other.overrideReason) expect(visit.doctor.npi).not.toBe(other.doctor.npi)
        }
      })
    })
  })

  test('they lie in the doctors’ hours, unless somebody answers for it', () => {
    always((moment) => {
      const { visits } = hospitalAt(moment)
      const outside = visits.filter((visit) => !isWithinHours(visit.doctor, visit, moment.timeZone))
      expect(outside.filter(({ overrideReason }) => !overrideReason)).toEqual([])
      expect(outside).toHaveLength(2)
      expect(visits.filter(({ overrideReason }) => overrideReason).length).toBe(3)
    })
  })

  test('people are seen by doctors who see such people', () => {
    always((moment) => {
      for (const { doctor, patient, startsAt } of hospitalAt(moment).visits) {
        const record = records.get(patient)
        expect(record && isSeenIn(doctor.specialty, record, civilDateAt(startsAt, moment.timeZone))).toBe(true)
      }
    })
  })

  test('today is alive, whatever the time', () => {
    always((moment) => {
      const { visits, courses, isMine, isToday } = hospitalAt(moment)
      const today = visits.filter(isToday)
      expect(visits.length).toBeWithin(150, 281)
      expect(today.length).toBeWithin(20, 41)
      expect(today.filter(isMine).length).toBeGreaterThanOrEqual(12)
      expect(new Set(today.map(({ doctor }) => doctor.npi)).size).toBe(8)
      const isBeingSeen = (_: Visit, index: number) => {
        const last = courses[index]?.at(-1)?.request
        return last?.do === 'change' && last.body.startedAt !== undefined
      }
      expect(visits.filter(isBeingSeen).filter(isMine)).toHaveLength(1)
      expect(visits.filter(isBeingSeen).length).toBeLessThanOrEqual(6)
    })
  })

  test('the account of a patient has a visit behind it and one ahead', () => {
    always((moment) => {
      const mine = hospitalAt(moment).visits.filter(({ patient }) => patient === demoLogins.patient.person)
      expect(mine.map(({ startsAt }) => startsAt < moment.now)).toEqual([true, false])
    })
  })

  test('every course begins with its booking, goes forward in time and ends by now', () => {
    always((moment) => {
      const { visits, courses } = hospitalAt(moment)
      courses.forEach((course, index) => {
        const times = course.map(({ at }) => at.getTime())
        expect(course[0]?.request.do).toBe('book')
        expect(times).toEqual(times.toSorted((one, other) => one - other))
        expect(new Set(times).size).toBe(times.length)
        expect(times.at(-1)).toBeLessThanOrEqual(moment.now.getTime())
        expect(times[0]).toBeLessThan((visits[index] as Visit).startsAt.getTime())
      })
    })
  })

  test('the same moment gives the same hospital', () => {
    const moment = { now: new Date('2026-11-22T21:15:00Z'), timeZone: 'Europe/Madrid' }
    expect(hospitalAt(moment).courses).toEqual(hospitalAt(moment).courses)
  })
})
