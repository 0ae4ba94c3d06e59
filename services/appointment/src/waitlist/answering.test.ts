import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Desk, instantOn, on, startDesk } from '../testing.ts'
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

describe('accepting', () => {
  test('books, ends the hold, and ends the wait; again it is the same appointment', async () => {
    const first = await ahead.wait(0, { reason: 'Chest pain' })
    await ahead.giveUp()
    await desk.sweep()
    const { status, body } = await desk.accept(first)
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        ...{ patientId: ahead.patients[0], doctorId: ahead.doctorId, status: 'booked', reason: 'Chest pain' },
        startsAt: instantOn('09:00'),
      }),
    ])
    expect(await desk.entry(first)).toMatchObject({
      ...{ status: 'booked', offer: null, appointmentId: body.id },
      offers: [{ status: 'accepted', endedBy: desk.people.receptionist.userId }],
    })
    expect((await desk.accept(first)).body).toEqual(body)
    expect((await desk.freed(`?doctorId=${ahead.doctorId}`))[0]?.endedAt).not.toBeNull()
    const { body: gone } = await desk.leave(first)
    expect(gone.kind).toBe('transition')
    expect(
      (await desk.book({ doctorId: ahead.doctorId, patientId: ahead.patients[1], startsAt: on('09:00') })).body.kind,
    ).toBe('doctor-busy')
  })
  test('by the patient for themselves', async () => {
    const patient = await desk.hospital.as('patient')
    const own = await desk.newPatient({ userId: patient.userId })
    const first = (await desk.enter({ patientId: own, doctorId: ahead.doctorId }, patient)).body.id
    await ahead.giveUp()
    await desk.sweep()
    const { status, body } = await desk.accept(first, patient)
    expect([status, body.patientId]).toEqual([201, own])
  })
  test('many times at once makes one appointment', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp()
    await desk.sweep()
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.accept(first)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  })
  test('and declining at once: one of the two holds', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp()
    await desk.sweep()
    const [accepted, declined] = await Promise.all([desk.accept(first), desk.decline(first)])
    const entry = await desk.entry(first)
    expect([
      [201, 409, 'booked'],
      [409, 200, 'waiting'],
    ]).toContainEqual([accepted.status, declined.status, entry.status])
  })
  test('nothing is over, and an offer that was followed by another is not that one', async () => {
    const first = await ahead.wait(0)
    expect((await desk.accept(first)).body.kind).toBe('offer-over')
    await ahead.giveUp('09:00')
    await desk.sweep()
    const stale = (await desk.entry(first)).offer?.id
    await desk.letOffersExpire()
    await desk.sweep()
    await ahead.giveUp('10:00')
    await desk.sweep()
    expect((await desk.entry(first)).offer?.startsAt).toBe(instantOn('10:00'))
    expect((await desk.accept(first, 'nurse', { offerId: stale })).body.kind).toBe('offer-over')
    expect((await desk.decline(first, 'nurse', { offerId: stale })).body.kind).toBe('offer-over')
    const current = (await desk.entry(first)).offer?.id
    expect((await desk.accept(first, 'nurse', { offerId: current })).status).toBe(201)
  })
  test('is refused as any booking is, and the offer stands', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp()
    await desk.sweep()
    await desk.book({ doctorId: await desk.newDoctor(), patientId: ahead.patients[0], startsAt: on('09:15') })
    expect((await desk.accept(first)).body.kind).toBe('patient-busy')
    expect(await statusOf(first)).toBe('offered')
  })
})

describe('an appointment made by other means', () => {
  test('by override takes the offer back, and its patient waits again', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp()
    await desk.sweep()
    const urgent = {
      doctorId: ahead.doctorId,
      patientId: ahead.patients[1],
      startsAt: on('09:00'),
      overrideReason: 'urgent',
    }
    expect((await desk.book(urgent)).status).toBe(201)
    const entry = await desk.entry(first)
    expect([entry.status, entry.offers.map(({ status }) => status)]).toEqual(['waiting', ['withdrawn']])
    const [event] = (await desk.eventsOf('waitlist.withdrawn')).filter(({ ids }) => ids.waitlistId === first)
    expect(event?.ids.offerId).toBe(entry.offers[0]?.id as string)
    expect((await desk.accept(first)).body.kind).toBe('offer-over')
    await desk.letLeasesEnd()
    await desk.sweep()
    expect(await statusOf(first)).toBe('waiting')
  })
  test('at the offered time, for who was asked, is accepting it', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp()
    await desk.sweep()
    const id = await ahead.book(ahead.patients[0])
    expect(await desk.entry(first)).toMatchObject({ status: 'booked', appointmentId: id })
    expect(await ahead.chains()).toEqual([['0 accepted']])
  })
  test('with the doctor whom they named, within their window, ends the wait and passes the offer on', async () => {
    const [first, second] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    await desk.sweep()
    const id = await ahead.book(ahead.patients[0], '15:00')
    await desk.sweep()
    expect(await desk.entry(first)).toMatchObject({ status: 'booked', appointmentId: id })
    expect(await ahead.chains()).toEqual([['0 withdrawn', '1 offered']])
    expect(await statusOf(second)).toBe('offered')
  })
  test.each<[string, () => Promise<unknown>]>([
    ['after their window', () => ahead.book(ahead.patients[0], '15:00')],
    [
      'with another doctor',
      async () => desk.book({ doctorId: await desk.newDoctor(), patientId: ahead.patients[0], startsAt: on('11:00') }),
    ],
    ['for another patient', () => ahead.book(ahead.patients[1], '11:00')],
  ])('%s does not', async (_, make) => {
    const first = await ahead.wait(0, { notAfter: on('12:00') })
    await make()
    expect(await statusOf(first)).toBe('waiting')
  })
  test('and moved does not', async () => {
    const id = await ahead.book(ahead.patients[0], '15:00')
    const first = await ahead.wait(0)
    await desk.change(id, { startsAt: on('16:00') })
    expect(await statusOf(first)).toBe('waiting')
  })
  test('booked again while its time is offered to somebody else is refused', async () => {
    await ahead.wait(0)
    const id = await ahead.giveUp()
    await desk.sweep()
    expect((await desk.change(id, { status: 'booked' })).body.kind).toBe('held')
  })
})
