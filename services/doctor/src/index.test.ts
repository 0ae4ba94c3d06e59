import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { defaultHours } from './rules.ts'
import { ada, type Doctors, startDoctors } from './testing.ts'

setDefaultTimeout(30_000)

let doctors: Doctors
beforeAll(async () => {
  doctors = await startDoctors()
})
afterAll(() => doctors?.stop())

const staff = ['admin', 'doctor', 'nurse', 'receptionist'] as const

describe('a new doctor', () => {
  test('works Monday to Friday, in slots of half an hour, unless told otherwise', async () => {
    const { status, body } = await doctors.call('POST', '/doctors', { who: 'admin', body: ada })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: 1,
      createdAt: '2026-11-23T07:00:00.000Z',
      updatedAt: '2026-11-23T07:00:00.000Z',
      userId: null,
      ...ada,
      name: 'Ada Okafor',
      email: null,
      phone: null,
      licenseNumber: null,
      room: null,
      hours: defaultHours,
      slotMinutes: 30,
      bufferMinutes: 0,
      archivedAt: null,
    } as never)
    expect(await doctors.historyOf(body.id)).toMatchObject([
      {
        version: 1,
        actorId: doctors.people.admin.userId,
        action: 'created',
        changes: { specialty: [null, 'Cardiology'] },
      },
    ])
    expect(await doctors.eventsOf(body.id)).toEqual([
      { type: 'doctor.created', version: 1, ids: { doctorId: body.id } },
    ])
  })

  test('keeps all that was said, in any script', async () => {
    const said = {
      givenName: 'Šárka',
      familyName: '山田-O’Brien 👩🏽‍⚕️',
      specialty: 'Ear, nose & throat',
      email: 'sarka@example.org',
      phone: '+34 600 123 456',
      licenseNumber: 'M-28/1234',
      room: '2.14',
      hours: [
        { weekday: 7, from: '22:00', to: '24:00' },
        { weekday: 1, from: '00:00', to: '06:00' },
      ],
      slotMinutes: 5,
    }
    const { id } = await doctors.create(said)
    expect((await doctors.call('GET', `/doctors/${id}`, { who: 'nurse' })).body).toMatchObject(said)
  })

  test.each<[string, object, string]>([
    ['no specialty', { specialty: undefined }, 'specialty'],
    ['a blank name', { givenName: ' ' }, 'givenName'],
    ['a long name', { familyName: 'x'.repeat(101) }, 'familyName'],
    ['no e-mail address', { email: 'ada' }, 'email'],
    ['a telephone number of letters', { phone: 'call me' }, 'phone'],
    ['slots too short', { slotMinutes: 4 }, 'slotMinutes'],
    ['slots too long', { slotMinutes: 481 }, 'slotMinutes'],
    ['half a minute', { slotMinutes: 7.5 }, 'slotMinutes'],
    ['hours that end before they begin', { hours: [{ weekday: 1, from: '12:00', to: '08:00' }] }, 'hours'],
    [
      'hours that overlap',
      {
        hours: [
          { weekday: 1, from: '08:00', to: '12:00' },
          { weekday: 1, from: '11:00', to: '13:00' },
        ],
      },
      'hours',
    ],
    ['an eighth weekday', { hours: [{ weekday: 8, from: '08:00', to: '12:00' }] }, 'hours.0.weekday'],
    ['a time that is none', { hours: [{ weekday: 1, from: '8:00', to: '12:00' }] }, 'hours.0.from'],
    ['a time after 24:00', { hours: [{ weekday: 1, from: '08:00', to: '24:01' }] }, 'hours.0.to'],
    ['a field that nobody knows', { shoeSize: 42 }, 'shoeSize'],
  ])('is refused for %s', async (_, wrong, path) => {
    const { status, body } = await doctors.call('POST', '/doctors', { who: 'admin', body: { ...ada, ...wrong } })
    expect(status).toBe(422)
    expect(body.errors?.map((error) => error.path)).toEqual([path])
  })

  test('is an administrator’s to add, change, archive and look back on', async () => {
    const { id } = await doctors.create()
    for (const who of ['doctor', 'nurse', 'receptionist', 'patient'] as const) {
      const answers = [
        await doctors.call('POST', '/doctors', { who, body: ada }),
        await doctors.change(id, { room: '1' }, who),
        await doctors.archive(id, who),
        await doctors.call('GET', `/doctors/${id}/history`, { who }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    }
    expect((await doctors.call('POST', '/doctors', { body: ada })).status).toBe(401)
  })
})

describe('a doctor', () => {
  test('is shown whole to staff, and briefly to patients', async () => {
    const record = await doctors.create({ givenName: 'Brief', room: '2.14' })
    for (const who of staff)
      expect((await doctors.call('GET', `/doctors/${record.id}`, { who })).body).toEqual(record as never)
    const { id, name, specialty, room } = record
    expect((await doctors.call('GET', `/doctors/${id}`, { who: 'patient' })).body).toEqual({
      id,
      name,
      specialty,
      room,
    } as never)
    expect((await doctors.list('?q=brief', 'patient')).items).toEqual([{ id, name, specialty, room }] as never)
    expect((await doctors.call('GET', `/doctors/${id}`)).status).toBe(401)
  })
  test('with an unknown id, or none that could be, is not found', async () => {
    const id = Bun.randomUUIDv7()
    for (const path of [id, 'nobody', `${id}/history`])
      expect((await doctors.call('GET', `/doctors/${path}`, { who: 'admin' })).status).toBe(404)
    expect((await doctors.change(id, {})).status).toBe(404)
    expect((await doctors.archive(id)).status).toBe(404)
  })
})

