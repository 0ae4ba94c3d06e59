import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Desk, instantOn, on, startDesk } from '../testing.ts'
import { type Plan, planAt, refusalOf } from '../testing-schedule.ts'

setDefaultTimeout(30_000)

let desk: Desk
let plan: Plan
let doctorId: string
let colleagueId: string

beforeAll(async () => {
  desk = await startDesk()
  plan = planAt(desk)
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  const { ids } = await plan.newTeam(1)
  ;[doctorId, colleagueId] = ids as [string, string]
})

const tuesday = '2026-11-24'
const day = { from: tuesday, to: tuesday }
const wednesday = '2026-11-25'

/** Booked visits on Tuesday, and the leave that is entered over them. */
async function displace(times: string[], values: object = {}) {
  const ids: string[] = []
  for (const time of times) ids.push((await plan.bookAt(doctorId, on(time), values)).body.id)
  const { body } = await plan.enterLeave(doctorId, day)
  return { ids, leaveId: body.id, affected: body.affected }
}
const appointment = async (id: string) => (await desk.call('GET', `/appointments/${id}`, { who: 'nurse' })).body
const historyOf = async (id: string) => {
  const { body } = await desk.call<{ items: { action: string; reason: string | null; actorId: string }[] }>(
    'GET',
    `/appointments/${id}/history`,
    { who: 'nurse' },
  )
  return body.items.map(({ action, reason, actorId }) => ({ action, reason, actorId }))
}
const moveTo = (appointmentId: string | undefined, startsAt: string, to = doctorId) => ({
  ...{ appointmentId: appointmentId as string, doctorId: to, startsAt },
})

describe('moving what leave affects', () => {
  test('takes each to its first proposal, with one action, told as any move', async () => {
    const { ids, leaveId, affected } = await displace(['09:00', '09:30', '10:00'])
    const { status, body } = await plan.move(doctorId, leaveId)
    expect([status, body.left]).toEqual([200, []])
    expect(body.moved.map(({ id, startsAt }) => [id, startsAt])).toEqual(
      affected.map((each) => [each.appointment.id, each.proposals[0]?.startsAt as string]),
    )
    for (const id of ids) {
      expect(await appointment(id)).toMatchObject({ status: 'booked', version: 2, doctorId })
      const actorId = desk.people.receptionist.userId
      expect((await historyOf(id)).at(-1)).toEqual({ action: 'moved', reason: 'doctor-away', actorId })
    }
    const told = (await desk.eventsOf('appointment.moved')).map((event) => event.ids.appointmentId as string)
    expect(told.filter((id) => ids.includes(id)).sort()).toEqual(ids.toSorted())
    expect((await plan.readLeave(doctorId, leaveId)).body.affected).toEqual([])
  })
  test('again, or twice at once, moves nothing twice', async () => {
    const { ids, leaveId } = await displace(['09:00', '09:30', '10:00'])
    const answers = await Promise.all([plan.move(doctorId, leaveId), plan.move(doctorId, leaveId)])
    const moved = answers.flatMap(({ body }) => body.moved.map(({ id }) => id))
    expect(moved.sort()).toEqual(ids.toSorted())
    const left = answers.flatMap(({ body }) => body.left.map(({ kind }) => kind))
    expect(left.filter((kind) => kind !== 'stale' && kind !== 'doctor-busy')).toEqual([])
    expect((await plan.move(doctorId, leaveId)).body).toEqual({ moved: [], left: [] })
    for (const id of ids) expect((await appointment(id)).version).toBe(2)
  })
  test('goes where somebody chose, to another doctor and for another length too', async () => {
    const { ids, leaveId } = await displace(['09:00', '09:30', '10:00'])
    const longer = { ...moveTo(ids[1], on('10:00', wednesday)), endsAt: on('11:00', wednesday) }
    const moves = [moveTo(ids[0], on('09:00'), colleagueId), longer]
    const { body } = await plan.move(doctorId, leaveId, { moves })
    expect(body.moved.map((each) => [each.id, each.doctorId, each.startsAt, each.endsAt])).toEqual([
      [ids[0] as string, colleagueId, instantOn('09:00'), instantOn('09:30')],
      [ids[1] as string, doctorId, instantOn('10:00', wednesday), instantOn('11:00', wednesday)],
    ])
    expect((await plan.readLeave(doctorId, leaveId)).body.affected.map((each) => each.appointment.id)).toEqual([
      ids[2] as string,
    ])
    const { body: again } = await plan.move(doctorId, leaveId, { moves })
    expect(again).toEqual(body)
    expect((await appointment(ids[0] as string)).version).toBe(2)
  })
  test('leaves what cannot go there, and says why', async () => {
    const { ids, leaveId } = await displace(['09:00', '09:30', '10:00', '10:30', '11:00'])
    await plan.bookAt(doctorId, on('09:00', wednesday))
    await plan.hold({ doctorId, startsAt: on('09:30', wednesday), endsAt: on('10:00', wednesday) }, 'nurse')
    const moves = [
      moveTo(ids[0], on('09:00', wednesday)),
      moveTo(ids[1], on('09:30', wednesday)),
      moveTo(ids[2], on('20:00', wednesday)),
      moveTo(ids[3], on('15:00')),
      moveTo(ids[4], on('15:00', wednesday)),
    ]
    const { status, body } = await plan.move(doctorId, leaveId, { moves })
    expect([status, body.moved.map(({ id }) => id)]).toEqual([200, [ids[4] as string]])
    expect(body.left.map(({ kind, appointment }) => [appointment.id, kind])).toEqual([
      [ids[0] as string, 'doctor-busy'],
      [ids[1] as string, 'held'],
      [ids[2] as string, 'outside-hours'],
      [ids[3] as string, 'on-leave'],
    ])
    for (const { detail } of body.left) expect(detail).toMatch(/[a-z].*\.$/)
    for (const id of ids.slice(0, 4)) expect((await appointment(id)).version).toBe(1)
  })
  test('moves the others where some were called off, moved or begun since the list was read', async () => {
    const { ids, leaveId } = await displace(['09:00', '09:30', '10:00', '10:30'])
    const [calledOff, moved, here, still] = ids as [string, string, string, string]
    await desk.cancel(calledOff)
    await desk.change(moved, { doctorId: colleagueId })
    await desk.change(here, { status: 'arrived' })
    await desk.change(here, { startedAt: desk.clock.now().toISOString() })
    const moves = ids.map((id, index) => moveTo(id, on(`1${index}:00`, wednesday)))
    const { status, body } = await plan.move(doctorId, leaveId, { moves })
    expect([status, body.moved.map(({ id }) => id)]).toEqual([200, [still]])
    expect(body.left.map(({ appointment, kind }) => [appointment.id, kind])).toEqual([
      [calledOff, 'stale'],
      [moved, 'stale'],
      [here, 'stale'],
    ])
    for (const { detail } of body.left) expect(detail).toMatch(/[a-z].*\.$/)
  })
  test('leaves for somebody to decide what nothing is free for', async () => {
    const { ids } = await plan.newTeam()
    doctorId = ids[0] as string
    const { id } = (await plan.bookAt(doctorId, on('09:00'))).body
    const { admin } = desk.people
    await desk.hospital.clients.doctor.doctors({ id: doctorId }).put({ hours: [] }, { headers: admin.headers })
    const leave = (await plan.enterLeave(doctorId, day)).body
    const { body } = await plan.move(doctorId, leave.id)
    expect([body.moved, body.left.map((each) => [each.appointment.id, each.kind])]).toEqual([[], [[id, 'not-found']]])
  })
  test('sets an override aside: at a free time none is needed', async () => {
    const { ids, leaveId } = await displace(['09:00'], { overrideReason: 'urgent' })
    const taken = (await plan.bookAt(doctorId, on('09:00', wednesday))).body.id
    const { body } = await plan.move(doctorId, leaveId, { moves: [moveTo(ids[0], on('09:00', wednesday))] })
    expect(body.left.map(({ kind }) => kind)).toEqual(['doctor-busy'])
    await desk.cancel(taken)
    await plan.move(doctorId, leaveId)
    expect(await appointment(ids[0] as string)).toMatchObject({ overrideReason: null, version: 2 })
  })
  test('by doctors for themselves', async () => {
    doctorId = await desk.newDoctor({ userId: (await desk.hospital.as('doctor')).userId })
    const { leaveId } = await displace(['09:00'])
    expect((await plan.move(doctorId, leaveId, undefined, 'doctor')).status).toBe(403)
  })
})

