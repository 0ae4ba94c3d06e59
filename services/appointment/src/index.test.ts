import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { answerOf, type Hospital, movableClock, type People, startHospital } from '@wardline/gateway/testing'

setDefaultTimeout(30_000)

// A Monday, 08:00 in Madrid.
const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let people: People
let doctorId: string
let patientId: string

const on = (time: string, date = '2026-11-24') => `${date}T${time}:00+01:00`

beforeAll(async () => {
  hospital = await startHospital({ clock })
  people = await hospital.people()
})
afterAll(() => hospital?.stop())

const appointments = () => hospital.clients.appointment.appointments
const asking = (who: keyof People, headers = {}) => ({ headers: { ...people[who].headers, ...headers } })

async function newDoctor(values = {}): Promise<string> {
  const body = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', ...values }
  const { data } = await hospital.clients.doctor.doctors.post(body, asking('admin'))
  return data?.id as string
}
async function newPatient(values = {}): Promise<string> {
  const body = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' as const, ...values }
  const { data } = await hospital.clients.patient.patients.post(body, asking('receptionist'))
  return data?.id as string
}
const book = (values: object = {}, who: keyof People = 'receptionist', headers = {}) =>
  answerOf(appointments().post({ doctorId, patientId, startsAt: on('09:00'), ...values }, asking(who, headers)))
const change = (id: string, values: object, who: keyof People = 'receptionist', headers = {}) =>
  answerOf(appointments()({ id }).put(values, asking(who, headers)))

beforeEach(async () => {
  ;[doctorId, patientId] = await Promise.all([newDoctor(), newPatient()])
})

describe('two at once', () => {
  test.each([
    ['the same time', '09:00', '09:30', 'doctor-busy'],
    ['a part of it', '09:15', '09:45', 'doctor-busy'],
    ['around it', '08:30', '10:00', 'doctor-busy'],
    ['right after', '09:30', '10:00', undefined],
    ['right before', '08:30', '09:00', undefined],
  ])('one doctor, %s', async (_, from, to, kind) => {
    await book()
    expect((await book({ patientId: await newPatient(), startsAt: on(from), endsAt: on(to) })).kind).toBe(kind as never)
  })
  test('one patient at two doctors', async () => {
    await book()
    expect((await book({ doctorId: await newDoctor() })).kind).toBe('patient-busy')
    expect((await book({ doctorId: await newDoctor(), overrideReason: 'urgent' })).kind).toBe('patient-busy')
  })
  test('an override lets one doctor have two, and a plain booking yields to it', async () => {
    await book()
    expect((await book({ patientId: await newPatient(), overrideReason: 'urgent' })).status).toBe(201)
    await book({ startsAt: on('11:00'), overrideReason: 'urgent', patientId: await newPatient() })
    expect((await book({ startsAt: on('11:00') })).kind).toBe('doctor-busy')
  })
  test('spaces around its name make no other room', async () => {
    const room = `Theatre ${crypto.randomUUID()}`
    expect((await book({ room: ` ${room}` })).data).toMatchObject({ room })
    const there = { doctorId: await newDoctor(), patientId: await newPatient() }
    expect((await book({ ...there, room: `${room} ` })).kind).toBe('room-busy')
    const { data } = await book({ ...there, room: null })
    expect((await change(data.id, { room: `\t${room} ` })).kind).toBe('room-busy')
  })
  test('ids in capitals are the same ids', async () => {
    await book({ overrideReason: 'urgent' })
    const other = await newPatient()
    expect((await book({ doctorId: doctorId.toUpperCase(), patientId: other.toUpperCase() })).kind).toBe('doctor-busy')
  })
  test('a nurse who moves an overridden booking does not carry the override along', async () => {
    await book({ startsAt: on('11:00') })
    const { data } = await book({ patientId: await newPatient(), overrideReason: 'urgent' })
    expect((await change(data.id, { startsAt: on('11:00') }, 'nurse')).kind).toBe('doctor-busy')
    expect((await change(data.id, { startsAt: on('20:00') }, 'nurse')).kind).toBe('outside-hours')
    expect((await change(data.id, { startsAt: on('12:00') }, 'nurse')).data).toMatchObject({ overrideReason: null })
  })
  test('a doctor who has left takes no other time', async () => {
    const { data } = await book()
    await hospital.clients.doctor.doctors({ id: doctorId }).delete(undefined, asking('admin'))
    expect((await change(data.id, { startsAt: on('12:00') })).status).toBe(422)
    expect((await change(data.id, { reason: 'x' })).status).toBe(200)
    await appointments()({ id: data.id }).delete(undefined, asking('receptionist'))
    expect((await change(data.id, { status: 'booked' })).status).toBe(422)
  })
  test('moving into a taken time', async () => {
    await book()
    const { data } = await book({ startsAt: on('10:00'), patientId: await newPatient() })
    expect((await change(data.id, { startsAt: on('09:15') })).kind).toBe('doctor-busy')
    expect((await appointments()({ id: data.id }).get(asking('nurse'))).data).toMatchObject({ version: 1 })
  })
  test('a cancelled time is free, and is asked for again when un-cancelled', async () => {
    const { data } = await book()
    await appointments()({ id: data.id }).delete(undefined, asking('receptionist'))
    const { status } = await book({ patientId: await newPatient() })
    expect(status).toBe(201)
    expect((await change(data.id, { status: 'booked' })).kind).toBe('doctor-busy')
  })
  test('going to another doctor who is taken', async () => {
    const other = await newDoctor()
    await book({ doctorId: other, patientId: await newPatient() })
    const { data } = await book()
    expect((await change(data.id, { doctorId: other })).kind).toBe('doctor-busy')
    expect((await change(data.id, { doctorId: other, startsAt: on('12:00') })).data).toMatchObject({
      doctorId: other,
      version: 2,
    })
  })
  test('the database itself refuses what the check would have missed', async () => {
    const { data } = await book()
    const { connect } = await import('@wardline/db/connect')
    const { db, close } = connect(hospital.database.urls.appointment, { name: 'import' })
    const copy = `insert into appointment.appointment (id, created_at, updated_at, patient_id, doctor_id, starts_at, ends_at, status)
      select gen_random_uuid(), now(), now(), gen_random_uuid(), doctor_id, starts_at, ends_at, 'booked' from appointment.appointment where id = '${data.id}'`
    await expect(Promise.resolve(db.execute(copy))).rejects.toMatchObject({
      cause: { code: '23P01', constraint: 'appointment_doctor_busy' },
    })
    await close()
  })
  test('many at random: none overlap, none is refused without a word', async () => {
    const [doctors, patients] = await Promise.all([
      Promise.all([newDoctor(), newDoctor()]),
      Promise.all([newPatient(), newPatient(), newPatient()]),
    ])
    const wishes = Array.from({ length: 120 }, (_, index) => ({
      doctorId: doctors[index % 2] as string,
      patientId: patients[Math.floor(index / 8) % 3] as string,
      startsAt: on(`${String(9 + (index % 8)).padStart(2, '0')}:${(index * 7) % 2 ? '00' : '15'}`, '2026-11-25'),
      durationMinutes: 20 + (index % 4) * 10,
    }))
    const answers = await Promise.all(wishes.map((wish) => book(wish)))
    for (const { status, kind } of answers) expect([201, 'doctor-busy', 'patient-busy']).toContain(kind ?? status)
    const booked = answers.flatMap(({ data }) => data ?? [])
    for (const one of booked)
      for (const other of booked)
        if (one !== other && (one.doctorId === other.doctorId || one.patientId === other.patientId))
          expect(one.startsAt < other.endsAt && other.startsAt < one.endsAt).toBe(false)
  })
})

