import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Role } from '@wardline/kit/permissions'
import { sql } from 'drizzle-orm'
import { amina, type Patients, startPatients } from './testing.ts'

setDefaultTimeout(30_000)

let patients: Patients
beforeAll(async () => {
  patients = await startPatients()
})
afterAll(() => patients?.stop())

describe('a new patient', () => {
  test('gets a record number, and everything not given is empty', async () => {
    const { status, body } = await patients.call('POST', '/patients', { who: 'nurse', body: amina })
    expect(status).toBe(201)
    expect(body).toEqual({
      ...amina,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: 1,
      createdAt: '2026-11-23T07:00:00.000Z',
      updatedAt: '2026-11-23T07:00:00.000Z',
      mrn: expect.stringMatching(/^MRN-\d{6}$/),
      name: 'Amina Diallo',
      phone: null,
      email: null,
      address: null,
      emergencyContact: null,
      bloodType: null,
      allergies: [],
      userId: null,
      archivedAt: null,
    } as never)
    expect(await patients.historyOf(body.id)).toMatchObject([
      {
        version: 1,
        actorId: patients.people.nurse.userId,
        action: 'created',
        changes: { familyName: [null, 'Diallo'] },
      },
    ])
    expect(await patients.eventsOf(body.id)).toEqual([
      { type: 'patient.created', version: 1, ids: { patientId: body.id } },
    ])
  })

  test('keeps all that was said', async () => {
    const said = {
      ...amina,
      phone: '+34 (600) 123-456 x12',
      email: 'amina@example.org',
      address: 'Calle Mayor 1\n28013 Madrid',
      emergencyContact: { name: 'Eva', phone: '600 1', relationship: 'sister' },
      bloodType: 'AB-' as const,
      allergies: [{ substance: 'Penicillin', reaction: 'Rash', severity: 'severe' }, { substance: 'Latex' }],
    }
    const { id } = await patients.create(said)
    expect((await patients.call('GET', `/patients/${id}`, { who: 'doctor' })).body).toMatchObject(said)
  })

  test.each(['Zoë 👩🏽‍⚕️', 'O’Brien', 'محمد', '山田', 'Nguyễn Thị', '‏א', 'x'.repeat(100)])(
    'may be called %s',
    async (familyName) => {
      const { id, name } = await patients.create({ familyName })
      expect(name).toBe(`Amina ${familyName}`)
      expect((await patients.call('GET', `/patients/${id}`, { who: 'admin' })).body.familyName).toBe(familyName)
    },
  )

  test('gets a record number of its own, however many come at once', async () => {
    const created = await Promise.all(Array.from({ length: 25 }, () => patients.create()))
    expect(new Set(created.map(({ mrn }) => mrn)).size).toBe(25)
  })

  test.each<[string, object | string, string]>([
    ['a missing name', { givenName: undefined }, 'givenName'],
    ['a blank name', { familyName: '  ' }, 'familyName'],
    ['a long name', { familyName: 'x'.repeat(101) }, 'familyName'],
    ['a date that does not exist', { birthDate: '2026-02-30' }, 'birthDate'],
    ['a birth tomorrow', { birthDate: '2026-11-24' }, 'birthDate'],
    ['a birth before 1880', { birthDate: '1879-12-31' }, 'birthDate'],
    ['an unknown sex', { sex: 'f' }, 'sex'],
    ['an unknown blood type', { bloodType: 'C+' }, 'bloodType'],
    ['a telephone number of letters', { phone: 'call me' }, 'phone'],
    ['a telephone number too long', { phone: '1'.repeat(41) }, 'phone'],
    ['no telephone number', { phone: '' }, 'phone'],
    ['no e-mail address', { email: 'amina' }, 'email'],
    ['a contact without a number', { emergencyContact: { name: 'Eva' } }, 'emergencyContact.phone'],
    ['an allergy to nothing', { allergies: [{ reaction: 'Rash' }] }, 'allergies.0.substance'],
    ['a record number', { mrn: 'MRN-000001' }, 'mrn'],
    ['a field that nobody knows', { shoeSize: 42 }, 'shoeSize'],
    ['NUL', JSON.stringify({ ...amina, address: 'a\0b' }), 'address'],
    [
      'half a surrogate pair',
      `{"givenName":"\\ud800","familyName":"x","birthDate":"1980-01-01","sex":"other"}`,
      'givenName',
    ],
  ])('is refused for %s', async (_, wrong, path) => {
    const body = typeof wrong === 'string' ? wrong : { ...amina, ...wrong }
    const answer = await patients.call('POST', '/patients', { who: 'receptionist', body })
    expect(answer.status).toBe(422)
    expect(answer.body.errors?.map((error) => error.path)).toEqual([path])
  })

  test('is the hospital’s to register: staff may, others not', async () => {
    for (const who of ['admin', 'doctor', 'nurse', 'receptionist'] as const)
      expect((await patients.call('POST', '/patients', { who, body: amina })).status).toBe(201)
    expect((await patients.call('POST', '/patients', { who: 'patient', body: amina })).status).toBe(403)
    expect((await patients.call('POST', '/patients', { body: amina })).status).toBe(401)
  })
})

