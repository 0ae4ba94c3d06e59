import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { answerOf, type Hospital, movableClock, type People, startHospital } from '@wardline/gateway/testing'

setDefaultTimeout(30_000)

/** A hospital somewhere, and what people do in it. */
async function open(timeZone: string, start: string) {
  const hospital: Hospital = await startHospital({
    clock: movableClock(new Date(start)),
    env: { HOSPITAL_TZ: timeZone },
    isAlone: true,
  })
  const people: People = await hospital.people()
  const { appointment, doctor, patient } = hospital.clients
  const asking = (who: keyof People) => ({ headers: people[who].headers })
  return {
    stop: () => hospital.stop(),
    newDoctor: async (hours: { weekday: number; from: string; to: string }[]) => {
      const body = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', hours }
      return (await doctor.doctors.post(body, asking('admin'))).data?.id as string
    },
    book: async (doctorId: string, startsAt: string) => {
      const body = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' as const }
      const patientId = (await patient.patients.post(body, asking('receptionist'))).data?.id as string
      return answerOf(appointment.appointments.post({ doctorId, patientId, startsAt }, asking('receptionist')))
    },
    slots: async (id: string, from: string, to: string) =>
      (await appointment.doctors({ id }).slots.get({ query: { from, to }, ...asking('nurse') })).data?.items.map(
        ({ startsAt }) => startsAt.slice(5, 16),
      ),
    leave: (id: string, from: string, to: string) =>
      answerOf(appointment.doctors({ id }).leave.post({ from, to }, asking('receptionist'))),
    extra: (id: string, date: string, from: string, to: string) =>
      answerOf(appointment.doctors({ id })['extra-hours'].post({ date, from, to }, asking('receptionist'))),
    holiday: (date: string) => answerOf(appointment.holidays.post({ date, name: 'Holiday' }, asking('admin'))),
  }
}
type Place = Awaited<ReturnType<typeof open>>

const daily = (from: string, to: string) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }))

