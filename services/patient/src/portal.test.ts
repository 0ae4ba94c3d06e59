import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Role } from '@wardline/kit/permissions'
import type { Patient } from './model.ts'
import { amina, type Patients, startPatients } from './testing.ts'

setDefaultTimeout(30_000)

let patients: Patients
beforeAll(async () => {
  patients = await startPatients()
})
afterAll(() => patients?.stop())

describe('a record', () => {
  test('is open to all staff, and to its own patient', async () => {
    const { user, record } = await patients.linked()
    for (const who of ['admin', 'doctor', 'nurse', 'receptionist', user] as const) {
      expect((await patients.call('GET', `/patients/${record.id}`, { who })).body).toEqual(record as never)
    }
    expect((await patients.call('GET', '/patients/me', { who: user })).body).toEqual(record as never)
    const list = await patients.call<{ items: Patient[] }>('GET', '/patients?count=true', { who: user })
    expect(list.body).toEqual({ items: [record], nextCursor: null, total: 1 } as never)
  })
  test('does not exist for another patient', async () => {
    const { record } = await patients.linked()
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { phone: '600 600' }],
    ] as const)
      expect(await patients.call(method, `/patients/${record.id}`, { who: 'patient', body })).toMatchObject({
        status: 404,
        body: { kind: 'not-found' },
      })
    expect(
      (await patients.call<{ items: Patient[] }>('GET', `/patients?q=${record.mrn}`, { who: 'patient' })).body.items,
    ).toEqual([])
  })
  test('that is not linked is said so', async () => {
    expect(await patients.call('GET', '/patients/me', { who: 'patient' })).toMatchObject({
      status: 404,
      body: { kind: 'no-patient-record' },
    })
    expect((await patients.call('GET', '/patients/me', { who: 'nurse' })).status).toBe(403)
    expect((await patients.call('GET', '/patients/me')).status).toBe(401)
  })
  test('with an unknown id, or none that could be, is not found', async () => {
    for (const id of [Bun.randomUUIDv7(), 'nobody', '1'])
      expect((await patients.call('GET', `/patients/${id}`, { who: 'nurse' })).status).toBe(404)
    expect((await patients.call('PUT', `/patients/${Bun.randomUUIDv7()}`, { who: 'nurse', body: {} })).status).toBe(404)
    expect((await patients.call('DELETE', `/patients/${Bun.randomUUIDv7()}`, { who: 'admin' })).status).toBe(404)
  })
  test('has a history that staff alone may read', async () => {
    const { user, record } = await patients.linked()
    expect((await patients.call('GET', `/patients/${record.id}/history`, { who: user })).status).toBe(403)
    expect((await patients.call('GET', `/patients/${Bun.randomUUIDv7()}/history`, { who: 'nurse' })).status).toBe(404)
  })
})