describe('an Idempotency-Key', () => {
  const post = (key: string, body: object = amina, who: Role = 'receptionist') =>
    patients.call('POST', '/patients', { who, body, headers: { 'idempotency-key': key } })

  test('repeats the answer to the same request', async () => {
    const [first, second] = [await post('once'), await post('once')]
    expect(second).toEqual(first)
    expect(first.status).toBe(201)
  })
  test('repeats it when the account could no longer be linked', async () => {
    const body = { ...amina, userId: (await patients.hospital.as('patient')).userId }
    const first = await post('linked', body)
    await patients.call('PUT', `/patients/${first.body.id}`, { who: 'admin', body: { userId: null } })
    await patients.hospital.clients.auth.auth
      .users({ id: body.userId })
      .delete(undefined, { headers: patients.people.admin.headers })
    expect(await post('linked', body)).toEqual(first)
  })
  test('is refused with another body', async () => {
    await post('mismatch')
    expect(await post('mismatch', { ...amina, givenName: 'Eva' })).toMatchObject({
      status: 422,
      body: { kind: 'idempotency-mismatch' },
    })
  })
  test('belongs to one user', async () => {
    const [mine, theirs] = [await post('shared'), await post('shared', amina, 'nurse')]
    expect(theirs.body.id).not.toBe(mine.body.id)
  })
  test('says when the first request is still running', async () => {
    const running = `${patients.people.receptionist.userId} POST /patients running`
    await patients.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${running}, 0))`)
      expect(await post('running')).toMatchObject({ status: 409, body: { kind: 'in-progress' } })
    })
    expect((await post('running')).status).toBe(201)
  })
  test('keeps no refusal', async () => {
    expect((await post('refused', { ...amina, birthDate: '2030-01-01' })).status).toBe(422)
    expect((await post('refused')).status).toBe(201)
  })
})

describe('a change', () => {
  test('leaves what is absent, clears what is null, replaces lists', async () => {
    const before = await patients.create({
      phone: '600 600',
      address: 'Here',
      allergies: [{ substance: 'Latex' }, { substance: 'Nuts' }],
    })
    patients.clock.advance(60_000)
    const { status, body } = await patients.change(before.id, {
      phone: null,
      allergies: [{ substance: 'Milk' }],
      familyName: ' Núñez ',
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      ...before,
      version: 2,
      updatedAt: patients.clock.now().toISOString(),
      familyName: 'Núñez',
      name: 'Amina Núñez',
      phone: null,
      allergies: [{ substance: 'Milk' }],
    } as never)
    expect((await patients.historyOf(before.id))[1]).toMatchObject({
      version: 2,
      actorId: patients.people.nurse.userId,
      action: 'updated',
      changes: { phone: ['600 600', null], familyName: ['Diallo', 'Núñez'] },
    })
    expect((await patients.eventsOf(before.id)).map(({ type }) => type)).toEqual(['patient.created', 'patient.updated'])
  })
  test('that changes nothing leaves no trace', async () => {
    const record = await patients.create()
    expect((await patients.change(record.id, { givenName: record.givenName })).body).toEqual(record as never)
    expect(await patients.historyOf(record.id)).toHaveLength(1)
  })
  test('made against an older version is refused, however it is named', async () => {
    const { id } = await patients.create()
    expect((await patients.change(id, { version: 1, phone: '600 600' })).body.version).toBe(2)
    expect(await patients.change(id, { version: 1, phone: '600 700' })).toMatchObject({
      status: 409,
      body: { kind: 'stale' },
    })
    expect((await patients.change(id, { phone: '600 700' }, 'nurse', { 'if-match': '"1"' })).status).toBe(409)
    expect((await patients.change(id, { phone: '600 700' }, 'nurse', { 'if-match': '"2"' })).status).toBe(200)
  })
  test('of two against one version, one wins', async () => {
    const { id } = await patients.create()
    const answers = await Promise.all([1, 2, 3, 4].map((n) => patients.change(id, { version: 1, phone: `600 00${n}` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })
  test('may not be nonsense either', async () => {
    const { id } = await patients.create()
    for (const wrong of [
      { mrn: 'MRN-1' },
      { givenName: null },
      { birthDate: '2026-11-24' },
      { sex: null },
      { nothing: 1 },
    ])
      expect((await patients.change(id, wrong)).status).toBe(422)
  })
  test('by the patient covers how to reach them, and no more', async () => {
    const { user, record } = await patients.linked()
    const mine = {
      phone: '600 600',
      email: 'me@example.org',
      address: 'There',
      emergencyContact: { name: 'Eva', phone: '600 601' },
    }
    expect((await patients.change(record.id, { ...mine, version: 1 }, user)).body).toMatchObject({
      ...mine,
      version: 2,
    })
    for (const field of [{ givenName: 'Eva' }, { allergies: [] }, { bloodType: null }, { userId: null }])
      expect(await patients.change(record.id, { ...mine, ...field }, user)).toMatchObject({
        status: 403,
        body: { kind: 'forbidden' },
      })
    expect((await patients.change(record.id, { shoeSize: 42 }, user)).status).toBe(422)
  })
})