describe('a change', () => {
  test('leaves what is absent, clears what is null, replaces lists', async () => {
    const before = await doctors.create({ room: '1', phone: '600 600' })
    doctors.clock.advance(60_000)
    const hours = [{ weekday: 2, from: '09:00', to: '13:00' }]
    const { status, body } = await doctors.change(before.id, { room: null, hours, specialty: ' Neurology ' })
    expect(status).toBe(200)
    expect(body).toEqual({
      ...before,
      version: 2,
      updatedAt: doctors.clock.now().toISOString(),
      room: null,
      hours,
      specialty: 'Neurology',
    } as never)
    expect((await doctors.historyOf(before.id))[1]).toMatchObject({
      actorId: doctors.people.admin.userId,
      action: 'updated',
      changes: { room: ['1', null], hours: [defaultHours, hours] },
    })
    expect((await doctors.eventsOf(before.id)).map(({ type }) => type)).toEqual(['doctor.created', 'doctor.updated'])
  })
  test('that changes nothing leaves no trace', async () => {
    const record = await doctors.create()
    expect((await doctors.change(record.id, { slotMinutes: 30 })).body).toEqual(record as never)
    expect(await doctors.historyOf(record.id)).toHaveLength(1)
  })
  test('made against an older version is refused, however it is named', async () => {
    const { id } = await doctors.create()
    expect((await doctors.change(id, { version: 1, room: '1' })).body.version).toBe(2)
    expect(await doctors.change(id, { version: 1, room: '2' })).toMatchObject({ status: 409, body: { kind: 'stale' } })
    expect((await doctors.change(id, { room: '2' }, 'admin', { 'if-match': '"1"' })).status).toBe(409)
    const answers = await Promise.all([1, 2, 3].map((n) => doctors.change(id, { version: 2, room: `3.${n}` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })
  test('may not be nonsense either', async () => {
    const { id } = await doctors.create()
    const overlapping = [
      { weekday: 1, from: '08:00', to: '12:00' },
      { weekday: 1, from: '08:00', to: '12:00' },
    ]
    for (const wrong of [
      { hours: overlapping },
      { hours: null },
      { givenName: null },
      { slotMinutes: 0 },
      { nothing: 1 },
    ])
      expect((await doctors.change(id, wrong)).status).toBe(422)
  })
})

describe('a doctor’s account', () => {
  test('is linked and unlinked, on record', async () => {
    const { userId } = doctors.people.doctor
    const { id } = await doctors.create({ userId })
    expect((await doctors.change(id, { userId: null })).body.userId).toBe(null)
    expect((await doctors.historyOf(id)).map(({ changes }) => changes.userId)).toEqual([
      [null, userId],
      [userId, null],
    ])
    expect(await doctors.eventsOf(id)).toEqual([
      { type: 'doctor.created', version: 1, ids: { doctorId: id, userId } },
      { type: 'doctor.updated', version: 2, ids: { doctorId: id, userId } },
    ])
  })
  test('must be an active doctor’s', async () => {
    const [{ id }, gone] = [await doctors.create(), await doctors.hospital.as('doctor')]
    const { headers } = doctors.people.admin
    await doctors.hospital.clients.auth.auth.users({ id: gone.userId }).delete(undefined, { headers })
    for (const userId of [gone.userId, doctors.people.nurse.userId, Bun.randomUUIDv7()]) {
      const body = { ...ada, userId }
      for (const answer of [
        await doctors.change(id, { userId }),
        await doctors.call('POST', '/doctors', { who: 'admin', body }),
      ]) {
        expect(answer.status).toBe(422)
        expect(answer.body.errors?.[0]?.path).toBe('userId')
      }
    }
  })
  test('is one doctor’s only, even when two are linked at once', async () => {
    const [one, two, { userId }] = [await doctors.create(), await doctors.create(), await doctors.hospital.as('doctor')]
    const answers = await Promise.all([one, two].map(({ id }) => doctors.change(id, { userId })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    const [kept] = answers.filter(({ status }) => status === 200)
    await doctors.archive(kept?.body.id ?? '')
    expect((await doctors.create({ userId })).userId).toBe(userId)
  })
})

describe('other parts', () => {
  test('look doctors up by id, archived ones too, and by account', async () => {
    const { userId } = await doctors.hospital.as('doctor')
    const { id, name, specialty, room, hours, slotMinutes, bufferMinutes } = await doctors.create({ userId })
    const { internal } = doctors.hospital.clients.doctor
    const summary = { id, name, userId, specialty, room, hours, slotMinutes, bufferMinutes, archivedAt: null }
    const lookup = async () => (await internal.doctors.lookup.post({ ids: [id, Bun.randomUUIDv7()] })).data?.items
    const byUser = async () => (await internal.doctors['by-user']({ userId }).get()).data?.doctor
    expect([await lookup(), await byUser()]).toEqual([[summary], summary])
    await doctors.archive(id)
    expect([await lookup(), await byUser()]).toEqual([
      [{ ...summary, archivedAt: doctors.clock.now().toISOString() }],
      null,
    ])
  })
  test('alone may do so', async () => {
    expect((await doctors.call('POST', '/internal/doctors/lookup', { who: 'admin', body: { ids: [] } })).status).toBe(
      403,
    )
    expect((await doctors.call('GET', `/internal/doctors/by-user/${Bun.randomUUIDv7()}`)).status).toBe(401)
  })
})
