import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { BusMessages } from '@wardline/kit/bus'
import type { Event } from '@wardline/kit/events'
import { eventually } from '../testing.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let admin: SignedIn
let receptionist: SignedIn
let doctor: SignedIn
let patient: SignedIn
let doctorId: string
let patientId: string
let appointmentId: string

beforeAll(async () => {
  hospital = await startHospital({ clock })
  ;[admin, receptionist] = await Promise.all([hospital.as('admin'), hospital.as('receptionist')])
})
afterAll(() => hospital?.stop())

const newDoctor = async (userId?: string, familyName = 'Okafor') =>
  (
    await hospital.clients.doctor.doctors.post(
      { givenName: 'Ada', familyName, specialty: 'Cardiology', ...(userId && { userId }) },
      { headers: admin.headers },
    )
  ).data?.id as string
const newPatient = async (userId?: string) =>
  (
    await hospital.clients.patient.patients.post(
      { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female', ...(userId && { userId }) },
      { headers: receptionist.headers },
    )
  ).data?.id as string

/** An appointment as another part knows it; its own events go their way beside those of the tests, for other users. */
async function newAppointment(): Promise<string> {
  const { data } = await hospital.clients.appointment.appointments.post(
    { doctorId, patientId, startsAt: '2026-11-24T09:00:00+01:00', overrideReason: 'for a test' },
    { headers: receptionist.headers },
  )
  return data?.id as string
}

const event = (values: Partial<Omit<Event, 'ids'>> & { ids?: Partial<Event['ids']> } = {}): Event => ({
  id: Bun.randomUUIDv7(),
  type: 'appointment.moved',
  version: 2,
  at: clock.now().toISOString(),
  actorId: receptionist.userId,
  ...values,
  ids: { appointmentId, patientId, doctorId, ...values.ids },
})
const post = (body: Event) => hospital.clients.notification.internal.events.post(body)
const inbox = async (who: SignedIn) =>
  (await hospital.clients.notification.notifications.get({ query: { limit: 100 }, headers: who.headers })).data
    ?.items ?? []
const told = async (who: SignedIn, kind = 'appointment.moved') =>
  (await inbox(who)).filter((item) => item.kind === kind)
async function failures() {
  const { data } = await hospital.clients.notification.notifications.failures.get({ headers: admin.headers })
  return data?.items.find((group) => group.cause === 'unaddressed')
}

beforeEach(async () => {
  ;[doctor, patient] = await Promise.all([hospital.as('doctor'), hospital.as('patient')])
  ;[doctorId, patientId] = await Promise.all([newDoctor(doctor.userId), newPatient(patient.userId)])
  appointmentId = await newAppointment()
  // The booking's own event has been told before a test looks at what its events do.
  await eventually(async () => (await told(patient, 'appointment.booked'))[0])
})

test('a booking is told to the doctor and the patient, in their words, on the hospital’s clock', async () => {
  const [forDoctor] = await told(doctor, 'appointment.booked')
  const [forPatient] = await told(patient, 'appointment.booked')
  expect(forDoctor?.body).toBe('Amina Diallo is booked with you on Tuesday 24 November 2026, 09:00.')
  expect(forPatient?.body).toBe('You have an appointment with Ada Okafor on Tuesday 24 November 2026, 09:00.')
  expect(forDoctor).toMatchObject({
    severity: 'info',
    link: `/app/appointments/${appointmentId}`,
    data: { appointmentId, patientId, doctorId },
    batchId: forPatient?.batchId as string,
    status: 'delivered',
  })
  expect(await inbox(receptionist)).toEqual([])
})

test('an event is told once, however often and however concurrently it comes', async () => {
  const repeated = event()
  const answers = await Promise.all([repeated, repeated, repeated, repeated].map(post))
  expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204, 204])
  expect((await post(repeated)).status).toBe(204)
  expect([await told(doctor), await told(patient)].map((items) => items.length)).toEqual([1, 1])
})

test('an older version that comes later is dropped', async () => {
  await post(event({ type: 'appointment.cancelled', version: 5 }))
  await post(event({ version: 4 }))
  expect([(await told(doctor)).length, (await told(doctor, 'appointment.cancelled')).length]).toEqual([0, 1])
  await post(event({ version: 6 }))
  expect((await told(doctor)).length).toBe(1)
})

