import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Hospital, movableClock, type People, startHospital } from './testing.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let people: People
let doctor: { id: string }
let colleague: { id: string }
let patient: { id: string; mrn: string }

type Json = Record<string, unknown> & { id: string }
const call = async <T = Json>(method: string, path: string, who: keyof People, body?: unknown) => {
  const response = await hospital.fetch(path, { method, headers: people[who].headers, body })
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T }
}
const on = (time: string) => `2026-11-24T${time}:00+01:00`

beforeAll(async () => {
  hospital = await startHospital({ clock })
  people = await hospital.people()
  const newDoctor = async (familyName: string) =>
    (await call('POST', '/doctors', 'admin', { givenName: 'Ada', familyName, specialty: 'Cardiology' })).body
  ;[doctor, colleague] = await Promise.all([newDoctor('Okafor'), newDoctor('Berg')])
  const amina = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' }
  patient = (await call<Json & { mrn: string }>('POST', '/patients', 'receptionist', amina)).body
})
afterAll(() => hospital?.stop())

const named = () => ({
  patient: { id: patient.id, name: 'Amina Diallo', mrn: patient.mrn },
  doctor: { id: doctor.id, name: 'Ada Okafor' },
})

describe('leave, at the door,', () => {
  test('names everybody whom it affects, and whoever could see them', async () => {
    await call('POST', '/appointments', 'receptionist', {
      ...{ patientId: patient.id, doctorId: doctor.id, startsAt: on('09:00') },
    })
    const { status, body } = await call('POST', `/doctors/${doctor.id}/leave`, 'receptionist', {
      ...{ from: '2026-11-24', to: '2026-11-24' },
    })
    expect([status, body.affected]).toEqual([
      201,
      [
        {
          appointment: expect.objectContaining(named()),
          proposals: [
            expect.objectContaining({ doctor: { id: doctor.id, name: 'Ada Okafor' }, sameDoctor: true }),
            expect.objectContaining({ doctor: { id: doctor.id, name: 'Ada Okafor' }, sameDoctor: true }),
            expect.objectContaining({ doctor: { id: colleague.id, name: 'Ada Berg' }, sameDoctor: false }),
          ],
        },
      ],
    ])
    expect((await call('GET', `/doctors/${doctor.id}/leave/${body.id}`, 'nurse')).body).toEqual(body)
    const listed = await call<{ items: Json[] }>('GET', `/doctors/${doctor.id}/leave?count=true`, 'nurse')
    expect(listed.body).toMatchObject({ items: [{ id: body.id }], total: 1 })

    const move = `/doctors/${doctor.id}/leave/${body.id}/move`
    const elsewhere = { appointmentId: (body.affected as { appointment: Json }[])[0]?.appointment.id }
    const late = { ...elsewhere, doctorId: colleague.id, startsAt: on('22:00') }
    const left = await call('POST', move, 'receptionist', { moves: [late] })
    expect(left.body).toMatchObject({ moved: [], left: [{ appointment: named(), kind: 'outside-hours' }] })
    const moved = await call('POST', move, 'receptionist')
    expect(moved.body).toMatchObject({ moved: [{ ...named(), version: 2 }], left: [] })
    expect((await call('DELETE', `/doctors/${doctor.id}/leave/${body.id}`, 'receptionist')).status).toBe(204)
  })
  test('holidays and extra hours are entered and called off', async () => {
    const holiday = await call('POST', '/holidays', 'admin', { date: '2026-12-25', name: 'Christmas' })
    expect([holiday.status, holiday.body.affected]).toEqual([201, []])
    expect((await call('GET', `/holidays/${holiday.body.id}`, 'nurse')).body).toEqual(holiday.body)
    expect((await call('GET', '/holidays?from=2026-12-01&to=2026-12-31', 'nurse')).body).toMatchObject({
      items: [{ name: 'Christmas' }],
    })
    expect((await call('DELETE', `/holidays/${holiday.body.id}`, 'admin')).status).toBe(204)
    const extra = await call('POST', `/doctors/${doctor.id}/extra-hours`, 'receptionist', {
      ...{ date: '2026-11-28', from: '09:00', to: '10:00' },
    })
    expect(extra.status).toBe(201)
    expect((await call('GET', `/doctors/${doctor.id}/extra-hours`, 'nurse')).body).toMatchObject({
      items: [{ id: extra.body.id }],
    })
    expect((await call('DELETE', `/doctors/${doctor.id}/extra-hours/${extra.body.id}`, 'admin')).status).toBe(204)
  })
})

test('slots are found, kept, seen as kept by others, and given back', async () => {
  const query = `from=${encodeURIComponent(on('08:00'))}&to=${encodeURIComponent(on('09:00'))}`
  const earliest = await call<{ items: Json[]; nextCursor: string }>(
    ...(['GET', `/slots?specialty=cardiology&${query}&limit=1`, 'patient'] as const),
  )
  const first = { startsAt: '2026-11-24T07:00:00.000Z', endsAt: '2026-11-24T07:30:00.000Z' }
  expect(earliest.body).toMatchObject({ items: [first], nextCursor: expect.any(String) })
  const times = { startsAt: on('08:00'), endsAt: on('08:30') }
  const held = await call('POST', '/slots/hold', 'nurse', { doctorId: doctor.id, ...times })
  expect(held.status).toBe(201)
  const seen = async (who: keyof People) =>
    (await call<{ items: Json[] }>('GET', `/doctors/${doctor.id}/slots?${query}`, who)).body.items[0]
  expect(await seen('patient')).toMatchObject({ held: true })
  expect(await seen('nurse')).toMatchObject({ holdId: held.body.holdId })
  expect((await call('POST', '/slots/hold', 'patient', { doctorId: doctor.id, ...times })).body.kind).toBe('held')
  expect((await call('DELETE', `/slots/hold/${held.body.holdId}`, 'patient')).status).toBe(404)
  expect((await call('DELETE', `/slots/hold/${held.body.holdId}`, 'nurse')).status).toBe(204)
})
