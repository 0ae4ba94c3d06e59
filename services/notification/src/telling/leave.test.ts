import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from 'bun:test'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { BusMessages } from '@wardline/kit/bus'
import { eventually } from '../testing.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let admin: SignedIn
let receptionist: SignedIn
let doctor: SignedIn
let doctorId: string
let heard: BusMessages['changed'][]

beforeAll(async () => {
  hospital = await startHospital({ clock })
  ;[admin, receptionist] = await Promise.all([hospital.as('admin'), hospital.as('receptionist')])
  hospital.bus.subscribe('changed', (message) => heard.push(message))
})
afterAll(() => hospital?.stop())

async function newDoctor(userId?: string): Promise<string> {
  const body = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', ...(userId && { userId }) }
  return (await hospital.clients.doctor.doctors.post(body, { headers: admin.headers })).data?.id as string
}
beforeEach(async () => {
  heard = []
  doctor = await hospital.as('doctor')
  doctorId = await newDoctor(doctor.userId)
})

const leaveOf = (id: string) => hospital.clients.appointment.doctors({ id }).leave
const enter = async (who: SignedIn, id = doctorId) =>
  (await leaveOf(id).post({ from: '2026-11-30', to: '2026-12-04' }, { headers: who.headers })).data?.id as string
const callOff = (who: SignedIn, leaveId: string) =>
  leaveOf(doctorId)({ leaveId }).delete(undefined, { headers: who.headers })
async function inbox(who: SignedIn) {
  const { data } = await hospital.clients.notification.notifications.get({
    query: { limit: 100 },
    headers: who.headers,
  })
  return data?.items ?? []
}
const heardOf = (entity: string, id: string) =>
  eventually(() => heard.find((message) => message.entity === entity && message.ids.includes(id)))

test('a doctor is told of leave that somebody else entered for them, and called off', async () => {
  const leaveId = await enter(receptionist)
  const [entered] = await eventually(async () => {
    const items = await inbox(doctor)
    return items.length === 1 && items
  })
  expect(entered).toMatchObject({
    ...{ kind: 'leave.entered', severity: 'info', link: `/app/doctors/${doctorId}`, data: { leaveId, doctorId } },
    body: 'Leave from Monday 30 November 2026 to Friday 4 December 2026 is entered for you.',
  })
  await callOff(receptionist, leaveId)
  const [cancelled] = await eventually(async () => {
    const items = await inbox(doctor)
    return items.length === 2 && items
  })
  expect(cancelled?.body).toBe('Your leave from Monday 30 November 2026 to Friday 4 December 2026 is called off.')
})

test('who enters their own leave is not told; boards are', async () => {
  const leaveId = await enter(doctor)
  expect(await heardOf('leave', leaveId)).toEqual({ entity: 'leave', ids: [leaveId], userIds: [] })
  heard = []
  await callOff(doctor, leaveId)
  await heardOf('leave', leaveId)
  expect(await inbox(doctor)).toEqual([])
})

test('a doctor without a login is one whom nobody could tell', async () => {
  const leaveId = await enter(receptionist, await newDoctor())
  const item = await eventually(async () => {
    const { data } = await hospital.clients.notification.notifications.failures.get({ headers: admin.headers })
    const unaddressed = data?.items.find((group) => group.cause === 'unaddressed')
    return unaddressed?.items.find((each) => each.data.leaveId === leaveId)
  })
  expect([item.kind, item.addressee?.role]).toEqual(['leave.entered', 'doctor'])
})

test('boards hear of extra hours and of holidays', async () => {
  const { appointment } = hospital.clients
  const hours = { date: '2026-11-28', from: '09:00', to: '12:00' }
  const { data: extra } = await appointment.doctors({ id: doctorId })['extra-hours'].post(hours, {
    headers: receptionist.headers,
  })
  await heardOf('extra-hours', extra?.id as string)
  const { data: holiday } = await appointment.holidays.post(
    { date: '2026-12-25', name: 'Christmas' },
    { headers: admin.headers },
  )
  await heardOf('holiday', holiday?.id as string)
})