test('whoever did it is not told', async () => {
  await post(event({ actorId: doctor.userId }))
  await post(event({ version: 3, actorId: patient.userId }))
  expect([(await told(doctor)).length, (await told(patient)).length]).toEqual([1, 1])
})

test('the doctor who had it before is told that it went to another', async () => {
  const former = await hospital.as('doctor')
  await post(event({ ids: { previousDoctorId: await newDoctor(former.userId, 'Berg') } }))
  expect((await told(former))[0]?.body).toBe(
    'The appointment of Amina Diallo on Tuesday 24 November 2026, 09:00 is now with Ada Okafor.',
  )
  expect((await told(doctor)).length).toBe(1)
})

describe('somebody without a login', () => {
  test('is listed as unaddressed, once, without a notification', async () => {
    const before = (await failures())?.count ?? 0
    ;[doctorId, patientId] = await Promise.all([newDoctor(), newPatient()])
    appointmentId = await newAppointment()
    const group = await eventually(async () => {
      const found = await failures()
      return found?.count === before + 2 ? found : undefined
    })
    expect(group.meaning).toBe('Someone had to be told but has no login, or a disabled one.')
    const mine = group.items.filter((item) => item.data.appointmentId === appointmentId)
    expect(mine.map((item) => [item.addressee?.role, item.notificationId, item.kind])).toEqual(
      expect.arrayContaining([
        ['doctor', null, 'appointment.booked'],
        ['patient', null, 'appointment.booked'],
      ]),
    )
  })
  test('comes after what failed, though that is newer', async () => {
    const to = { userIds: [admin.userId] }
    const message = { to, title: 'Title', body: 'Body', channels: ['webhook' as const] }
    await hospital.clients.notification.notifications.send.post(message, { headers: admin.headers })
    const { data } = await hospital.clients.notification.notifications.failures.get({ headers: admin.headers })
    expect(data?.items.map((group) => group.cause)).toEqual(['no-address', 'unaddressed'])
  })
  test('or with a disabled one, too, while the other is told', async () => {
    const before = (await failures())?.count ?? 0
    await hospital.clients.auth.auth.users({ id: patient.userId }).delete(undefined, { headers: admin.headers })
    const repeated = event()
    await post(repeated)
    await post(repeated)
    const group = await failures()
    expect([group?.count, group?.items[0]?.addressee]).toEqual([before + 1, { role: 'patient', id: patientId }])
    expect((await told(doctor)).length).toBe(1)
  })
})

test('a doctor’s account that has become a patient’s hears nothing of patients, and the administrators see who does not', async () => {
  const before = (await failures())?.count ?? 0
  await hospital.clients.auth.auth.users({ id: doctor.userId }).put({ role: 'patient' }, { headers: admin.headers })
  await post(event())
  const group = await failures()
  expect([group?.count, group?.items[0]?.addressee]).toEqual([before + 1, { role: 'doctor', id: doctorId }])
  const { data } = await hospital.clients.notification.notifications.get({
    query: { scope: 'all', kind: 'appointment.moved', limit: 100 },
    headers: admin.headers,
  })
  expect(data?.items.some(({ userId }) => userId === doctor.userId)).toBe(false)
  expect((await told(patient)).length).toBe(1)
})

test('boards and lists hear of every change, the patient among them', async () => {
  const heard: BusMessages['changed'][] = []
  const stop = hospital.bus.subscribe('changed', (message) => heard.push(message))
  await post(event({ type: 'appointment.updated' }))
  await post(
    event({ type: 'doctor.updated', ids: { appointmentId: undefined as never, patientId: undefined as never } }),
  )
  await eventually(async () => (heard.length >= 2 ? heard : undefined))
  stop()
  expect(heard).toContainEqual({ entity: 'appointment', ids: [appointmentId], userIds: [patient.userId] })
  expect(heard).toContainEqual({ entity: 'doctor', ids: [doctorId], userIds: [] })
  expect((await told(doctor)).length).toBe(0)
})

test('an event about an appointment that nobody knows is let go', async () => {
  const unknown = event({ ids: { appointmentId: crypto.randomUUID() } })
  expect((await post(unknown)).status).toBe(204)
  expect((await told(doctor)).length).toBe(0)
})
