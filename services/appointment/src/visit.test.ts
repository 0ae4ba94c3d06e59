import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { HistoryItem } from '@wardline/kit/history'
import { sql } from 'drizzle-orm'
import { reasonCodes, type Status, statuses, transitions } from './rules.ts'
import { type Desk, on, startDesk } from './testing.ts'

setDefaultTimeout(30_000)

let desk: Desk
let doctorId: string
let patientId: string
let id: string

beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  ;[doctorId, patientId] = await Promise.all([desk.newDoctor(), desk.newPatient()])
  id = (await desk.book({ doctorId, patientId, startsAt: on('09:00') })).body.id
})

const minute = 1 / 60
const historyOf = async () =>
  (await desk.call<{ items: HistoryItem[] }>('GET', `/appointments/${id}/history`, { who: 'nurse' })).body.items
const now = () => desk.clock.now().toISOString()

describe('a visit', () => {
  test('from the desk to its end keeps when each of its steps was', async () => {
    const [arrivedAt] = [now()]
    expect((await desk.change(id, { status: 'arrived' })).body).toMatchObject({ status: 'arrived', arrivedAt })
    await desk.pass(5 * minute)
    const checkedInAt = now()
    const checkedIn = (await desk.change(id, { status: 'checked-in' }, 'nurse')).body
    expect(checkedIn).toMatchObject({ arrivedAt, checkedInAt, startedAt: null })
    await desk.pass(5 * minute)
    const startedAt = now()
    const started = (await desk.change(id, { startedAt }, 'doctor')).body
    expect(started).toMatchObject({ status: 'checked-in', startedAt, finishedAt: null })
    await desk.pass(20 * minute)
    const finishedAt = now()
    const finished = (await desk.change(id, { status: 'fulfilled' }, 'doctor')).body
    expect(finished).toMatchObject({ status: 'fulfilled', arrivedAt, checkedInAt, startedAt, finishedAt, version: 5 })

    const { people } = desk
    expect((await historyOf()).map(({ version, actorId, at }) => [version, actorId, at])).toEqual([
      [1, people.receptionist.userId, arrivedAt],
      [2, people.receptionist.userId, arrivedAt],
      [3, people.nurse.userId, checkedInAt],
      [4, people.doctor.userId, startedAt],
      [5, people.doctor.userId, finishedAt],
    ])
  })
  test('begins with checking in where nobody noted the arrival, or with both and its start at once', async () => {
    const { body } = await desk.change(id, { status: 'checked-in', startedAt: now() })
    expect(body).toMatchObject({ arrivedAt: now(), checkedInAt: now(), startedAt: now() })
  })
  test('that was started by mistake has not begun', async () => {
    await desk.change(id, { status: 'checked-in', startedAt: now() })
    expect((await desk.change(id, { startedAt: null })).body).toMatchObject({ status: 'checked-in', startedAt: null })
  })
  test('does not start before anybody is here', async () => {
    const { status, body } = await desk.change(id, { startedAt: now() })
    expect([status, body.kind]).toEqual([409, 'transition'])
  })
  test('to which nobody came; who comes late has arrived', async () => {
    await desk.change(id, { status: 'noshow', reasonCode: 'not reached by phone' })
    expect((await desk.change(id, { status: 'checked-in' })).body.kind).toBe('transition')
    expect((await desk.change(id, { status: 'arrived' })).body).toMatchObject({ status: 'arrived', arrivedAt: now() })
    expect((await historyOf()).map(({ reason }) => reason)).toEqual([null, 'not reached by phone', null])
  })
  test('from which the patient left without being seen keeps that as its reason', async () => {
    await desk.change(id, { status: 'checked-in' })
    await desk.pass(90 * minute)
    const { body } = await desk.change(id, { status: 'cancelled', reasonCode: 'left-without-being-seen' }, 'nurse')
    const cancelled = { by: desk.people.nurse.userId, at: now(), reason: 'left-without-being-seen' }
    expect(body).toMatchObject({ status: 'cancelled', cancelled, arrivedAt: expect.any(String) })
    expect((await historyOf()).at(-1)).toMatchObject({
      action: 'cancelled',
      reason: 'left-without-being-seen',
      changes: { status: ['checked-in', 'cancelled'] },
    })
  })
  test('that is booked again has not come yet', async () => {
    await desk.change(id, { status: 'arrived' })
    await desk.cancel(id)
    expect((await desk.change(id, { status: 'booked' })).body).toMatchObject({ arrivedAt: null, cancelled: null })
  })
  test('is for staff to go on with: its patient calls it off, and nothing else', async () => {
    const { patient } = desk.people
    const own = await desk.newPatient({ userId: patient.userId })
    const theirs = (await desk.book({ doctorId, patientId: own, startsAt: on('11:00') })).body.id
    for (const status of ['arrived', 'checked-in', 'noshow'])
      expect((await desk.change(theirs, { status }, patient)).status).toBe(403)
    expect((await desk.change(theirs, { startedAt: now() }, patient)).status).toBe(403)
    expect((await desk.change(theirs, { status: 'cancelled', reasonCode: 'patient-asked' }, patient)).status).toBe(200)
  })
})

/** How an appointment that was booked comes to each status. */
const ways: Partial<Record<Status, Status[]>> = {
  booked: [],
  arrived: ['arrived'],
  'checked-in': ['checked-in'],
  fulfilled: ['arrived', 'fulfilled'],
  noshow: ['noshow'],
  cancelled: ['cancelled'],
  'entered-in-error': ['entered-in-error'],
}
describe.each(Object.entries(ways) as [Status, Status[]][])('from %s', (from, way) => {
  test.each(statuses)('to %s as the table says', async (to) => {
    for (const status of way) await desk.change(id, { status })
    const { status, body } = await desk.change(id, { status: to })
    const isAllowed = transitions[from].includes(to)
    expect([status, body.kind, body.status]).toEqual(
      isAllowed ? [200, undefined, to] : ([409, 'transition', 409] as never),
    )
  })
})

test('what happened can be added to, never altered, by the service’s own login', async () => {
  const { db } = desk.sweeping
  for (const statement of [
    sql`update appointment.history set actor_id = null where entity_id = ${id}`,
    sql`delete from appointment.history where entity_id = ${id}`,
  ])
    await expect(Promise.resolve(db.execute(statement))).rejects.toMatchObject({ cause: { code: '42501' } })
})

test.each(Object.entries(reasonCodes))('the reason %s has words', (code, words) => {
  expect([code, words]).toEqual([code, expect.stringMatching(/^[A-Z].{10,}/)])
})