describe('hours', () => {
  test.each([
    ['within', '09:00', undefined],
    ['before', '07:30', 'outside-hours'],
    ['over the end', '17:45', 'outside-hours'],
    ['up to the end', '17:30', undefined],
  ])('%s', async (_, time, kind) => {
    expect((await book({ startsAt: on(time) })).kind).toBe(kind as never)
  })
  test('free slots are the hours less the bookings', async () => {
    await book({ startsAt: on('09:15'), durationMinutes: 30 })
    const query = { from: on('08:00'), to: on('11:00') }
    const { data } = await hospital.clients.appointment
      .doctors({ id: doctorId })
      .slots.get({ query, ...asking('patient') })
    expect(data?.items.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(['07:00', '07:30', '09:00', '09:30'])
  })
  test('that reach beyond the interval are held against bookings there', async () => {
    await book({ startsAt: on('10:15'), durationMinutes: 15 })
    const query = { from: on('10:00'), to: on('10:10') }
    const { data } = await hospital.clients.appointment
      .doctors({ id: doctorId })
      .slots.get({ query, ...asking('patient') })
    expect(data?.items).toEqual([])
  })
  test('are searched for at most 31 days', async () => {
    const query = { from: on('08:00'), to: on('08:00', '2026-12-26') }
    expect(
      (await hospital.clients.appointment.doctors({ id: doctorId }).slots.get({ query, ...asking('patient') })).status,
    ).toBe(422)
  })
})

describe('a change', () => {
  test('against an old version is stale, by header and by body', async () => {
    const { data } = await book()
    await change(data.id, { reason: 'first' }, 'receptionist', { 'if-match': '"1"' })
    expect((await change(data.id, { reason: 'second' }, 'receptionist', { 'if-match': '"1"' })).kind).toBe('stale')
    expect((await change(data.id, { reason: 'second', version: 1 })).kind).toBe('stale')
    expect((await change(data.id, { reason: null, version: 2 })).data).toMatchObject({ reason: null, version: 3 })
  })
  test('that changes nothing leaves no trace', async () => {
    const { data } = await book({ reason: 'fever' })
    const same = await change(data.id, { reason: 'fever', startsAt: data.startsAt, doctorId })
    expect(same.data).toEqual(data)
    const { data: kept } = await appointments()({ id: data.id }).history.get(asking('nurse'))
    expect(kept?.items.map((entry) => entry.version)).toEqual([1])
  })
  test('walks a visit from arrival to its end', async () => {
    const { data } = await book()
    await change(data.id, { status: 'arrived' })
    await change(data.id, { status: 'checked-in' }, 'nurse')
    const startedAt = '2026-11-24T08:05:00.000Z'
    expect((await change(data.id, { startedAt }, 'doctor')).data).toMatchObject({ startedAt })
    expect((await change(data.id, { status: 'fulfilled' }, 'doctor')).data).toMatchObject({
      status: 'fulfilled',
      version: 5,
    })
    expect((await change(data.id, { status: 'booked' })).kind).toBe('transition')
  })
  test('never changes the patient', async () => {
    const { data } = await book()
    expect((await change(data.id, { patientId: await newPatient() })).status).toBe(422)
  })
  test('two at once: one wins, the other is stale, nothing is lost', async () => {
    const { data } = await book()
    const answers = await Promise.all(
      ['10:00', '11:00'].map((time) => change(data.id, { startsAt: on(time), version: 1 })),
    )
    expect(answers.map(({ kind }) => kind ?? 'done').sort()).toEqual(['done', 'stale'])
  })
})

describe('a patient', () => {
  let own: string
  beforeEach(async () => {
    people.patient = await hospital.as('patient')
    own = await newPatient({ userId: people.patient.userId })
  })
  test('books, moves and cancels for themselves only', async () => {
    expect((await book({ patientId }, 'patient')).status).toBe(403)
    expect((await book({ patientId: own, room: 'Theatre 1' }, 'patient')).status).toBe(403)
    const { data } = await book({ patientId: own }, 'patient')
    expect((await change(data.id, { startsAt: on('10:00') }, 'patient')).status).toBe(200)
    expect((await change(data.id, { reason: 'x' }, 'patient')).status).toBe(403)
    expect((await change(data.id, { status: 'arrived' }, 'patient')).status).toBe(403)
    expect((await appointments()({ id: data.id }).delete(undefined, asking('patient'))).status).toBe(204)
    expect((await appointments()({ id: data.id }).get(asking('patient'))).data).toMatchObject({
      status: 'cancelled',
      cancelled: { by: people.patient.userId, reason: null },
    })
  })
})

test('a repeated booking is answered as before, though the doctor has left since', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const first = await book({}, 'receptionist', headers)
  await hospital.clients.doctor.doctors({ id: doctorId }).delete({}, asking('admin'))
  expect((await book({ startsAt: on('10:00') })).kind).toBe('invalid')
  expect((await book({}, 'receptionist', headers)).data).toEqual(first.data)
})

