import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { BusMessages } from '@wardline/kit/bus'
import { sql } from 'drizzle-orm'
import { type Desk, instantOn, on, startDesk } from './testing.ts'
import { type Plan, planAt, refusalOf } from './testing-schedule.ts'

setDefaultTimeout(30_000)

let desk: Desk
let plan: Plan
let doctorId: string

beforeAll(async () => {
  desk = await startDesk()
  plan = planAt(desk)
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  doctorId = await desk.newDoctor()
  // Nobody keeps anything from the test before.
  await desk.rows(sql`update appointment.hold set ended_at = now() where ended_at is null`)
})

const asAdmin = () => ({ headers: desk.people.admin.headers })
const nine = () => ({ doctorId, startsAt: on('09:00'), endsAt: on('09:30') })
/** The database's clock is nobody's to move: the hold is. */
const letPass = (holdId: string) =>
  desk.rows(sql`update appointment.hold set expires_at = clock_timestamp() where id = ${holdId}`)
const bookNine = (values: object = {}, who: Parameters<typeof desk.book>[1] = 'receptionist') =>
  plan.bookAt(doctorId, on('09:00'), values, who)

describe('holding a slot', () => {
  test('keeps it for five minutes of the database’s clock', async () => {
    const { status, body } = await plan.hold(nine())
    const times = { startsAt: instantOn('09:00'), endsAt: instantOn('09:30') }
    expect([status, body]).toEqual([
      201,
      { holdId: expect.any(String), doctorId, ...times, expiresAt: expect.any(String) },
    ])
    const [row] = await desk.rows<{ seconds: number }>(
      sql`select extract(epoch from expires_at - created_at)::int as seconds from appointment.hold where id = ${body.holdId}`,
    )
    expect(row?.seconds).toBe(300)
  })
  test('keeps everybody else out, in every way, and not the holder', async () => {
    const elsewhere = (await plan.bookAt(doctorId, on('12:00'))).body.id
    await plan.hold(nine())
    expect((await plan.hold(nine(), 'nurse')).body.kind).toBe('held')
    expect((await bookNine({}, 'nurse')).body.kind).toBe('held')
    expect((await bookNine({ startsAt: on('09:15') }, 'nurse')).body.kind).toBe('held')
    expect((await desk.change(elsewhere, { startsAt: on('09:00') }, 'nurse')).body.kind).toBe('held')
    expect((await plan.bookAt(doctorId, on('09:30'), {}, 'nurse')).status).toBe(201)
    expect((await bookNine()).status).toBe(201)
  })
  test('by many at once is done by one', async () => {
    const everyone = await Promise.all(
      Array.from({ length: 20 }, (_, index) => desk.hospital.as(index % 2 ? 'nurse' : 'patient')),
    )
    const answers = await Promise.all(everyone.map((who) => plan.hold(nine(), who)))
    const kinds = answers.map(({ status, body }) => (status === 201 ? 'kept' : body.kind))
    expect(kinds.filter((kind) => kind === 'kept')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'held')).toHaveLength(19)
  })
  test('again by the same person is the same hold, for five minutes from then on', async () => {
    const first = (await plan.hold(nine())).body
    await desk.rows(
      sql`update appointment.hold set expires_at = expires_at - interval '4 minutes' where id = ${first.holdId}`,
    )
    const again = await plan.hold(nine())
    expect([again.status, again.body.holdId]).toEqual([201, first.holdId])
    expect(Date.parse(again.body.expiresAt)).toBeGreaterThanOrEqual(Date.parse(first.expiresAt))
  })
  test('is done by patients too, and by everybody for five slots at most, also at once', async () => {
    const patient = await desk.hospital.as('patient')
    const slots = Array.from({ length: 8 }, (_, index) => ({
      ...{ doctorId, startsAt: on(`${String(9 + index).padStart(2, '0')}:00`) },
      endsAt: on(`${String(9 + index).padStart(2, '0')}:30`),
    }))
    const others = await Promise.all(slots.map(async (slot) => ({ ...slot, doctorId: await desk.newDoctor() })))
    const answers = await Promise.all(others.map((slot) => plan.hold(slot, patient)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
    expect(answers.filter(({ body }) => body.kind === 'rate-limited')).toHaveLength(3)
  })
  test.each<[string, () => Promise<unknown>, string]>([
    ['taken', () => bookNine(), 'doctor-busy'],
    ['on leave', () => plan.enterLeave(doctorId, { from: '2026-11-24', to: '2026-11-24' }), 'on-leave'],
    [
      'outside hours',
      () => desk.hospital.clients.doctor.doctors({ id: doctorId }).put({ hours: [] }, asAdmin()),
      'outside-hours',
    ],
  ])('is refused when it is %s', async (_, prepare, kind) => {
    await prepare()
    expect((await plan.hold(nine())).body.kind).toBe(kind as never)
  })
  test.each<[string, object, string]>([
    ['an end before the start', { endsAt: on('08:00') }, 'endsAt'],
    ['no length', { endsAt: on('09:00') }, 'endsAt'],
    ['more than a day', { endsAt: on('10:00', '2026-11-25') }, 'endsAt'],
    ['the past', { startsAt: on('09:00', '2026-11-20'), endsAt: on('09:30', '2026-11-20') }, 'startsAt'],
    ['an unknown doctor', { doctorId: crypto.randomUUID() }, 'doctorId'],
    ['no offset', { startsAt: '2026-11-24T09:00:00' }, 'startsAt'],
    ['an unknown field', { patientId: crypto.randomUUID() }, 'patientId'],
  ])('is refused with %s, and the field named', async (_, values, path) => {
    expect(refusalOf(await plan.hold({ ...nine(), ...values }))).toEqual([422, 'invalid', path])
    expect((await bookNine({}, 'nurse')).status).toBe(201)
  })
  test('of a doctor who has left is refused', async () => {
    await desk.hospital.clients.doctor.doctors({ id: doctorId }).delete(undefined, asAdmin())
    expect(refusalOf(await plan.hold(nine()))).toEqual([422, 'invalid', 'doctorId'])
  })
})

describe('a hold ends', () => {
  test('when its time is over, and is then not there to be given back', async () => {
    const { holdId } = (await plan.hold(nine())).body
    await letPass(holdId)
    expect((await plan.release(holdId)).status).toBe(404)
    expect((await bookNine({}, 'nurse')).status).toBe(201)
  })
  test('when it is given back, by whoever keeps it', async () => {
    const { holdId } = (await plan.hold(nine())).body
    expect((await plan.release(holdId, 'nurse')).status).toBe(404)
    expect([(await plan.release(holdId)).status, (await plan.release(holdId)).status]).toEqual([204, 404])
    expect((await bookNine({}, 'nurse')).status).toBe(201)
  })
  test('with the booking that names it, also for another time of that doctor', async () => {
    const { holdId } = (await plan.hold(nine())).body
    expect((await plan.bookAt(doctorId, on('11:00'), { holdId })).status).toBe(201)
    expect((await bookNine({}, 'nurse')).status).toBe(201)
  })
  test('with a move to where it was kept', async () => {
    const { id } = (await plan.bookAt(doctorId, on('12:00'))).body
    const { holdId } = (await plan.hold(nine())).body
    expect((await desk.change(id, { startsAt: on('09:00'), holdId })).status).toBe(200)
    expect((await plan.release(holdId)).status).toBe(404)
  })
  test('with a booking of its holder there that does not name it', async () => {
    const { holdId } = (await plan.hold(nine())).body
    await bookNine()
    expect((await plan.release(holdId)).status).toBe(404)
  })
  test('for its holder too when an override took the time', async () => {
    const { holdId } = (await plan.hold(nine(), 'nurse')).body
    expect((await bookNine({ overrideReason: 'urgent' })).status).toBe(201)
    expect((await bookNine({ holdId }, 'nurse')).body.kind).toBe('doctor-busy')
  })
})

describe('naming a hold', () => {
  test.each<[string, () => Promise<string>]>([
    ['of somebody else', async () => (await plan.hold(nine(), 'nurse')).body.holdId],
    ['on another doctor', async () => (await plan.hold({ ...nine(), doctorId: await desk.newDoctor() })).body.holdId],
    ['that never was', async () => crypto.randomUUID()],
  ])('%s is refused, and nothing is booked', async (_, make) => {
    const holdId = await make()
    expect(refusalOf(await bookNine({ holdId }))).toEqual([422, 'invalid', 'holdId'])
    expect((await plan.bookAt(doctorId, on('09:00'), {}, 'nurse')).status).toBe(201)
  })
  test('that is over books all the same, as long as the time is free', async () => {
    const { holdId } = (await plan.hold(nine())).body
    await letPass(holdId)
    expect((await bookNine({ holdId })).status).toBe(201)
    expect((await bookNine({ holdId })).body.kind).toBe('doctor-busy')
  })
})

test('boards hear whose slots changed, and nothing more', async () => {
  const heard: BusMessages['changed'][] = []
  const both = Promise.withResolvers<void>()
  const stop = desk.hospital.bus.subscribe('changed', (message) => {
    if (message.entity === 'slot' && message.ids.includes(doctorId)) heard.push(message)
    if (heard.length === 2) both.resolve()
  })
  const { holdId } = (await plan.hold(nine())).body
  await plan.release(holdId)
  await both.promise
  stop()
  expect(heard).toEqual(Array(2).fill({ entity: 'slot', ids: [doctorId], userIds: [] }))
})
