import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Desk, instantOn, on, startDesk } from '../testing.ts'
import { type Plan, planAt, refusalOf } from '../testing-schedule.ts'

setDefaultTimeout(30_000)

let desk: Desk
let plan: Plan
let doctorId: string

const tuesday = '2026-11-24'
/** Two hours of each weekday. */
const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00' }))

beforeAll(async () => {
  desk = await startDesk()
  plan = planAt(desk)
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  doctorId = await desk.newDoctor({ hours })
})

/** The free slots of a day by the wall clock, those that somebody holds marked. */
async function free(date = tuesday, who: Parameters<typeof plan.slots>[2] = 'nurse') {
  const { body } = await plan.slots(doctorId, { from: on('00:00', date), to: on('23:59', date) }, who)
  return body.items.map(({ startsAt, held, holdId }) => {
    const time = new Date(Date.parse(startsAt) + 3_600_000).toISOString().slice(11, 16)
    return `${time}${held ? ' held' : ''}${holdId ? ' mine' : ''}`
  })
}
const slot = (from: string, to: string, date = tuesday) => ({
  doctorId,
  startsAt: on(from, date),
  endsAt: on(to, date),
})

describe('free slots of a doctor', () => {
  test('are those of the weekly hours', async () => expect(await free()).toEqual(['09:00', '09:30', '10:00', '10:30']))
  test('are not on leave, by days or by hours', async () => {
    await plan.enterLeave(doctorId, { from: '2026-11-25', to: '2026-11-25' })
    await plan.enterLeave(doctorId, { from: on('09:15'), to: on('10:00') })
    expect([await free(), await free('2026-11-25'), (await free('2026-11-26')).length]).toEqual([
      ['10:00', '10:30'],
      [],
      4,
    ])
  })
  test('are in extra hours too', async () => {
    await plan.enterHours(doctorId, { date: '2026-11-28', from: '10:00', to: '11:00' })
    await plan.enterHours(doctorId, { date: tuesday, from: '10:30', to: '12:00' })
    expect([await free('2026-11-28'), await free()]).toEqual([
      ['10:00', '10:30'],
      ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'],
    ])
  })
  test('are not on holidays, but for extra hours', async () => {
    await plan.enterHoliday({ date: '2026-12-08', name: 'Immaculate Conception' })
    expect(await free('2026-12-08')).toEqual([])
    await plan.enterHours(doctorId, { date: '2026-12-08', from: '15:00', to: '15:30' })
    expect(await free('2026-12-08')).toEqual(['15:00'])
  })
  test('keep what lies between two visits', async () => {
    doctorId = await desk.newDoctor({ hours, bufferMinutes: 15 })
    expect(await free()).toEqual(['09:00', '09:45', '10:30'])
    await plan.bookAt(doctorId, on('09:00'), { durationMinutes: 35 })
    expect(await free()).toEqual(['10:30'])
    expect((await plan.bookAt(doctorId, on('09:45'))).body.kind).toBe('doctor-busy')
    expect((await plan.bookAt(doctorId, on('09:50'))).status).toBe(201)
  })
  test('are not in a room that another doctor has then', async () => {
    const other = await desk.newDoctor({ hours })
    doctorId = await desk.newDoctor({ hours, room: 'B 12' })
    await plan.bookAt(other, on('09:30'), { room: 'B 12' })
    expect(await free()).toEqual(['09:00', '10:00', '10:30'])
    expect((await plan.bookAt(doctorId, on('09:30'))).body.kind).toBe('room-busy')
  })
  test('show who holds one: somebody else, or the caller', async () => {
    const { holdId } = (await plan.hold(slot('09:30', '10:00'))).body
    expect(await free(tuesday, 'receptionist')).toEqual(['09:00', '09:30 mine', '10:00', '10:30'])
    expect(await free()).toEqual(['09:00', '09:30 held', '10:00', '10:30'])
    await plan.release(holdId)
    expect(await free()).toEqual(['09:00', '09:30', '10:00', '10:30'])
  })
  test('do not begin in the past', async () => {
    doctorId = await desk.newDoctor({ hours: [{ weekday: 1, from: '07:00', to: '09:00' }] })
    expect(await free('2026-11-23')).toEqual(['08:00', '08:30'])
    expect(await free('2026-11-16')).toEqual([])
  })
  test('are none of a doctor who has left', async () => {
    await desk.hospital.clients.doctor
      .doctors({ id: doctorId })
      .delete(undefined, { headers: desk.people.admin.headers })
    expect(await free()).toEqual([])
  })
  test('are what can be booked, each of them', async () => {
    await plan.enterLeave(doctorId, { from: on('09:00'), to: on('09:30') })
    await plan.bookAt(doctorId, on('10:00'), { durationMinutes: 10 })
    const { items } = (await plan.slots(doctorId)).body
    expect(items).toHaveLength(2)
    for (const { startsAt, endsAt } of items)
      expect((await plan.bookAt(doctorId, startsAt, { endsAt })).status).toBe(201)
  })
  test.each([
    ['longer than 31 days', { from: on('00:00'), to: on('00:00', '2026-12-26') }, 'to'],
    ['that ends before it begins', { from: on('10:00'), to: on('09:00') }, 'to'],
    ['without an end', { from: on('10:00') }, 'to'],
    ['with a filter that means nothing', { from: on('10:00'), to: on('11:00'), colour: 'red' }, 'colour'],
  ])('are not searched for in a time %s', async (_, query, path) =>
    expect(refusalOf(await plan.slots(doctorId, query))).toEqual([422, 'invalid', path]),
  )
  test('are searched for up to the end of time', async () => {
    const end = { from: '9999-12-30T00:00:00Z', to: '9999-12-31T23:59:59Z' }
    expect((await plan.slots(doctorId, end)).status).toBe(200)
    expect((await plan.earliest(end)).status).toBe(200)
  })
})

