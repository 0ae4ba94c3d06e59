import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Event } from '@wardline/kit/events'
import { eventually } from '../testing.ts'

setDefaultTimeout(60_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let desk: SignedIn
let admin: SignedIn
let doctorId: string

beforeAll(async () => {
  hospital = await startHospital({ clock })
  ;[admin, desk] = await Promise.all([hospital.as('admin'), hospital.as('receptionist')])
  const doctor = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology' }
  doctorId = (await hospital.clients.doctor.doctors.post(doctor, { headers: admin.headers })).data?.id as string
})
afterAll(() => hospital?.stop())

const hourMs = 3600_000

/** Lets time pass; whoever asks afterwards signs in anew. */
async function pass(hours: number): Promise<void> {
  clock.advance(hours * hourMs)
  ;[admin, desk] = await Promise.all([hospital.again(admin), hospital.again(desk)])
}
async function newPatient(values: object = {}): Promise<string> {
  const body = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' as const, ...values }
  return (await hospital.clients.patient.patients.post(body, { headers: desk.headers })).data?.id as string
}
async function bookIn(hours: number, patientId: string): Promise<string> {
  const startsAt = new Date(clock.now().getTime() + hours * hourMs).toISOString()
  const body = { doctorId, patientId, startsAt, overrideReason: 'for a test' }
  return (await hospital.clients.appointment.appointments.post(body, { headers: desk.headers })).data?.id as string
}
async function inbox(who: SignedIn) {
  const { headers } = await hospital.again(who)
  const { data } = await hospital.clients.notification.notifications.get({ query: { limit: 100 }, headers })
  return data?.items ?? []
}
const remindersTo = async (who: SignedIn) => (await inbox(who)).filter(({ kind }) => kind === 'appointment.reminder')
const event = (appointmentId: string, patientId: string, at: Date): Event => ({
  ...{ id: Bun.randomUUIDv7(), type: 'appointment.reminder', version: 1, at: at.toISOString(), actorId: null },
  ids: { appointmentId, patientId, doctorId },
})
const tell = (body: Event) => hospital.clients.notification.internal.events.post(body)

describe('a reminder', () => {
  test('reaches the patient in their inbox and by e-mail, and not the doctor, nor a second time', async () => {
    const patient = await hospital.as('patient')
    const id = await bookIn(25, await newPatient({ userId: patient.userId }))
    await eventually(async () => (await inbox(patient)).length > 0)
    await pass(1.5)
    const [reminder] = await eventually(async () => {
      const found = await remindersTo(patient)
      return found.length > 0 && found
    })
    expect(reminder).toMatchObject({
      title: 'Appointment reminder',
      body: 'You have an appointment with Ada Okafor on Tuesday 24 November 2026, 09:00.',
      link: `/app/appointments/${id}`,
      severity: 'info',
    })
    const { data } = await hospital.clients.notification
      .notifications({ id: reminder?.id as string })
      .deliveries.get({ headers: admin.headers })
    expect(data?.items.map(({ channel }) => channel).sort()).toEqual(['email', 'in-app'])
    await pass(22)
    await eventually(async () => (await remindersTo(patient)).length === 2)
  })
  test('for somebody without a login stops nobody else’s, and is listed', async () => {
    const patient = await hospital.as('patient')
    const silent = await bookIn(25, await newPatient())
    await bookIn(25.5, await newPatient({ userId: patient.userId }))
    await pass(2)
    await eventually(async () => (await remindersTo(patient)).length === 1)
    await eventually(async () => {
      const { headers } = admin
      const { data } = await hospital.clients.notification.notifications.failures.get({ headers })
      const missed = data?.items.find(({ cause }) => cause === 'unaddressed')?.items ?? []
      return missed.some((each) => each.kind === 'appointment.reminder' && each.data.appointmentId === silent)
    })
  })
  test('is told though the appointment’s own version was told before, and once however often it comes', async () => {
    const patient = await hospital.as('patient')
    const patientId = await newPatient({ userId: patient.userId })
    const id = await bookIn(20, patientId)
    await eventually(async () => (await inbox(patient)).length === 1)
    const due = event(id, patientId, new Date(clock.now().getTime() - 4 * hourMs))
    await Promise.all([tell(due), tell(due), tell(due)])
    expect(await remindersTo(patient)).toHaveLength(1)
  })
  test.each<[string, (id: string) => object]>([
    ['was moved', () => ({ startsAt: new Date(clock.now().getTime() + 50 * hourMs).toISOString() })],
    ['was called off', () => ({ status: 'cancelled' })],
    ['has its patient here', () => ({ status: 'arrived' })],
  ])('of an appointment that %s meanwhile is not told', async (_, change) => {
    const patient = await hospital.as('patient')
    const patientId = await newPatient({ userId: patient.userId })
    const id = await bookIn(20, patientId)
    const due = event(id, patientId, new Date(clock.now().getTime() - 4 * hourMs))
    await hospital.clients.appointment.appointments({ id }).put(change(id), { headers: desk.headers })
    expect((await tell(due)).status).toBe(204)
    expect(await remindersTo(patient)).toEqual([])
  })
})
