import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { BusMessages } from '@wardline/kit/bus'
import { sql } from 'drizzle-orm'
import { eventually } from '../testing.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let admin: SignedIn
let desk: SignedIn
let patient: SignedIn
let doctorId: string
let entryId: string

const startsAt = '2026-11-24T09:00:00+01:00'

beforeAll(async () => {
  hospital = await startHospital({ clock })
  ;[admin, desk] = await Promise.all([hospital.as('admin'), hospital.as('receptionist')])
})
afterAll(() => hospital?.stop())

async function newPatient(userId?: string): Promise<string> {
  const body = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' as const }
  const { data } = await hospital.clients.patient.patients.post({ ...body, ...(userId && { userId }) }, desk)
  return data?.id as string
}
const wait = async (patientId: string) =>
  (await hospital.clients.appointment.waitlist.post({ patientId, doctorId }, desk)).data?.id as string
const book = async (patientId: string, values: object = {}) =>
  (await hospital.clients.appointment.appointments.post({ doctorId, patientId, startsAt, ...values }, desk)).data
    ?.id as string
const told = async (who: SignedIn, kind: string) => {
  const { data } = await hospital.clients.notification.notifications.get({ query: { limit: 100 }, ...who })
  return (data?.items ?? []).filter((item) => item.kind === kind)
}
/** A time that becomes free. */
async function giveUp(): Promise<void> {
  const id = await book(await newPatient())
  await hospital.clients.appointment.appointments({ id }).delete(undefined, desk)
}

beforeEach(async () => {
  patient = await hospital.as('patient')
  const doctor = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology' }
  doctorId = (await hospital.clients.doctor.doctors.post(doctor, admin)).data?.id as string
  entryId = await wait(await newPatient(patient.userId))
})

describe('an offer', () => {
  test('reaches its patient within the second in their inbox and by e-mail, with until when it stands', async () => {
    await giveUp()
    const [offer] = await eventually(async () => {
      const found = await told(patient, 'waitlist.offered')
      return found.length > 0 && found
    }, 1500)
    expect(offer).toMatchObject({
      title: 'A time has become free',
      body: expect.stringMatching(
        /^A time with Ada Okafor on Tuesday 24 November 2026, 09:00 is kept for you until \d\d:\d\d\. Accept it or pass it on\.$/,
      ),
      link: `/app/waitlist/${entryId}`,
      data: expect.objectContaining({ waitlistId: entryId, doctorId }),
    })
    const { data } = await hospital.clients.notification
      .notifications({ id: offer?.id as string })
      .deliveries.get(admin)
    expect(data?.items.map(({ channel }) => channel).sort()).toEqual(['email', 'in-app'])
  })
  test('that is taken back by an override is told, but not to whoever did it', async () => {
    await giveUp()
    await eventually(async () => (await told(patient, 'waitlist.offered')).length === 1)
    await book(await newPatient(), { overrideReason: 'urgent' })
    const [taken] = await eventually(async () => {
      const found = await told(patient, 'waitlist.withdrawn')
      return found.length > 0 && found
    })
    expect(taken?.body).toBe(
      'The time with Ada Okafor on Tuesday 24 November 2026, 09:00 is not kept for you any more.',
    )
    expect(await told(desk, 'waitlist.withdrawn')).toEqual([])
  })
  test('that was answered before it could be told is not told', async () => {
    await giveUp()
    const [offer] = await eventually(async () => {
      const found = await told(patient, 'waitlist.offered')
      return found.length > 0 && found
    })
    await hospital.clients.appointment.waitlist({ id: entryId }).decline.post({}, patient)
    const again = {
      ...{ id: Bun.randomUUIDv7(), type: 'waitlist.offered' as const, version: 9, at: clock.now().toISOString() },
      ...{ actorId: null, ids: offer?.data as { offerId: string; patientId: string } },
    }
    expect((await hospital.clients.notification.internal.events.post(again)).status).toBe(204)
    expect(await told(patient, 'waitlist.offered')).toHaveLength(1)
  })
  test('to somebody without a login is listed as unaddressed', async () => {
    await hospital.clients.appointment.waitlist({ id: entryId }).delete(undefined, desk)
    const silent = await wait(await newPatient())
    await giveUp()
    await eventually(async () => {
      const { data } = await hospital.clients.notification.notifications.failures.get(admin)
      const missed = data?.items.find(({ cause }) => cause === 'unaddressed')?.items ?? []
      return missed.some((each) => each.kind === 'waitlist.offered' && each.data.waitlistId === silent)
    })
  })
  test('and every answer to it is a change for boards, the patient’s own among them', async () => {
    const heard: BusMessages['changed'][] = []
    const stop = hospital.bus.subscribe('changed', (message) => heard.push(message))
    await giveUp()
    const ofEntry = () => heard.filter(({ entity, ids }) => entity === 'waitlist' && ids.includes(entryId))
    await eventually(() => ofEntry().length === 1)
    await hospital.clients.appointment.waitlist({ id: entryId }).decline.post({}, patient)
    await eventually(() => ofEntry().length === 2)
    expect(ofEntry()[0]).toEqual({ entity: 'waitlist', ids: [entryId], userIds: [patient.userId] })
    stop()
  })
})

test('what is declined or over goes to the next by itself, at once', async () => {
  const [next, last] = [await hospital.as('patient'), await hospital.as('patient')]
  await wait(await newPatient(next.userId))
  await wait(await newPatient(last.userId))
  await giveUp()
  await eventually(async () => (await told(patient, 'waitlist.offered')).length === 1)
  await hospital.clients.appointment.waitlist({ id: entryId }).decline.post({}, patient)
  await eventually(async () => (await told(next, 'waitlist.offered')).length === 1, 1500)
  const { db, close } = connect(hospital.database.ownerUrl, { name: 'test', max: 1 })
  await db.execute(sql`update appointment.waitlist_offer set expires_at = clock_timestamp() where status = 'offered'`)
  await db.execute(sql`update appointment.freed_slot set next_at = clock_timestamp() where ended_at is null`)
  await close()
  await eventually(async () => (await told(last, 'waitlist.offered')).length === 1, 2500)
})