describe('the earliest slots', () => {
  let specialty: string
  let ids: string[]
  beforeEach(async () => {
    const team = await plan.newTeam(2, { hours, room: null })
    ;[specialty, ids] = [team.specialty, team.ids.toSorted()]
  })
  const week = { from: on('00:00'), to: on('00:00', '2026-12-01') }
  const found = async (query: object, who: Parameters<typeof plan.earliest>[1] = 'nurse') =>
    (await plan.earliest({ specialty, ...week, ...query }, who)).body
  const times = (body: Awaited<ReturnType<typeof found>>) =>
    body.items.map(({ startsAt, doctor }) => [startsAt, ids.indexOf(doctor.id)])

  test('are of all doctors of a specialty, in order of time and then of doctor', async () => {
    const body = await found({ limit: '4' })
    expect(times(body)).toEqual([
      [instantOn('09:00'), 0],
      [instantOn('09:00'), 1],
      [instantOn('09:00'), 2],
      [instantOn('09:30'), 0],
    ])
    expect(body.items[0]).toEqual({
      ...{ startsAt: instantOn('09:00'), endsAt: instantOn('09:30') },
      doctor: { id: ids[0] as string, name: 'Ada Okafor', specialty, room: null },
    })
  })
  test('are shown by pages, each once, over days', async () => {
    const seen: unknown[] = []
    let cursor: string | null = null
    do {
      const body: Awaited<ReturnType<typeof found>> = await found({ limit: '7', ...(cursor && { cursor }) })
      seen.push(...times(body))
      cursor = body.nextCursor
    } while (cursor)
    const all = times(await found({ limit: '100' }))
    expect(all).toHaveLength(5 * 3 * 4)
    expect(seen).toEqual(all)
  })
  test('leave out leave, bookings and doctors who have left', async () => {
    await plan.enterLeave(ids[0] as string, { from: tuesday, to: tuesday })
    await plan.bookAt(ids[1] as string, on('09:00'))
    await desk.hospital.clients.doctor
      .doctors({ id: ids[2] as string })
      .delete(undefined, { headers: desk.people.admin.headers })
    expect(times(await found({ limit: '2' }))).toEqual([
      [instantOn('09:30'), 1],
      [instantOn('10:00'), 1],
    ])
  })
  test('mark those that are held', async () => {
    const { holdId } = (await plan.hold({ doctorId: ids[0], startsAt: on('09:00'), endsAt: on('09:30') })).body
    expect((await found({ limit: '1' })).items[0]).toMatchObject({ held: true })
    expect((await found({ limit: '1' }, 'receptionist')).items[0]).toMatchObject({ holdId })
  })
  test('are found whatever the case and accents of the specialty; of all doctors without one', async () => {
    const other = `Kardiología ${crypto.randomUUID()}`
    const only = await desk.newDoctor({ specialty: other, hours })
    const { items } = (await plan.earliest({ ...week, specialty: other.toUpperCase().replace('Í', 'I'), limit: '1' }))
      .body
    expect(items[0]?.doctor.id).toBe(only)
    expect((await plan.earliest({ ...week, limit: '100' }, 'patient')).body.items.length).toBe(100)
    expect((await plan.earliest({ ...week, specialty: 'Alchemy' })).body).toEqual({ items: [], nextCursor: null })
  })
  test('are looked for from now on, unless said otherwise', async () => {
    const { items } = (await plan.earliest({ specialty, limit: '1' })).body
    expect(items[0]?.startsAt).toBe(instantOn('09:00', '2026-11-23'))
  })
  test('are found on the last day of the search, when all before is taken', async () => {
    for (const id of ids) await plan.enterLeave(id, { from: '2026-11-23', to: '2026-12-17' })
    const { items, nextCursor } = (
      await plan.earliest({ specialty, from: on('00:00', '2026-11-23'), to: on('00:00', '2026-12-19') })
    ).body
    expect([items.length, items[0]?.startsAt, nextCursor]).toEqual([12, instantOn('09:00', '2026-12-18'), null])
  })
  test.each([
    ['more than 31 days', { to: on('00:00', '2026-12-26') }, 'to'],
    ['the wrong way round', { to: on('00:00', '2026-11-20') }, 'to'],
    ['a limit out of range', { limit: '101' }, 'limit'],
    ['no limit at all', { limit: '0' }, 'limit'],
    ['a cursor of another list', { cursor: 'abc' }, 'cursor'],
    ['an empty specialty', { specialty: ' ' }, 'specialty'],
    ['a filter that means nothing', { colour: 'red' }, 'colour'],
  ])('cannot be %s', async (_, query, path) =>
    expect(refusalOf(await plan.earliest({ specialty, ...week, ...query }))).toEqual([422, 'invalid', path]),
  )
})
