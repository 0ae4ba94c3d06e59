import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { createDoor } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import type { Role } from '@wardline/kit/permissions'
import { type Desk, instantOn, on, startDesk } from '../testing.ts'
import { type Plan, planAt } from '../testing-schedule.ts'
import type { Timetable } from './timetable-model.ts'

setDefaultTimeout(30_000)

let desk: Desk
let plan: Plan

beforeAll(async () => {
  desk = await startDesk()
  plan = planAt(desk)
})
afterAll(() => desk?.stop())

const tuesday = '2026-11-24'
const tuesdays = [{ weekday: 2, from: '08:00', to: '18:00' }]

const ask = (query: string, who: Role = 'nurse') =>
  createDoor<Timetable & Partial<Problem>>(desk.hospital.apps.appointment, desk.people)('GET', `/timetable${query}`, {
    who,
  })
const dayOf = async (id: string, { date = tuesday, who = 'nurse' as Role } = {}) => {
  const { body } = await ask(`?from=${date}&to=${date}&doctorId=${id}`, who)
  return { ...body, doctor: body.doctors[0] }
}
const span = (from: string, to: string, date = tuesday) => ({
  startsAt: instantOn(from, date),
  endsAt: instantOn(to, date),
})

describe('a day of a doctor', () => {
  test('says when they work, work longer, and are away', async () => {
    const id = await desk.newDoctor({ hours: tuesdays, slotMinutes: 20 })
    await plan.enterHours(id, { date: tuesday, from: '19:00', to: '20:00' })
    await plan.enterLeave(id, { from: on('10:00'), to: on('11:00') })
    const { doctor } = await dayOf(id)
    expect(doctor).toMatchObject({
      id,
      slotMinutes: 20,
      working: [span('08:00', '18:00'), span('19:00', '20:00')],
      extraHours: [span('19:00', '20:00')],
      leave: [span('10:00', '11:00')],
      held: [],
    })
  })

  test('says which slots are being booked, and by whom only to themselves', async () => {
    const id = await desk.newDoctor({ hours: tuesdays })
    await plan.hold({ doctorId: id, startsAt: on('09:00'), endsAt: on('09:30') })
    expect((await dayOf(id, { who: 'receptionist' })).doctor?.held).toEqual([{ ...span('09:00', '09:30'), own: true }])
    expect((await dayOf(id)).doctor?.held).toEqual([span('09:00', '09:30')])
  })

  test('holds what takes place and what was missed, not what was called off', async () => {
    const id = await desk.newDoctor({ hours: tuesdays })
    const ids = []
    for (const time of ['08:00', '09:00', '10:00']) ids.push((await plan.bookAt(id, on(time))).body.id)
    await desk.change(ids[1] as string, { status: 'noshow' })
    await desk.cancel(ids[2] as string)
    expect((await dayOf(id)).appointments.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  })

  test('has no weekly hours on a holiday, and names it', async () => {
    const id = await desk.newDoctor({ hours: tuesdays })
    await plan.enterHoliday({ date: '2026-12-08', name: 'Immaculate Conception' })
    const { doctor, holidays } = await dayOf(id, { date: '2026-12-08' })
    expect(doctor?.working).toEqual([])
    expect(holidays).toEqual([{ date: '2026-12-08', name: 'Immaculate Conception' }])
  })

  test('has what reaches into it from the night before', async () => {
    const id = await desk.newDoctor({ hours: tuesdays })
    const night = { durationMinutes: 60, overrideReason: 'Birth' }
    const { body } = await plan.bookAt(id, on('23:30'), night)
    expect((await dayOf(id, { date: '2026-11-25' })).appointments.map((each) => each.id)).toEqual([body.id])
  })

  test('of 25 hours is worked by the wall clock', async () => {
    const id = await desk.newDoctor({ hours: [{ weekday: 7, from: '00:00', to: '24:00' }] })
    const { doctor } = await dayOf(id, { date: '2027-10-31' })
    expect(doctor?.working).toEqual([{ startsAt: '2027-10-30T22:00:00.000Z', endsAt: '2027-10-31T23:00:00.000Z' }])
  })
})

describe('more than that', () => {
  test('are the doctors of a specialty, by name', async () => {
    const { specialty, ids } = await plan.newTeam(2, { hours: tuesdays })
    const { body } = await ask(`?from=${tuesday}&to=${tuesday}&specialty=${encodeURIComponent(specialty)}`)
    expect(body.doctors.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(body.appointments).toEqual([])
  })

  test('are all doctors, those who have left too while somebody is booked with them', async () => {
    const [gone, left] = [await desk.newDoctor({ hours: tuesdays }), await desk.newDoctor({ hours: tuesdays })]
    await plan.bookAt(gone, on('12:00'))
    for (const id of [gone, left])
      await desk.hospital.clients.doctor.doctors({ id }).delete(undefined, { headers: desk.people.admin.headers })
    const { body } = await ask(`?from=${tuesday}&to=${tuesday}`)
    expect(body.doctors.map(({ id }) => id)).toContain(gone)
    expect(body.doctors.map(({ id }) => id)).not.toContain(left)
    expect(body.doctors.find(({ id }) => id === gone)).toMatchObject({ working: [], archivedAt: expect.any(String) })
  })

  test('are what a patient has with anybody, for whoever moves them', async () => {
    const [here, there] = [await desk.newDoctor({ hours: tuesdays }), await desk.newDoctor({ hours: tuesdays })]
    const patientId = await desk.newPatient()
    const { body: booked } = await desk.book({ doctorId: there, patientId, startsAt: on('15:00') })
    const { body } = await ask(`?from=${tuesday}&to=${tuesday}&doctorId=${here}&patientId=${patientId}`)
    expect(body.appointments.map(({ id }) => id)).toEqual([booked.id])
  })

  test('are a week of one doctor', async () => {
    const id = await desk.newDoctor({ hours: tuesdays })
    const { body } = await ask(`?from=2026-11-23&to=2026-11-29&doctorId=${id}`)
    expect(body.doctors[0]?.working).toEqual([span('08:00', '18:00')])
  })
})

test.each([
  '?from=2026-11-23',
  '?from=2026-11-24&to=2026-11-23',
  '?from=2026-11-23&to=2026-11-24',
  '?from=2026-11-23&to=2026-11-30&doctorId=01933b8e-0000-7000-8000-000000000000',
  '?from=2026-02-29&to=2026-02-29',
  '?from=2026-11-24&to=2026-11-24&colour=red',
])('%s is refused', async (query) => {
  expect((await ask(query)).status).toBe(422)
})

test.each(['0001-01-01', '9999-12-31'])('%s is a day like any other', async (date) => {
  expect((await ask(`?from=${date}&to=${date}`)).status).toBe(200)
})

test('is the staff’s', async () => {
  expect((await ask(`?from=${tuesday}&to=${tuesday}`, 'patient')).status).toBe(403)
})
