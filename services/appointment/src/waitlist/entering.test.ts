import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
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

describe('getting on the waitlist', () => {
  test('for a doctor, with everything that was said', async () => {
    const said = { notBefore: instantOn('08:00'), notAfter: instantOn('18:00'), reason: 'Chest pain' }
    const { status, body } = await desk.enter({ patientId: ahead.patients[0], doctorId: ahead.doctorId, ...said })
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        ...{
          patientId: ahead.patients[0],
          doctorId: ahead.doctorId,
          specialty: null,
          ...said,
          status: 'waiting',
          version: 1,
        },
        ...{ offer: null, appointmentId: null, offers: [] },
      }),
    ])
    expect(await desk.entry(body.id)).toEqual(body)
  })
  test('for a specialty, whatever its case; with its doctor too where they agree', async () => {
    await desk.newDoctor({ specialty: 'Kardiología' })
    const { body } = await desk.enter({ patientId: ahead.patients[0], specialty: ' KARDIOLOGIA ' })
    expect(body).toMatchObject({ doctorId: null, specialty: 'KARDIOLOGIA' })
    const cardiologist = await desk.newDoctor({ specialty: 'Kardiología' })
    const both = { patientId: ahead.patients[0], doctorId: cardiologist, specialty: 'kardiologia' }
    expect((await desk.enter(both)).status).toBe(201)
  })
  test.each<[string, () => object | Promise<object>, string]>([
    ['neither a doctor nor a specialty', () => ({ doctorId: null }), 'doctorId'],
    ['a specialty that is not the doctor’s', () => ({ specialty: 'Neurology' }), 'specialty'],
    ['a specialty that nobody has', () => ({ doctorId: null, specialty: 'Alchemy' }), 'specialty'],
    ['a window that ends before it begins', () => ({ notBefore: on('10:00'), notAfter: on('09:00') }), 'notAfter'],
    ['a window that is over', () => ({ notAfter: on('09:00', '2026-11-20') }), 'notAfter'],
    ['an unknown patient', () => ({ patientId: crypto.randomUUID() }), 'patientId'],
    ['an unknown doctor', () => ({ doctorId: crypto.randomUUID() }), 'doctorId'],
    ['a field that means nothing', () => ({ urgency: 'high' }), 'urgency'],
    [
      'an archived patient',
      async () => {
        const { admin } = desk.people
        await desk.hospital.clients.patient.patients({ id: ahead.former }).delete(undefined, { headers: admin.headers })
        return { patientId: ahead.former }
      },
      'patientId',
    ],
    [
      'a doctor who has left',
      async () => {
        const { admin } = desk.people
        await desk.hospital.clients.doctor.doctors({ id: ahead.doctorId }).delete(undefined, { headers: admin.headers })
        return {}
      },
      'doctorId',
    ],
  ])('not with %s', async (_, values, path) => {
    const { status, body } = await desk.enter({
      patientId: ahead.patients[0],
      doctorId: ahead.doctorId,
      ...(await values()),
    })
    expect([status, body.kind, body.errors?.[0]?.path]).toEqual([422, 'invalid', path])
    expect(body.detail).toMatch(/^[A-ZT“].*[.]$/)
  })
  test('a patient for themselves alone, and sees themselves alone', async () => {
    const patient = await desk.hospital.as('patient')
    const own = await desk.newPatient({ userId: patient.userId })
    const others = await ahead.wait(0)
    expect((await desk.enter({ patientId: ahead.patients[0], doctorId: ahead.doctorId }, patient)).status).toBe(403)
    const { body } = await desk.enter({ patientId: own, doctorId: ahead.doctorId }, patient)
    const list = await desk.call<{ items: { id: string }[] }>('GET', '/waitlist', { who: patient })
    expect(list.body.items.map(({ id }) => id)).toEqual([body.id])
    for (const [method, path] of [
      ['GET', `/waitlist/${others}`],
      ['POST', `/waitlist/${others}/accept`],
      ['POST', `/waitlist/${others}/decline`],
      ['DELETE', `/waitlist/${others}`],
    ] as const)
      expect((await desk.call(method, path, { who: patient, ...(method === 'POST' && { body: {} }) })).status).toBe(404)
    expect((await desk.call('GET', '/waitlist/offers', { who: patient })).status).toBe(403)
  })
  test('a patient without a record has an empty list', async () => {
    const who = await desk.hospital.as('patient')
    const { body } = await desk.call<object>('GET', '/waitlist?count=true', { who })
    expect(body).toEqual({ items: [], nextCursor: null, total: 0 })
  })
  test('is told to boards and kept in history', async () => {
    const id = await ahead.wait(0)
    await desk.leave(id)
    const told = await desk.eventsOf('waitlist.updated')
    expect(told.filter(({ ids }) => ids.waitlistId === id)).toHaveLength(2)
    const history = await desk.rows<{ action: string; actor_id: string }>(
      sql`select action, actor_id from appointment.history where entity_id = ${id} order by id`,
    )
    const actor_id = desk.people.receptionist.userId
    expect(history).toEqual([
      { action: 'created', actor_id },
      { action: 'removed', actor_id },
    ])
  })
})

describe('the list', () => {
  const ids = async (query: string) =>
    (await desk.call<{ items: { id: string }[] }>('GET', `/waitlist${query}`, { who: 'nurse' })).body.items.map(
      ({ id }) => id,
    )
  test('has whoever has waited longest first, and who left only when asked for', async () => {
    const [first, second, third] = [await ahead.wait(0), await ahead.wait(1), await ahead.wait(2)]
    await desk.leave(second)
    expect(await ids(`?doctorId=${ahead.doctorId}`)).toEqual([first, third])
    expect(await ids(`?doctorId=${ahead.doctorId}&status=removed`)).toEqual([second])
    expect(await ids(`?doctorId=${ahead.doctorId}&status=waiting&status=removed&sort=-createdAt`)).toEqual([
      third,
      second,
      first,
    ])
  })
  test('can be narrowed to a patient, a specialty and a reason', async () => {
    const specialty = `Oncología ${crypto.randomUUID()}`
    await desk.newDoctor({ specialty })
    const { body } = await desk.enter({ patientId: ahead.patients[0], specialty, reason: 'Knee' })
    const other = await ahead.wait(1, { reason: 'Épaule' })
    expect(await ids(`?specialty=${encodeURIComponent(specialty.toLowerCase())}`)).toEqual([body.id])
    expect(await ids(`?patientId=${ahead.patients[1]}`)).toEqual([other])
    expect(await ids(`?doctorId=${ahead.doctorId}&q=epaule`)).toEqual([other])
  })
  test('goes on page by page', async () => {
    const all = [await ahead.wait(0), await ahead.wait(1), await ahead.wait(2)]
    const get = (query: string) =>
      desk.call<{ items: { id: string }[]; nextCursor: string; total: number }>('GET', `/waitlist?${query}`, {
        who: 'nurse',
      })
    const { body } = await get(`doctorId=${ahead.doctorId}&limit=2&count=true`)
    const { body: rest } = await get(`doctorId=${ahead.doctorId}&limit=2&cursor=${body.nextCursor}`)
    expect([...body.items, ...rest.items].map(({ id }) => id)).toEqual(all)
    expect([body.total, rest.nextCursor]).toEqual([3, null as never])
  })
  test.each(['?colour=red', '?status=nothing', '?limit=0', '?doctorId=x', '/offers?q=x', '/offers?from=monday'])(
    '%s is refused',
    async (query) => {
      expect((await desk.call('GET', `/waitlist${query}`, { who: 'nurse' })).status).toBe(422)
    },
  )
})