describe('bad input moves nothing', () => {
  test.each<[string, (id: string) => unknown[], string]>([
    [
      'an appointment that the leave does not affect',
      (id) => [moveTo(id, on('10:00', wednesday)), moveTo(crypto.randomUUID(), on('11:00', wednesday))],
      'moves.1.appointmentId',
    ],
    [
      'one twice',
      (id) => [moveTo(id, on('10:00', wednesday)), moveTo(id, on('11:00', wednesday))],
      'moves.1.appointmentId',
    ],
    [
      'an end before the start',
      (id) => [{ ...moveTo(id, on('10:00', wednesday)), endsAt: on('09:00', wednesday) }],
      'moves.0.endsAt',
    ],
    ['no doctor', (id) => [{ appointmentId: id, startsAt: on('10:00', wednesday) }], 'moves.0.doctorId'],
    ['an unknown field', (id) => [{ ...moveTo(id, on('10:00', wednesday)), colour: 'red' }], 'moves.0.colour'],
  ])('%s', async (_, movesOf, path) => {
    const { ids, leaveId } = await displace(['09:00'])
    const answer = await plan.move(doctorId, leaveId, { moves: movesOf(ids[0] as string) })
    expect(refusalOf(answer)).toEqual([422, 'invalid', path])
    expect((await appointment(ids[0] as string)).version).toBe(1)
  })
  test('nor does an appointment of somebody else’s, or leave that was called off', async () => {
    const other = (await plan.bookAt(colleagueId, on('09:00'))).body.id
    const { ids, leaveId } = await displace(['09:00'])
    const moves = [moveTo(other, on('10:00', wednesday))]
    expect(refusalOf(await plan.move(doctorId, leaveId, { moves }))).toEqual([422, 'invalid', 'moves.0.appointmentId'])
    await plan.cancelLeave(doctorId, leaveId)
    expect((await plan.move(doctorId, leaveId)).body).toEqual({ moved: [], left: [] })
    expect((await appointment(ids[0] as string)).version).toBe(1)
  })
})