describe('lists', () => {
  test('find a reason or a type whatever its case and accents', async () => {
    const { data } = await book({ reason: 'Suspicion d’Épilepsie', type: '50%' })
    const found = async (q: string) => {
      const answer = await appointments().get({ query: { patientId, q }, ...asking('nurse') })
      return answer.data?.items.map(({ id }) => id)
    }
    for (const q of ['epilepsie', 'ÉPILEPSIE', '0%']) expect(await found(q)).toEqual([data.id])
    expect(await found('5%%')).toEqual([])
  })
  test('page through everything once, in order', async () => {
    for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00']) await book({ startsAt: on(time) })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = { doctorId, limit: 2, sort: '-startsAt' as const, count: true, ...(cursor && { cursor }) }
      const { data } = await appointments().get({ query, ...asking('nurse') })
      expect(data?.total).toBe(5)
      seen.push(...(data?.items.map(({ startsAt }) => startsAt.slice(11, 16)) ?? []))
      cursor = data?.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(['12:00', '11:00', '10:00', '09:00', '08:00'])
  })
  test('from and to are half-open', async () => {
    await book({ startsAt: on('09:00') })
    const find = async (from: string, to: string) =>
      (await appointments().get({ query: { doctorId, from: on(from), to: on(to) }, ...asking('nurse') })).data?.items
        .length
    expect([await find('09:00', '09:01'), await find('08:00', '09:00')]).toEqual([1, 0])
  })
  test('a doctor sees their own unless another is named', async () => {
    people.doctor = await hospital.as('doctor')
    const mine = await newDoctor({ userId: people.doctor.userId })
    await book({ doctorId: mine })
    await book({ patientId: await newPatient() })
    const list = async (query: object) =>
      (await appointments().get({ query, ...asking('doctor') })).data?.items.map((row) => row.doctorId)
    expect(await list({})).toEqual([mine])
    expect(await list({ doctorId })).toEqual([doctorId])
  })
})