describe('a portal account', () => {
  const link = (id: string, userId: string | null, who: Role = 'receptionist') =>
    patients.call('PUT', `/patients/${id}`, { who, body: { userId } })

  test('is linked and unlinked by administrators and receptionists, on record', async () => {
    const [{ id }, user] = [await patients.create(), await patients.hospital.as('patient')]
    expect((await link(id, user.userId)).body.userId).toBe(user.userId)
    expect((await link(id, null, 'admin')).body.userId).toBe(null)
    expect((await patients.historyOf(id)).map(({ action }) => action)).toEqual(['created', 'linked', 'unlinked'])
    expect(await patients.eventsOf(id)).toEqual([
      { type: 'patient.created', version: 1, ids: { patientId: id } },
      { type: 'patient.linked', version: 2, ids: { patientId: id, userId: user.userId } },
      { type: 'patient.linked', version: 3, ids: { patientId: id, userId: user.userId } },
    ])
    for (const who of ['doctor', 'nurse'] as const) {
      expect((await link(id, user.userId, who)).status).toBe(403)
      const body = { ...amina, userId: user.userId }
      expect((await patients.call('POST', '/patients', { who, body })).status).toBe(403)
    }
  })
  test('must be an active patient’s', async () => {
    const [{ id }, gone] = [await patients.create(), await patients.hospital.as('patient')]
    await patients.hospital.clients.auth.auth
      .users({ id: gone.userId })
      .delete(undefined, { headers: patients.people.admin.headers })
    for (const userId of [gone.userId, patients.people.nurse.userId, Bun.randomUUIDv7()]) {
      const answers = [
        await link(id, userId),
        await patients.call('POST', '/patients', { who: 'receptionist', body: { ...amina, userId } }),
      ]
      for (const { status, body } of answers) {
        expect(status).toBe(422)
        expect(body.errors?.[0]?.path).toBe('userId')
      }
    }
  })
  test('sees one record only, even when two are linked at once', async () => {
    const [one, two, user] = [await patients.create(), await patients.create(), await patients.hospital.as('patient')]
    const answers = await Promise.all([link(one.id, user.userId), link(two.id, user.userId)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    expect(answers.find(({ status }) => status === 422)?.body.errors?.[0]?.path).toBe('userId')
  })
  test('goes to another record once the first is archived', async () => {
    const { user, record } = await patients.linked()
    expect((await patients.call('DELETE', `/patients/${record.id}`, { who: 'receptionist' })).status).toBe(204)
    const other = await patients.create({ userId: user.userId })
    expect((await patients.call('GET', '/patients/me', { who: user })).body.id).toBe(other.id)
  })
})

describe('an archived record', () => {
  test('stays readable to staff, is closed to changes, and is gone for its patient', async () => {
    const { user, record } = await patients.linked()
    expect((await patients.archive(record.id)).status).toBe(204)
    expect((await patients.archive(record.id)).status).toBe(204)
    expect((await patients.call('GET', `/patients/${record.id}`, { who: 'nurse' })).body).toMatchObject({
      version: 2,
      archivedAt: patients.clock.now().toISOString(),
    })
    const change = await patients.call('PUT', `/patients/${record.id}`, { who: 'nurse', body: { phone: '600 600' } })
    expect(change).toMatchObject({ status: 409, body: { kind: 'archived' } })
    for (const path of [`/patients/${record.id}`, '/patients/me'])
      expect((await patients.call('GET', path, { who: user })).status).toBe(404)
    expect((await patients.historyOf(record.id)).map(({ action }) => action)).toEqual(['created', 'archived'])
    expect(await patients.eventsOf(record.id)).toMatchObject([
      { type: 'patient.created' },
      { type: 'patient.archived', version: 2, ids: { patientId: record.id, userId: user.userId } },
    ])
  })
  test('is listed only when asked for', async () => {
    const { id, mrn } = await patients.create()
    await patients.archive(id)
    const ids = async (query: string) =>
      (await patients.call<{ items: Patient[] }>('GET', `/patients?q=${mrn}${query}`, { who: 'nurse' })).body.items.map(
        (item) => item.id,
      )
    expect(await ids('')).toEqual([])
    expect(await ids('&archived=false')).toEqual([])
    expect(await ids('&archived=true')).toEqual([id])
  })
  test('is made so by administrators and receptionists', async () => {
    const { id } = await patients.create()
    for (const who of ['doctor', 'nurse', 'patient'] as const)
      expect((await patients.archive(id, who)).status).toBe(403)
    expect((await patients.archive(id, 'admin')).status).toBe(204)
  })
  test('has its appointments cancelled when the answer comes', async () => {
    const { id } = await patients.create()
    const admin = { headers: patients.people.admin.headers }
    const doctor = await patients.hospital.clients.doctor.doctors.post(
      { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology' },
      admin,
    )
    const booked = await patients.hospital.clients.appointment.appointments.post(
      { patientId: id, doctorId: doctor.data?.id ?? '', startsAt: '2026-11-24T09:00:00+01:00' },
      admin,
    )
    expect(booked.status).toBe(201)
    await patients.archive(id)
    const { data } = await patients.hospital.clients.appointment.appointments({ id: booked.data?.id ?? '' }).get(admin)
    expect(data).toMatchObject({ status: 'cancelled', cancelled: { reason: 'patient-archived' } })
  })
})

describe('other parts', () => {
  test('look patients up by id, archived ones too, and by account', async () => {
    const { user, record } = await patients.linked()
    const { patient } = patients.hospital.clients
    const { id, name, mrn, userId } = record
    const summary = { id, name, mrn, userId, archivedAt: null }
    const lookup = async () =>
      (await patient.internal.patients.lookup.post({ ids: [id, Bun.randomUUIDv7()] })).data?.items
    const byUser = async () => (await patient.internal.patients['by-user']({ userId: user.userId }).get()).data?.patient
    expect([await lookup(), await byUser()]).toEqual([[summary], summary])
    await patients.call('DELETE', `/patients/${id}`, { who: 'admin' })
    expect([await lookup(), await byUser()]).toEqual([
      [{ ...summary, archivedAt: patients.clock.now().toISOString() }],
      null,
    ])
    expect((await patient.internal.patients.lookup.post({ ids: [] })).data?.items).toEqual([])
  })
  test('alone may do so', async () => {
    expect((await patients.call('POST', '/internal/patients/lookup', { who: 'admin', body: { ids: [] } })).status).toBe(
      403,
    )
    expect((await patients.call('GET', `/internal/patients/by-user/${Bun.randomUUIDv7()}`)).status).toBe(401)
  })
})
