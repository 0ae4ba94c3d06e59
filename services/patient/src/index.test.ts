import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import { sql } from 'drizzle-orm'
import type { NewPatient, Patient } from './model.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
const roles = ['admin', 'doctor', 'nurse', 'receptionist', 'patient'] as const
type Who = (typeof roles)[number]
let hospital: Hospital
let people: Record<Who, SignedIn>
let database: ReturnType<typeof connect>

beforeAll(async () => {
  hospital = await startHospital({ clock })
  const signedIn = await Promise.all(roles.map(async (role) => [role, await hospital.as(role)] as const))
  people = Object.fromEntries(signedIn) as typeof people
  database = connect(hospital.database.urls.patient, { name: 'test' })
})
afterAll(async () => {
  await database?.close()
  await hospital?.stop()
})

interface Asking {
  who?: Who | SignedIn
  body?: unknown
  headers?: Record<string, string>
}

/** A request at the service itself; a body that is text is sent as it is. */
async function call<T = Patient & Problem>(method: string, path: string, { who, body, headers }: Asking = {}) {
  const person = typeof who === 'string' ? people[who] : who
  const response: Response = await hospital.apps.patient.handle(
    new Request(`http://localhost${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...person?.headers, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T }
}

const amina: NewPatient = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' }
const create = async (values: Partial<NewPatient> = {}) =>
  (await call('POST', '/patients', { who: 'receptionist', body: { ...amina, ...values } })).body
const patient = () => hospital.as('patient')
/** A portal user and the record linked to it. */
async function linked(values: Partial<NewPatient> = {}) {
  const user = await patient()
  return { user, record: await create({ userId: user.userId, ...values }) }
}
const historyOf = async (id: string) =>
  (
    await call<{ items: { version: number; actorId: string; action: string; changes: Record<string, unknown> }[] }>(
      'GET',
      `/patients/${id}/history`,
      { who: 'nurse' },
    )
  ).body.items
const eventsOf = async (id: string) =>
  (
    await database.db.execute<{ type: string; version: number; ids: object }>(
      sql`select type, version, ids from patient.outbox where ids->>'patientId' = ${id} order by version`,
    )
  ).rows

describe('a new patient', () => {
  test('gets a record number, and everything not given is empty', async () => {
    const { status, body } = await call('POST', '/patients', { who: 'nurse', body: amina })
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
    expect(await historyOf(body.id)).toMatchObject([
      { version: 1, actorId: people.nurse.userId, action: 'created', changes: { familyName: [null, 'Diallo'] } },
    ])
    expect(await eventsOf(body.id)).toEqual([{ type: 'patient.created', version: 1, ids: { patientId: body.id } }])
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
    const { id } = await create(said)
    expect((await call('GET', `/patients/${id}`, { who: 'doctor' })).body).toMatchObject(said)
  })

  test.each(['Zoë 👩🏽‍⚕️', 'O’Brien', 'محمد', '山田', 'Nguyễn Thị', '‏א', 'x'.repeat(100)])(
    'may be called %s',
    async (familyName) => {
      const { id, name } = await create({ familyName })
      expect(name).toBe(`Amina ${familyName}`)
      expect((await call('GET', `/patients/${id}`, { who: 'admin' })).body.familyName).toBe(familyName)
    },
  )

  test('gets a record number of its own, however many come at once', async () => {
    const created = await Promise.all(Array.from({ length: 25 }, () => create()))
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
    const answer = await call('POST', '/patients', { who: 'receptionist', body })
    expect(answer.status).toBe(422)
    expect(answer.body.errors?.map((error) => error.path)).toEqual([path])
  })

  test('is the hospital’s to register: staff may, others not', async () => {
    for (const who of ['admin', 'doctor', 'nurse', 'receptionist'] as const)
      expect((await call('POST', '/patients', { who, body: amina })).status).toBe(201)
    expect((await call('POST', '/patients', { who: 'patient', body: amina })).status).toBe(403)
    expect((await call('POST', '/patients', { body: amina })).status).toBe(401)
  })
})

describe('an Idempotency-Key', () => {
  const post = (key: string, body: object = amina, who: Who = 'receptionist') =>
    call('POST', '/patients', { who, body, headers: { 'idempotency-key': key } })

  test('repeats the answer to the same request', async () => {
    const [first, second] = [await post('once'), await post('once')]
    expect(second).toEqual(first)
    expect(first.status).toBe(201)
  })
  test('repeats it when the account could no longer be linked', async () => {
    const body = { ...amina, userId: (await patient()).userId }
    const first = await post('linked', body)
    await call('PUT', `/patients/${first.body.id}`, { who: 'admin', body: { userId: null } })
    await hospital.clients.auth.auth.users({ id: body.userId }).delete(undefined, { headers: people.admin.headers })
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
    const running = `${people.receptionist.userId} POST /patients running`
    await database.db.transaction(async (tx) => {
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

describe('a record', () => {
  test('is open to all staff, and to its own patient', async () => {
    const { user, record } = await linked()
    for (const who of ['admin', 'doctor', 'nurse', 'receptionist', user] as const) {
      expect((await call('GET', `/patients/${record.id}`, { who })).body).toEqual(record as never)
    }
    expect((await call('GET', '/patients/me', { who: user })).body).toEqual(record as never)
    const list = await call<{ items: Patient[] }>('GET', '/patients?count=true', { who: user })
    expect(list.body).toEqual({ items: [record], nextCursor: null, total: 1 } as never)
  })
  test('does not exist for another patient', async () => {
    const { record } = await linked()
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { phone: '600 600' }],
    ] as const)
      expect(await call(method, `/patients/${record.id}`, { who: 'patient', body })).toMatchObject({
        status: 404,
        body: { kind: 'not-found' },
      })
    expect(
      (await call<{ items: Patient[] }>('GET', `/patients?q=${record.mrn}`, { who: 'patient' })).body.items,
    ).toEqual([])
  })
  test('that is not linked is said so', async () => {
    expect(await call('GET', '/patients/me', { who: 'patient' })).toMatchObject({
      status: 404,
      body: { kind: 'no-patient-record' },
    })
    expect((await call('GET', '/patients/me', { who: 'nurse' })).status).toBe(403)
    expect((await call('GET', '/patients/me')).status).toBe(401)
  })
  test('with an unknown id, or none that could be, is not found', async () => {
    for (const id of [Bun.randomUUIDv7(), 'nobody', '1'])
      expect((await call('GET', `/patients/${id}`, { who: 'nurse' })).status).toBe(404)
    expect((await call('PUT', `/patients/${Bun.randomUUIDv7()}`, { who: 'nurse', body: {} })).status).toBe(404)
    expect((await call('DELETE', `/patients/${Bun.randomUUIDv7()}`, { who: 'admin' })).status).toBe(404)
  })
  test('has a history that staff alone may read', async () => {
    const { user, record } = await linked()
    expect((await call('GET', `/patients/${record.id}/history`, { who: user })).status).toBe(403)
    expect((await call('GET', `/patients/${Bun.randomUUIDv7()}/history`, { who: 'nurse' })).status).toBe(404)
  })
})

describe('a change', () => {
  const put = (id: string, body: object, who: Who | SignedIn = 'nurse', headers = {}) =>
    call('PUT', `/patients/${id}`, { who, body, headers })

  test('leaves what is absent, clears what is null, replaces lists', async () => {
    const before = await create({
      phone: '600 600',
      address: 'Here',
      allergies: [{ substance: 'Latex' }, { substance: 'Nuts' }],
    })
    clock.advance(60_000)
    const { status, body } = await put(before.id, {
      phone: null,
      allergies: [{ substance: 'Milk' }],
      familyName: ' Núñez ',
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      ...before,
      version: 2,
      updatedAt: clock.now().toISOString(),
      familyName: 'Núñez',
      name: 'Amina Núñez',
      phone: null,
      allergies: [{ substance: 'Milk' }],
    } as never)
    expect((await historyOf(before.id))[1]).toMatchObject({
      version: 2,
      actorId: people.nurse.userId,
      action: 'updated',
      changes: { phone: ['600 600', null], familyName: ['Diallo', 'Núñez'] },
    })
    expect((await eventsOf(before.id)).map(({ type }) => type)).toEqual(['patient.created', 'patient.updated'])
  })
  test('that changes nothing leaves no trace', async () => {
    const record = await create()
    expect((await put(record.id, { givenName: record.givenName })).body).toEqual(record as never)
    expect(await historyOf(record.id)).toHaveLength(1)
  })
  test('made against an older version is refused, however it is named', async () => {
    const { id } = await create()
    expect((await put(id, { version: 1, phone: '600 600' })).body.version).toBe(2)
    expect(await put(id, { version: 1, phone: '600 700' })).toMatchObject({ status: 409, body: { kind: 'stale' } })
    expect((await put(id, { phone: '600 700' }, 'nurse', { 'if-match': '"1"' })).status).toBe(409)
    expect((await put(id, { phone: '600 700' }, 'nurse', { 'if-match': '"2"' })).status).toBe(200)
  })
  test('of two against one version, one wins', async () => {
    const { id } = await create()
    const answers = await Promise.all([1, 2, 3, 4].map((n) => put(id, { version: 1, phone: `600 00${n}` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })
  test('may not be nonsense either', async () => {
    const { id } = await create()
    for (const wrong of [
      { mrn: 'MRN-1' },
      { givenName: null },
      { birthDate: '2026-11-24' },
      { sex: null },
      { nothing: 1 },
    ])
      expect((await put(id, wrong)).status).toBe(422)
  })
  test('by the patient covers how to reach them, and no more', async () => {
    const { user, record } = await linked()
    const mine = {
      phone: '600 600',
      email: 'me@example.org',
      address: 'There',
      emergencyContact: { name: 'Eva', phone: '600 601' },
    }
    expect((await put(record.id, { ...mine, version: 1 }, user)).body).toMatchObject({ ...mine, version: 2 })
    for (const field of [{ givenName: 'Eva' }, { allergies: [] }, { bloodType: null }, { userId: null }])
      expect(await put(record.id, { ...mine, ...field }, user)).toMatchObject({
        status: 403,
        body: { kind: 'forbidden' },
      })
    expect((await put(record.id, { shoeSize: 42 }, user)).status).toBe(422)
  })
})

describe('a portal account', () => {
  const link = (id: string, userId: string | null, who: Who = 'receptionist') =>
    call('PUT', `/patients/${id}`, { who, body: { userId } })

  test('is linked and unlinked by administrators and receptionists, on record', async () => {
    const [{ id }, user] = [await create(), await patient()]
    expect((await link(id, user.userId)).body.userId).toBe(user.userId)
    expect((await link(id, null, 'admin')).body.userId).toBe(null)
    expect((await historyOf(id)).map(({ action }) => action)).toEqual(['created', 'linked', 'unlinked'])
    expect(await eventsOf(id)).toEqual([
      { type: 'patient.created', version: 1, ids: { patientId: id } },
      { type: 'patient.linked', version: 2, ids: { patientId: id, userId: user.userId } },
      { type: 'patient.linked', version: 3, ids: { patientId: id, userId: user.userId } },
    ])
    for (const who of ['doctor', 'nurse'] as const) {
      expect((await link(id, user.userId, who)).status).toBe(403)
      const body = { ...amina, userId: user.userId }
      expect((await call('POST', '/patients', { who, body })).status).toBe(403)
    }
  })
  test('must be an active patient’s', async () => {
    const [{ id }, gone] = [await create(), await patient()]
    await hospital.clients.auth.auth.users({ id: gone.userId }).delete(undefined, { headers: people.admin.headers })
    for (const userId of [gone.userId, people.nurse.userId, Bun.randomUUIDv7()]) {
      const answers = [
        await link(id, userId),
        await call('POST', '/patients', { who: 'receptionist', body: { ...amina, userId } }),
      ]
      for (const { status, body } of answers) {
        expect(status).toBe(422)
        expect(body.errors?.[0]?.path).toBe('userId')
      }
    }
  })
  test('sees one record only, even when two are linked at once', async () => {
    const [one, two, user] = [await create(), await create(), await patient()]
    const answers = await Promise.all([link(one.id, user.userId), link(two.id, user.userId)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    expect(answers.find(({ status }) => status === 422)?.body.errors?.[0]?.path).toBe('userId')
  })
  test('goes to another record once the first is archived', async () => {
    const { user, record } = await linked()
    expect((await call('DELETE', `/patients/${record.id}`, { who: 'receptionist' })).status).toBe(204)
    const other = await create({ userId: user.userId })
    expect((await call('GET', '/patients/me', { who: user })).body.id).toBe(other.id)
  })
})

describe('an archived record', () => {
  const archive = (id: string, who: Who = 'receptionist') => call('DELETE', `/patients/${id}`, { who })

  test('stays readable to staff, is closed to changes, and is gone for its patient', async () => {
    const { user, record } = await linked()
    expect((await archive(record.id)).status).toBe(204)
    expect((await archive(record.id)).status).toBe(204)
    expect((await call('GET', `/patients/${record.id}`, { who: 'nurse' })).body).toMatchObject({
      version: 2,
      archivedAt: clock.now().toISOString(),
    })
    const change = await call('PUT', `/patients/${record.id}`, { who: 'nurse', body: { phone: '600 600' } })
    expect(change).toMatchObject({ status: 409, body: { kind: 'archived' } })
    for (const path of [`/patients/${record.id}`, '/patients/me'])
      expect((await call('GET', path, { who: user })).status).toBe(404)
    expect((await historyOf(record.id)).map(({ action }) => action)).toEqual(['created', 'archived'])
    expect(await eventsOf(record.id)).toMatchObject([
      { type: 'patient.created' },
      { type: 'patient.archived', version: 2, ids: { patientId: record.id, userId: user.userId } },
    ])
  })
  test('is listed only when asked for', async () => {
    const { id, mrn } = await create()
    await archive(id)
    const ids = async (query: string) =>
      (await call<{ items: Patient[] }>('GET', `/patients?q=${mrn}${query}`, { who: 'nurse' })).body.items.map(
        (item) => item.id,
      )
    expect(await ids('')).toEqual([])
    expect(await ids('&archived=false')).toEqual([])
    expect(await ids('&archived=true')).toEqual([id])
  })
  test('is made so by administrators and receptionists', async () => {
    const { id } = await create()
    for (const who of ['doctor', 'nurse', 'patient'] as const) expect((await archive(id, who)).status).toBe(403)
    expect((await archive(id, 'admin')).status).toBe(204)
  })
  test('has its appointments cancelled when the answer comes', async () => {
    const { id } = await create()
    const admin = { headers: people.admin.headers }
    const doctor = await hospital.clients.doctor.doctors.post(
      { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology' },
      admin,
    )
    const booked = await hospital.clients.appointment.appointments.post(
      { patientId: id, doctorId: doctor.data?.id ?? '', startsAt: '2026-11-24T09:00:00+01:00' },
      admin,
    )
    expect(booked.status).toBe(201)
    await archive(id)
    const { data } = await hospital.clients.appointment.appointments({ id: booked.data?.id ?? '' }).get(admin)
    expect(data).toMatchObject({ status: 'cancelled', cancelled: { reason: 'patient-archived' } })
  })
})

describe('other parts', () => {
  test('look patients up by id, archived ones too, and by account', async () => {
    const { user, record } = await linked()
    const { patient } = hospital.clients
    const { id, name, mrn, userId } = record
    const summary = { id, name, mrn, userId, archivedAt: null }
    const lookup = async () =>
      (await patient.internal.patients.lookup.post({ ids: [id, Bun.randomUUIDv7()] })).data?.items
    const byUser = async () => (await patient.internal.patients['by-user']({ userId: user.userId }).get()).data?.patient
    expect([await lookup(), await byUser()]).toEqual([[summary], summary])
    await call('DELETE', `/patients/${id}`, { who: 'admin' })
    expect([await lookup(), await byUser()]).toEqual([[{ ...summary, archivedAt: clock.now().toISOString() }], null])
    expect((await patient.internal.patients.lookup.post({ ids: [] })).data?.items).toEqual([])
  })
  test('alone may do so', async () => {
    expect((await call('POST', '/internal/patients/lookup', { who: 'admin', body: { ids: [] } })).status).toBe(403)
    expect((await call('GET', `/internal/patients/by-user/${Bun.randomUUIDv7()}`)).status).toBe(401)
  })
})