describe('in Madrid', () => {
  let madrid: Place
  beforeAll(async () => {
    madrid = await open('Europe/Madrid', '2026-03-01T07:00:00Z')
  })
  afterAll(() => madrid?.stop())

  test('weekly hours stay where the wall clock has them across both changes', async () => {
    const doctorId = await madrid.newDoctor(daily('09:00', '09:30'))
    expect(await madrid.slots(doctorId, '2026-03-28T00:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '03-28T08:00',
      '03-29T07:00',
      '03-30T07:00',
    ])
    expect(await madrid.slots(doctorId, '2026-10-24T00:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '10-24T07:00',
      '10-25T08:00',
      '10-26T08:00',
    ])
  })
  test('a night in spring has the slots of three hours, a night in autumn those of five', async () => {
    const doctorId = await madrid.newDoctor(daily('00:00', '04:00'))
    const night = async (from: string, to: string) => (await madrid.slots(doctorId, from, to))?.length
    expect(await night('2026-03-28T23:00:00Z', '2026-03-29T12:00:00Z')).toBe(6)
    expect(await night('2026-10-24T22:00:00Z', '2026-10-25T12:00:00Z')).toBe(10)
  })
  test('the two passes of the autumn hour are two times, booked and taken off by themselves', async () => {
    const doctorId = await madrid.newDoctor(daily('02:00', '03:00'))
    const night = () => madrid.slots(doctorId, '2026-10-24T22:00:00Z', '2026-10-25T12:00:00Z')
    expect((await madrid.book(doctorId, '2026-10-25T02:00:00+02:00')).status).toBe(201)
    expect(await night()).toEqual(['10-25T00:30', '10-25T01:00', '10-25T01:30'])
    await madrid.leave(doctorId, '2026-10-25T02:00:00+01:00', '2026-10-25T03:00:00+01:00')
    expect(await night()).toEqual(['10-25T00:30'])
  })
  test('leave of the day of the gap is its 23 hours and no more', async () => {
    const doctorId = await madrid.newDoctor(daily('00:00', '24:00'))
    const { data } = await madrid.leave(doctorId, '2026-03-29', '2026-03-29')
    expect([data.startsAt, data.endsAt]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'])
    expect(await madrid.slots(doctorId, '2026-03-28T22:30:00Z', '2026-03-29T22:30:00Z')).toEqual([
      '03-28T22:30',
      '03-29T22:00',
    ])
  })
  test('24 hours of leave across the change are 24 hours', async () => {
    const doctorId = await madrid.newDoctor(daily('11:00', '14:00'))
    await madrid.leave(doctorId, '2026-03-28T12:00:00+01:00', '2026-03-29T13:00:00+02:00')
    expect(await madrid.slots(doctorId, '2026-03-28T00:00:00Z', '2026-03-29T23:00:00Z')).toEqual([
      '03-28T10:00',
      '03-28T10:30',
      '03-29T11:00',
      '03-29T11:30',
    ])
  })
  test('extra hours that the gap skips are none, and say so', async () => {
    const doctorId = await madrid.newDoctor([])
    expect(await madrid.extra(doctorId, '2026-03-29', '02:00', '03:00')).toMatchObject({ status: 422, path: 'from' })
    expect((await madrid.extra(doctorId, '2026-03-29', '01:00', '04:00')).status).toBe(201)
    expect(await madrid.slots(doctorId, '2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z')).toHaveLength(4)
  })
  test('a leap day is a day', async () => {
    const doctorId = await madrid.newDoctor(daily('09:00', '09:30'))
    await madrid.leave(doctorId, '2028-02-29', '2028-02-29')
    expect(await madrid.slots(doctorId, '2028-02-28T00:00:00Z', '2028-03-01T23:00:00Z')).toEqual([
      '02-28T08:00',
      '03-01T08:00',
    ])
  })
})

describe('in Kathmandu, at +05:45', () => {
  let kathmandu: Place
  beforeAll(async () => {
    kathmandu = await open('Asia/Kathmandu', '2026-11-23T02:00:00Z')
  })
  afterAll(() => kathmandu?.stop())

  test('hours, leave and holidays are the hospital’s days', async () => {
    const doctorId = await kathmandu.newDoctor(daily('00:00', '00:30'))
    await kathmandu.leave(doctorId, '2026-11-25', '2026-11-25')
    await kathmandu.holiday('2026-11-27')
    expect(await kathmandu.slots(doctorId, '2026-11-23T12:00:00Z', '2026-11-27T23:00:00Z')).toEqual([
      '11-23T18:15',
      '11-25T18:15',
      '11-27T18:15',
    ])
  })
  test('somebody beyond midnight, who writes their own offset, sees and takes the same time off', async () => {
    const doctorId = await kathmandu.newDoctor(daily('06:00', '07:00'))
    // In Los Angeles it is still the day before.
    const seen = await kathmandu.slots(doctorId, '2026-11-30T00:00:00-08:00', '2026-11-30T23:59:00-08:00')
    expect(seen).toEqual(['12-01T00:15', '12-01T00:45'])
    const { data } = await kathmandu.leave(doctorId, '2026-11-30T16:15:00-08:00', '2026-11-30T16:45:00-08:00')
    expect([data.from, data.to]).toEqual(['2026-12-01T00:15:00.000Z', '2026-12-01T00:45:00.000Z'])
    expect(await kathmandu.slots(doctorId, '2026-12-01T00:00:00+05:45', '2026-12-02T00:00:00+05:45')).toEqual([
      '12-01T00:45',
    ])
    expect((await kathmandu.book(doctorId, '2026-11-30T16:15:00-08:00')).kind).toBe('on-leave')
    expect((await kathmandu.leave(doctorId, '2026-12-01', '2026-12-01')).data).toMatchObject({
      startsAt: '2026-11-30T18:15:00.000Z',
      endsAt: '2026-12-01T18:15:00.000Z',
    })
  })
})
