import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Desk, on, startDesk } from '../testing.ts'
import { createBoard } from './board.ts'
import type { Board } from './board-model.ts'

setDefaultTimeout(30_000)

let desk: Desk
/** Works on Tuesdays. */
let doctorId: string

const tuesdays = [{ weekday: 2, from: '08:00', to: '18:00' }]

beforeAll(async () => {
  desk = await startDesk()
  doctorId = await desk.newDoctor({ hours: tuesdays })
})
afterAll(() => desk?.stop())

const board = async (query = '?date=2026-11-24') =>
  (await desk.call<Board>('GET', `/board${query}`, { who: 'nurse' })).body
const dayOf = async (id: string, query?: string) => (await board(query)).doctors.find((day) => day.doctorId === id)
const book = async (time: string, values: object = {}) =>
  (await desk.book({ doctorId, patientId: await desk.newPatient(), startsAt: on(time), ...values })).body.id

describe('a day', () => {
  test('shows everybody where they are, from expected to missed', async () => {
    const [expected, waiting, seen, done, missed, left, never] = [
      await book('08:00'),
      await book('08:30'),
      await book('09:00'),
      await book('09:30'),
      await book('10:00'),
      await book('10:30'),
      await book('11:00'),
    ]
    await desk.change(waiting, { status: 'arrived' })
    await desk.change(seen, { status: 'checked-in', startedAt: on('09:05') })
    await desk.change(done, { status: 'arrived' })
    await desk.change(done, { status: 'fulfilled' })
    await desk.change(missed, { status: 'noshow' })
    await desk.change(left, { status: 'arrived' })
    await desk.change(left, { status: 'cancelled', reasonCode: 'left-without-being-seen' })
    await desk.cancel(never)
    await desk.pass(0.2)

    const day = await dayOf(doctorId)
    const ids = (items: { id: string }[] = []) => items.map(({ id }) => id)
    expect([day?.expected, day?.waiting, day?.inProgress, day?.done, day?.missed].map(ids)).toEqual([
      [expected],
      [waiting],
      [seen],
      [done],
      [missed, left],
    ])
    expect(day?.waiting[0]).toMatchObject({ waitingMinutes: 12, arrivedAt: '2026-11-23T07:00:00.000Z', version: 2 })
    expect(day?.inProgress[0]?.startedAt).toBe('2026-11-24T08:05:00.000Z')
    expect(day?.missed[1]?.cancelled?.reason).toBe('left-without-being-seen')
    const { totals, date, timeZone } = await board(`?date=2026-11-24&doctorId=${doctorId}`)
    expect([date, timeZone, totals]).toEqual([
      '2026-11-24',
      'Europe/Madrid',
      { expected: 1, waiting: 1, inProgress: 1, done: 1, missed: 2 },
    ])
  })
  test('has who has waited longest first', async () => {
    const other = await desk.newDoctor({ hours: tuesdays })
    const [early, late] = [await book('09:00', { doctorId: other }), await book('10:00', { doctorId: other })]
    await desk.change(late, { status: 'arrived' })
    await desk.pass(0.1)
    await desk.change(early, { status: 'arrived' })
    expect((await dayOf(other))?.waiting.map(({ id, waitingMinutes }) => [id, waitingMinutes])).toEqual([
      [late, 6],
      [early, 0],
    ])
  })
  test('shows doctors who work then though nobody is expected, and not those who do not or are away', async () => {
    const [free, away] = [await desk.newDoctor({ hours: tuesdays }), await desk.newDoctor({ hours: tuesdays })]
    const leave = { from: '2026-11-24', to: '2026-11-24' }
    await desk.call('POST', `/doctors/${away}/leave`, { who: 'admin', body: leave })
    const ids = async (date: string) => (await board(`?date=${date}`)).doctors.map((day) => day.doctorId)
    expect(await ids('2026-11-24')).toContain(free)
    expect(await ids('2026-11-24')).not.toContain(away)
    expect(await ids('2026-11-25')).not.toContain(free)
    expect(await ids('2026-12-01')).toEqual(expect.arrayContaining([free, away]))
  })
  test('says when whom it shows is away', async () => {
    const away = await desk.newDoctor()
    await book('12:00', { doctorId: away })
    expect((await dayOf(away))?.leave).toEqual([])
    for (const [from, to] of [
      [on('15:00'), on('16:00')],
      ['2026-11-23', '2026-11-24'],
    ])
      await desk.call('POST', `/doctors/${away}/leave`, { who: 'admin', body: { from, to } })
    expect((await dayOf(away))?.leave).toEqual([
      { startsAt: '2026-11-22T23:00:00.000Z', endsAt: '2026-11-24T23:00:00.000Z' },
      { startsAt: '2026-11-24T14:00:00.000Z', endsAt: '2026-11-24T15:00:00.000Z' },
    ])
  })
  test('shows whose appointments are left though they do not work then', async () => {
    const gone = await desk.newDoctor({ hours: [] })
    const id = await book('12:00', { doctorId: gone, overrideReason: 'urgent' })
    await desk.hospital.clients.doctor.doctors({ id: gone }).delete(undefined, { headers: desk.people.admin.headers })
    expect((await dayOf(gone))?.expected.map((item) => item.id)).toEqual([id])
  })
  test('is the hospital’s, from midnight to midnight on its wall clock, and today’s when none is asked for', async () => {
    const [night, morning] = [
      await book('23:30', { overrideReason: 'night' }),
      await book('00:00', { startsAt: on('00:00', '2026-11-25'), overrideReason: 'night' }),
    ]
    const idsOn = async (date: string) => (await dayOf(doctorId, `?date=${date}`))?.expected.map(({ id }) => id) ?? []
    expect(await idsOn('2026-11-24')).toContain(night)
    expect(await idsOn('2026-11-24')).not.toContain(morning)
    expect(await idsOn('2026-11-25')).toEqual([morning])
    expect((await board('')).date).toBe('2026-11-23')
  })
  test('has 25 hours when the clocks go back', async () => {
    const sunday = await desk.newDoctor({ hours: [] })
    const values = { doctorId: sunday, overrideReason: 'night' }
    const first = await book('', { ...values, startsAt: '2027-10-30T22:00:00Z' })
    const last = await book('', { ...values, startsAt: '2027-10-31T22:30:00Z' })
    await book('', { ...values, startsAt: '2027-10-31T23:00:00Z' })
    expect((await dayOf(sunday, '?date=2027-10-31'))?.expected.map(({ id }) => id)).toEqual([first, last])
  })
})

test.each(['?date=2026-02-29', '?date=24.11.2026', '?date=', '?doctorId=x', '?colour=red'])(
  '%s is refused',
  async (query) => {
    expect((await desk.call('GET', `/board${query}`, { who: 'nurse' })).status).toBe(422)
  },
)
test.each(['0001-01-01', '9999-12-31'])('%s is a day like any other', async (date) => {
  expect((await board(`?date=${date}`)).date).toBe(date)
})
test('there is a board while the doctor service cannot be asked', async () => {
  const id = await book('15:00')
  const people = { activeDoctors: () => Promise.reject(new Error('away')) }
  const alone = createBoard({ ...desk.sweeping, people })
  const { doctors } = await alone({ date: '2026-11-24', doctorId })
  expect(doctors[0]?.expected.map((item) => item.id)).toContain(id)
})
test('patients see no board', async () => {
  expect((await desk.call('GET', '/board', { who: 'patient' })).status).toBe(403)
})
