import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Desk, on, startDesk } from '../testing.ts'
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
const unknownId = '01933b8e-0000-7000-8000-000000000000'

describe('bad input changes nothing and names the field', () => {
  test.each<[string, object, string]>([
    ['a date and an instant', { from: tuesday, to: on('12:00') }, 'to'],
    ['the wrong way round', { from: '2026-11-25', to: tuesday }, 'to'],
    ['no length', { from: on('12:00'), to: on('12:00') }, 'to'],
    ['more than 366 days', { from: tuesday, to: '2027-11-25' }, 'to'],
    ['the past', { from: '2026-11-01', to: '2026-11-22' }, 'to'],
    ['a day that does not exist', { from: '2026-11-31', to: '2026-12-01' }, 'from'],
    ['an instant without an offset', { from: tuesday, to: '2026-11-24T12:00:00' }, 'to'],
    ['a number', { from: 1, to: tuesday }, 'from'],
    ['no end', { from: tuesday }, 'to'],
    ['an unknown field', { ...day, colour: 'red' }, 'colour'],
    ['an empty reason', { ...day, reason: ' ' }, 'reason'],
    ['a long reason', { ...day, reason: 'x'.repeat(4001) }, 'reason'],
    ['NUL', { ...day, reason: 'a\0b' }, 'reason'],
  ])('%s', async (_, body, path) => {
    const answer = await plan.enterLeave(doctorId, body)
    expect(refusalOf(answer)).toEqual([422, 'invalid', path])
    expect(answer.body.detail).toMatch(/[a-z].*\.$/)
    expect((await plan.listLeave(doctorId)).body.items).toEqual([])
  })
  test('a doctor who has left, or whom nobody knows', async () => {
    await desk.hospital.clients.doctor
      .doctors({ id: doctorId })
      .delete(undefined, { headers: desk.people.admin.headers })
    expect(refusalOf(await plan.enterLeave(doctorId, day))).toEqual([422, 'invalid', 'doctorId'])
    expect(refusalOf(await plan.enterLeave(unknownId, day))).toEqual([404, 'not-found', undefined])
    expect((await plan.listLeave(unknownId)).status).toBe(404)
    expect((await plan.listLeave(doctorId)).status).toBe(200)
  })
  test('leave of another doctor, or none', async () => {
    const { id } = (await plan.enterLeave(doctorId, day)).body
    for (const [of, leaveId] of [
      [colleagueId, id],
      [doctorId, unknownId],
      [doctorId, '1'],
    ] as const) {
      expect((await plan.readLeave(of, leaveId)).status).toBe(404)
      expect((await plan.cancelLeave(of, leaveId)).status).toBe(404)
      expect((await plan.move(of, leaveId)).status).toBe(404)
    }
  })
})

describe('who', () => {
  test('enters and calls off: the desk for everyone, doctors for themselves', async () => {
    const own = await desk.newDoctor({ userId: desk.people.doctor.userId })
    expect((await plan.enterLeave(doctorId, day, 'doctor')).status).toBe(403)
    const { status, body } = await plan.enterLeave(own, day, 'doctor')
    expect(status).toBe(201)
    expect((await plan.cancelLeave(own, body.id, 'doctor')).status).toBe(204)
    const others = (await plan.enterLeave(doctorId, day, 'admin')).body.id
    expect((await plan.cancelLeave(doctorId, others, 'doctor')).status).toBe(403)
    expect((await plan.move(doctorId, others, undefined, 'doctor')).status).toBe(403)
    expect((await plan.enterLeave(doctorId, day, 'nurse')).status).toBe(403)
    expect((await plan.enterLeave(doctorId, day, 'patient')).status).toBe(403)
  })
  test('reads it: staff', async () => {
    const { id } = (await plan.enterLeave(doctorId, day)).body
    expect((await plan.readLeave(doctorId, id, 'doctor')).status).toBe(200)
    expect((await plan.readLeave(doctorId, id, 'patient')).status).toBe(403)
  })
})
