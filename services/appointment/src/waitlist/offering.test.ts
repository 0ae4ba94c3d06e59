import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Desk, instantOn, on, startDesk } from '../testing.ts'
import { planAt } from '../testing-schedule.ts'
import { type Expected, expectPatients } from '../testing-waitlist.ts'

setDefaultTimeout(30_000)

let desk: Desk
let ahead: Expected

beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  ahead = await expectPatients(desk)
})

const statusOf = async (id: string) => (await desk.entry(id)).status

describe('a slot that became free', () => {
  test('is offered to whoever has waited longest, and kept for them', async () => {
    const [first, second] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    await desk.sweep()
    const entry = await desk.entry(first)
    expect(entry).toMatchObject({
      status: 'offered',
      offer: { doctorId: ahead.doctorId, startsAt: instantOn('09:00'), endsAt: instantOn('09:30') },
      offers: [{ status: 'offered', endedAt: null, endedBy: null }],
    })
    const stands = Date.parse(entry.offer?.expiresAt ?? '') - Date.parse(entry.offers[0]?.offeredAt ?? '')
    expect(stands).toBe(15 * 60_000)
    expect(await statusOf(second)).toBe('waiting')
    expect(
      (await desk.book({ doctorId: ahead.doctorId, patientId: ahead.patients[2], startsAt: on('09:00') })).body.kind,
    ).toBe('held')
    const [event] = (await desk.eventsOf('waitlist.offered')).filter(({ ids }) => ids.waitlistId === first)
    expect(event).toMatchObject({
      actor_id: null,
      ids: { patientId: ahead.patients[0], doctorId: ahead.doctorId, offerId: entry.offer?.id },
    })
  })
  test('says what takes it by now', async () => {
    await ahead.giveUp()
    const { doctorId, patients } = ahead
    const conflicts = async () => (await desk.freed(`?doctorId=${doctorId}`)).map(({ conflict }) => conflict)
    expect(await conflicts()).toEqual([null])
    const plan = planAt(desk)
    const leave = (await plan.enterLeave(doctorId, { from: '2026-11-24', to: '2026-11-24' })).body.id
    expect(await conflicts()).toEqual(['on-leave'])
    await plan.cancelLeave(doctorId, leave)
    const booked = (await desk.book({ doctorId, patientId: patients[0], startsAt: on('09:00') })).body.id
    expect(await conflicts()).toEqual(['doctor-busy'])
    await desk.change(booked, { startsAt: on('11:00') })
    const { admin } = desk.people
    await desk.hospital.clients.doctor.doctors({ id: doctorId }).put({ hours: [] }, { headers: admin.headers })
    expect((await conflicts()).at(-1)).toBe('outside-hours')
  })
  test('goes to who named the doctor before who wants the specialty', async () => {
    await desk.enter({ patientId: ahead.patients[0], specialty: ahead.specialty.toUpperCase() })
    const named = await ahead.wait(1)
    await ahead.giveUp()
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['1 offered']])
    await desk.decline(named)
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['1 declined', '0 offered']])
  })
  test('declined goes to the next at once; with nobody left it is simply free', async () => {
    const [first, second] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    await desk.sweep()
    const { status, body } = await desk.decline(first)
    expect([status, body.status, body.offer, body.offers[0]?.endedBy]).toEqual([
      200,
      'waiting',
      null,
      desk.people.receptionist.userId,
    ])
    expect((await desk.decline(first)).body).toEqual(body)
    await desk.sweep()
    expect(await statusOf(second)).toBe('offered')
    await desk.decline(second)
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['0 declined', '1 declined']])
    expect((await desk.freed(`?doctorId=${ahead.doctorId}`))[0]?.endedAt).not.toBeNull()
    expect(
      (await desk.book({ doctorId: ahead.doctorId, patientId: ahead.patients[2], startsAt: on('09:00') })).status,
    ).toBe(201)
  })
  test('not answered in time goes to the next, by the database’s clock', async () => {
    const [first, second] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    await desk.sweep()
    await desk.letOffersExpire()
    expect((await desk.accept(first)).body.kind).toBe('offer-over')
    expect((await desk.decline(first)).body.kind).toBe('offer-over')
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['0 expired', '1 offered']])
    expect([await statusOf(first), await statusOf(second)]).toEqual(['waiting', 'offered'])
  })
  test('goes to the next when who was asked leaves the waitlist', async () => {
    const [first, second] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    await desk.sweep()
    expect((await desk.leave(first)).status).toBe(204)
    expect((await desk.leave(first)).status).toBe(204)
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['0 withdrawn', '1 offered']])
    expect([await statusOf(first), await statusOf(second)]).toEqual(['removed', 'offered'])
  })
  test('is taken back when its doctor goes on leave then, and offered to nobody else', async () => {
    const first = await ahead.wait(0)
    await ahead.wait(1)
    await ahead.giveUp()
    await desk.sweep()
    await planAt(desk).enterLeave(ahead.doctorId, { from: on('00:00'), to: on('12:00') })
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['0 withdrawn']])
    expect([await statusOf(first), (await desk.accept(first)).body.kind]).toEqual(['waiting', 'offer-over'])
    const [told] = (await desk.eventsOf('waitlist.withdrawn')).filter(({ ids }) => ids.waitlistId === first)
    expect(told?.ids.patientId).toBe(ahead.patients[0])
  })
  test('stays offered when its doctor goes on leave at another time', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp()
    await desk.sweep()
    await planAt(desk).enterLeave(ahead.doctorId, { from: on('09:30'), to: on('12:00') })
    await desk.sweep()
    expect(await statusOf(first)).toBe('offered')
  })
  test('goes to the next when the record of who was asked is archived', async () => {
    const [first, second] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    await desk.sweep()
    const { headers } = desk.people.admin
    await desk.hospital.clients.patient.patients({ id: ahead.patients[0] }).delete(undefined, { headers })
    await desk.sweep()
    expect([await statusOf(first), await statusOf(second)]).toEqual(['removed', 'offered'])
  })
  test.each<[string, () => object | Promise<object>]>([
    ['moved', () => ({ startsAt: on('11:00') })],
    ['not kept', () => ({ status: 'noshow' })],
    ['entered in error', () => ({ status: 'entered-in-error' })],
    ['given to another doctor', async () => ({ doctorId: await desk.newDoctor() })],
  ])('by an appointment that is %s is offered too', async (_, change) => {
    const first = await ahead.wait(0)
    await desk.change(await ahead.book(ahead.former), await change())
    await desk.sweep()
    expect((await desk.entry(first)).offer?.startsAt).toBe(instantOn('09:00'))
  })
  test('is not offered to who gave it up, who cannot come then, or who has an appointment then', async () => {
    const id = await ahead.book(ahead.patients[0])
    await ahead.wait(0)
    await ahead.wait(1, { notBefore: on('10:00') })
    await ahead.wait(2)
    await desk.book({ doctorId: await desk.newDoctor(), patientId: ahead.patients[2], startsAt: on('09:15') })
    await desk.cancel(id)
    await desk.sweep()
    expect(await ahead.chains()).toEqual([[]])
  })
  test('is not offered when it is none: somebody was faster, the doctor is away, or it lies in the past', async () => {
    await ahead.wait(0)
    await ahead.giveUp('09:00')
    await ahead.book(ahead.patients[2], '09:00')
    await ahead.giveUp('10:00')
    const leave = { from: on('09:45'), to: on('12:00') }
    await desk.call('POST', `/doctors/${ahead.doctorId}/leave`, { who: 'admin', body: leave })
    const past = await ahead.book(ahead.former, '08:00', {
      startsAt: on('07:45', '2026-11-23'),
      overrideReason: 'walk-in',
    })
    await desk.cancel(past)
    await desk.sweep()
    expect(await ahead.chains()).toEqual([[], []])
    for (const { endedAt } of await desk.freed(`?doctorId=${ahead.doctorId}`)) expect(endedAt).not.toBeNull()
  })
  test('waits while somebody else is booking it just now', async () => {
    const first = await ahead.wait(0)
    const id = await ahead.book(ahead.former)
    await desk.cancel(id)
    const hold = { doctorId: ahead.doctorId, startsAt: on('09:00'), endsAt: on('09:30') }
    const { body } = await desk.call<{ holdId: string }>('POST', '/slots/hold', { who: 'nurse', body: hold })
    await desk.sweep()
    expect(await statusOf(first)).toBe('waiting')
    await desk.call('DELETE', `/slots/hold/${body.holdId}`, { who: 'nurse' })
    await desk.letLeasesEnd()
    await desk.sweep()
    expect(await statusOf(first)).toBe('offered')
  })
  test('waits for who is being asked about another one, and is free meanwhile', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp('09:00')
    await ahead.giveUp('10:00')
    await desk.sweep()
    expect((await desk.entry(first)).offers).toHaveLength(1)
    const { startsAt } = (await desk.entry(first)).offer as { startsAt: string }
    const free = startsAt === instantOn('09:00') ? '10:00' : '09:00'
    await desk.decline(first)
    await desk.letLeasesEnd()
    await desk.sweep()
    expect((await desk.entry(first)).offer?.startsAt).toBe(instantOn(free))
  })
})
