import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { type Desk, instantOn, on, startDesk } from '../testing.ts'
import { type Plan, planAt, refusalOf } from '../testing-schedule.ts'

setDefaultTimeout(30_000)

let desk: Desk
let plan: Plan
let doctorId: string

const tuesday = '2026-11-24'
const saturday = '2026-11-28'
const unknownId = '01933b8e-0000-7000-8000-000000000000'

beforeAll(async () => {
  desk = await startDesk()
  plan = planAt(desk)
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  doctorId = await desk.newDoctor()
})

const historyOf = (id: string) =>
  desk.rows<{ action: string; actor_id: string }>(
    sql`select action, actor_id from appointment.history where entity_id = ${id} order by id`,
  )

describe('extra hours', () => {
  const extra = { date: saturday, from: '09:00', to: '12:00', reason: 'Flu shots' }

  test('are answered as they were entered, and can be booked', async () => {
    const { status, body } = await plan.enterHours(doctorId, extra)
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ ...extra, id: expect.any(String), version: 1, doctorId }),
    ])
    expect((await plan.bookAt(doctorId, on('09:00', saturday))).status).toBe(201)
    expect((await plan.bookAt(doctorId, on('11:45', saturday))).body.kind).toBe('outside-hours')
  })
  test('are listed by date, both dates included', async () => {
    for (const date of ['2026-12-12', saturday, '2026-12-05']) await plan.enterHours(doctorId, { ...extra, date })
    const dates = async (query: object) => (await plan.listHours(doctorId, query)).body.items.map(({ date }) => date)
    expect(await dates({})).toEqual([saturday, '2026-12-05', '2026-12-12'])
    expect(await dates({ from: '2026-12-05', to: '2026-12-05' })).toEqual(['2026-12-05'])
    const { nextCursor, total } = (await plan.listHours(doctorId, { limit: '2', count: 'true' })).body
    expect([total, await dates({ limit: '2', cursor: nextCursor ?? '' })]).toEqual([3, ['2026-12-12']])
  })
  test('are called off, on record; again that is the same', async () => {
    const { id } = (await plan.enterHours(doctorId, extra)).body
    expect([(await plan.cancelHours(doctorId, id)).status, (await plan.cancelHours(doctorId, id)).status]).toEqual([
      204, 204,
    ])
    expect((await plan.listHours(doctorId)).body.items).toEqual([])
    expect((await plan.bookAt(doctorId, on('09:00', saturday))).body.kind).toBe('outside-hours')
    const actor_id = desk.people.receptionist.userId
    expect(await historyOf(id)).toEqual([
      { action: 'entered', actor_id },
      { action: 'cancelled', actor_id },
    ])
  })
  test.each<[string, object, string]>([
    ['that end before they begin', { from: '12:00', to: '09:00' }, 'to'],
    ['of no length', { from: '12:00', to: '12:00' }, 'to'],
    ['that are over', { date: '2026-11-22' }, 'date'],
    ['on a day that does not exist', { date: '2026-11-31' }, 'date'],
    ['at a time that does not exist', { from: '25:00' }, 'from'],
    ['with a field that means nothing', { colour: 'red' }, 'colour'],
    ['with a long reason', { reason: 'x'.repeat(4001) }, 'reason'],
  ])('%s are refused', async (_, values, path) => {
    expect(refusalOf(await plan.enterHours(doctorId, { ...extra, ...values }))).toEqual([422, 'invalid', path])
    expect((await plan.listHours(doctorId)).body.items).toEqual([])
  })
  test('are not entered twice, also by two at once', async () => {
    const answers = await Promise.all([
      plan.enterHours(doctorId, extra),
      plan.enterHours(doctorId, { ...extra, from: '11:00' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    expect((await plan.enterHours(doctorId, { ...extra, from: '12:00', to: '13:00' })).status).toBe(201)
  })
  test('of a doctor who has left, or whom nobody knows, are refused', async () => {
    await desk.hospital.clients.doctor
      .doctors({ id: doctorId })
      .delete(undefined, { headers: desk.people.admin.headers })
    expect(refusalOf(await plan.enterHours(doctorId, extra))).toEqual([422, 'invalid', 'doctorId'])
    expect((await plan.enterHours(unknownId, extra)).status).toBe(404)
    expect((await plan.cancelHours(doctorId, unknownId)).status).toBe(404)
  })
  test('are entered by the desk, and by doctors for themselves', async () => {
    const user = await desk.hospital.as('doctor')
    const own = await desk.newDoctor({ userId: user.userId })
    expect((await plan.enterHours(doctorId, extra, user)).status).toBe(403)
    const { status, body } = await plan.enterHours(own, extra, user)
    expect([status, (await plan.cancelHours(own, body.id, user)).status]).toEqual([201, 204])
    expect((await plan.enterHours(doctorId, extra, 'nurse')).status).toBe(403)
    expect((await plan.listHours(doctorId, {}, 'patient')).status).toBe(403)
  })
})

describe('a holiday', () => {
  test('lists who falls on it, with another time of the same doctor, but for those in extra hours', async () => {
    await plan.enterHours(doctorId, { date: tuesday, from: '09:00', to: '10:00' })
    await plan.bookAt(doctorId, on('09:00'))
    const { id } = (await plan.bookAt(doctorId, on('11:00'))).body
    const { status, body } = await plan.enterHoliday({ date: tuesday, name: '  Patron saint ' })
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ id: expect.any(String), version: 1, date: tuesday, name: 'Patron saint' }),
    ])
    expect(body.affected.map((each) => each.appointment.id)).toEqual([id])
    expect(body.affected[0]?.proposals[0]).toEqual({
      ...{ doctorId, sameDoctor: true },
      ...{ startsAt: instantOn('08:00', '2026-11-25'), endsAt: instantOn('08:30', '2026-11-25') },
    })
    expect((await plan.readHoliday(body.id)).body).toEqual(body)
    expect((await plan.bookAt(doctorId, on('12:00'))).body.kind).toBe('outside-hours')
    expect((await plan.bookAt(doctorId, on('09:30'))).status).toBe(201)
    await plan.cancelHoliday(body.id)
    expect((await plan.bookAt(doctorId, on('12:00'))).status).toBe(201)
  })
  test('has those who fall on it moved with one action, to the same doctor', async () => {
    const ids: string[] = []
    for (const time of ['09:00', '09:30', '10:00'])
      ids.push((await plan.bookAt(doctorId, on(time, '2026-12-08'))).body.id)
    const holiday = (await plan.enterHoliday({ date: '2026-12-08', name: 'Immaculate Conception' })).body
    await desk.cancel(ids[0] as string)
    const to = (id: string | undefined, time: string) => ({
      ...{ appointmentId: id, doctorId, startsAt: on(time, '2026-12-09') },
    })
    const moves = [to(ids[0], '09:00'), to(ids[1], '09:30')]
    const { status, body } = await plan.moveHoliday(holiday.id, { moves })
    expect([status, body.moved.map(({ id }) => id), body.left.map(({ kind }) => kind)]).toEqual([
      ...[200, [ids[1] as string], ['stale']],
    ])
    const { moved } = (await plan.moveHoliday(holiday.id)).body
    expect(moved.map((each) => [each.id, each.doctorId])).toEqual([[ids[2] as string, doctorId]])
    expect((await plan.moveHoliday(holiday.id)).body).toEqual({ moved: [], left: [] })
    await plan.cancelHoliday(holiday.id)
    expect((await plan.moveHoliday(holiday.id, undefined, 'receptionist')).status).toBe(403)
  })
  test('is never booked unnoticed, however many book while it is entered', async () => {
    const patients = await Promise.all(Array.from({ length: 8 }, () => desk.newPatient()))
    const book = (patientId: string, index: number) =>
      desk.book({ doctorId, patientId, startsAt: on(`${String(9 + index).padStart(2, '0')}:00`, '2026-12-07') })
    const [some, entered, others] = await Promise.all([
      Promise.all(patients.slice(0, 4).map(book)),
      plan.enterHoliday({ date: '2026-12-07', name: 'Bridge day' }),
      Promise.all(patients.slice(4).map((patientId, index) => book(patientId, index + 4))),
    ])
    const booked = [...some, ...others].filter(({ status }) => status === 201).map(({ body }) => body.id)
    expect(entered.body.affected.map((each) => each.appointment.id).sort()).toEqual(booked.sort())
  })
  test('is listed by date, both dates included', async () => {
    for (const date of ['2027-01-06', '2026-12-25', '2027-01-01']) await plan.enterHoliday({ date, name: date })
    const dates = async (query: object) => (await plan.listHolidays(query)).body.items.map(({ date }) => date)
    expect(await dates({ from: '2026-12-25', to: '2027-01-01' })).toEqual(['2026-12-25', '2027-01-01'])
    expect(await dates({ from: '2027-01-01', sort: '-date' })).toEqual(['2027-01-06', '2027-01-01'])
  })
  test('is called off, on record, and can be entered anew', async () => {
    const body = { date: '2027-03-01', name: 'Some day' }
    const { id } = (await plan.enterHoliday(body)).body
    expect(refusalOf(await plan.enterHoliday(body))).toEqual([422, 'invalid', 'date'])
    expect([(await plan.cancelHoliday(id)).status, (await plan.cancelHoliday(id)).status]).toEqual([204, 204])
    expect((await historyOf(id)).map(({ action }) => action)).toEqual(['entered', 'cancelled'])
    expect((await plan.enterHoliday(body)).status).toBe(201)
    expect((await plan.cancelHoliday(unknownId)).status).toBe(404)
  })
  test.each<[string, object, string]>([
    ['that is over', { date: '2026-11-22' }, 'date'],
    ['on a day that does not exist', { date: '2027-02-29' }, 'date'],
    ['without a name', { name: ' ' }, 'name'],
    ['with a long name', { name: 'x'.repeat(101) }, 'name'],
    ['with a field that means nothing', { colour: 'red' }, 'colour'],
  ])('%s is refused', async (_, values, path) =>
    expect(refusalOf(await plan.enterHoliday({ date: '2027-05-03', name: 'Some day', ...values }))).toEqual([
      422,
      'invalid',
      path,
    ]),
  )
  test('is entered by administrators', async () => {
    for (const who of ['receptionist', 'doctor', 'nurse', 'patient'] as const)
      expect((await plan.enterHoliday({ date: '2027-05-04', name: 'Some day' }, who)).status).toBe(403)
  })
})

describe('appointments outside the hours', () => {
  test('are those ahead that changed hours no longer hold, but for extra hours', async () => {
    const book = async (time: string) => (await plan.bookAt(doctorId, on(time))).body.id
    const [early, kept, extra, calledOff] = [
      await book('08:00'),
      await book('10:00'),
      await book('15:00'),
      await book('16:00'),
    ]
    const listed = async () => (await plan.outsideHours(doctorId)).body.items.map(({ id }) => id)
    expect(await listed()).toEqual([])
    const hours = [{ weekday: 2, from: '09:00', to: '12:00' }]
    const { admin } = desk.people
    await desk.hospital.clients.doctor.doctors({ id: doctorId }).put({ hours }, { headers: admin.headers })
    await desk.cancel(calledOff as string)
    expect(await listed()).toEqual([early, extra])
    await plan.enterHours(doctorId, { date: '2026-11-24', from: '15:00', to: '16:00' })
    expect(await listed()).toEqual([early])
    expect([kept, (await plan.outsideHours(doctorId, 'patient')).status]).toEqual([expect.any(String), 403])
  })
})
