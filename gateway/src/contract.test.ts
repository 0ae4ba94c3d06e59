import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { profiles, type SignedIn } from './testing.ts'
import { listenToSocket, listenToStream } from './testing-streams.ts'

setDefaultTimeout(30_000)

type Json = Record<string, unknown> & {
  id: string
  version: number
  kind: string
  items: Json[]
  errors: { path: string }[]
}

/** So many working days ahead, each another one, at a wall-clock time of the hospital's zone (Europe/Madrid). */
function ahead(workingDays: number, time: string): string {
  let date = Temporal.Now.plainDateISO('Europe/Madrid')
  for (let left = workingDays; left > 0; ) {
    date = date.add({ days: 1 })
    if (date.dayOfWeek <= 5) left -= 1
  }
  return date.toZonedDateTime({ timeZone: 'Europe/Madrid', plainTime: time }).toInstant().toString()
}

describe.each(profiles)('%s:', (_, start) => {
  let hospital: Awaited<ReturnType<typeof start>>
  let admin: SignedIn
  let receptionist: SignedIn
  let doctorUser: SignedIn
  let patientUser: SignedIn
  let doctor: Json
  let patient: Json

  const call = async (
    method: string,
    path: string,
    who?: SignedIn,
    body?: unknown,
    headers?: Record<string, string>,
  ) => {
    const response = await hospital.fetch(path, { method, headers: { ...who?.headers, ...headers }, body })
    const text = await response.text()
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (text && JSON.parse(text)) as Json,
    }
  }
  const newPatient = async (values = {}) =>
    (
      await call('POST', '/patients', receptionist, {
        givenName: 'Amina',
        familyName: 'Diallo',
        birthDate: '1980-02-29',
        sex: 'female',
        ...values,
      })
    ).body
  const newDoctor = async (values = {}) =>
    (
      await call('POST', '/doctors', admin, {
        givenName: 'Ada',
        familyName: 'Okafor',
        specialty: 'Cardiology',
        ...values,
      })
    ).body
  const book = (values: object, who = receptionist, headers = {}) =>
    call('POST', '/appointments', who, { patientId: patient.id, doctorId: doctor.id, ...values }, headers)

  beforeAll(async () => {
    hospital = await start()
    admin = await hospital.as('admin')
    receptionist = await hospital.as('receptionist')
    doctorUser = await hospital.as('doctor', 'Ada Okafor')
    patientUser = await hospital.as('patient', 'Amina Diallo')
    doctor = await newDoctor({ userId: doctorUser.userId })
    patient = await newPatient({ userId: patientUser.userId })
  })
  afterAll(() => hospital?.stop())

  describe('booking', () => {
    test('answers the appointment with its people named', async () => {
      const { status, body } = await book({ startsAt: ahead(3, '09:00'), reason: 'check-up' })
      expect(status).toBe(201)
      expect(body).toMatchObject({
        patient: { id: patient.id, name: 'Amina Diallo', mrn: patient.mrn },
        doctor: { id: doctor.id, name: 'Ada Okafor' },
        status: 'booked',
        version: 1,
        cancelled: null,
        startedAt: null,
      })
      expect(Date.parse(body.endsAt as string) - Date.parse(body.startsAt as string)).toBe(30 * 60_000)
    })

    test('of one slot a hundred times at once succeeds once, and nobody waits a second', async () => {
      const other = await newDoctor()
      const startsAt = ahead(4, '10:00')
      const started = performance.now()
      const answers = await Promise.all(Array.from({ length: 100 }, () => book({ doctorId: other.id, startsAt })))
      const slowest = performance.now() - started
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
      expect(answers.filter(({ status, body }) => status === 409 && body.kind === 'doctor-busy')).toHaveLength(99)
      // The figure itself is the benchmark's; this catches the deadlocks that took a minute.
      expect(slowest).toBeLessThan(10_000)
    })

    test('again under one Idempotency-Key answers the same; with another body it is refused', async () => {
      const key = { 'idempotency-key': crypto.randomUUID() }
      const first = await book({ startsAt: ahead(5, '09:00') }, receptionist, key)
      const again = await book({ startsAt: ahead(5, '09:00') }, receptionist, key)
      const other = await book({ startsAt: ahead(5, '10:00') }, receptionist, key)
      expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id])
      expect([other.status, other.body.kind]).toEqual([422, 'idempotency-mismatch'])
    })

    test('outside hours needs an override with a reason, from someone who may', async () => {
      const nurse = await hospital.as('nurse')
      const startsAt = ahead(6, '20:00')
      expect((await book({ startsAt })).body.kind).toBe('outside-hours')
      expect((await book({ startsAt, overrideReason: 'urgent' }, nurse)).status).toBe(403)
      expect((await book({ startsAt, overrideReason: 'urgent' })).body).toMatchObject({ overrideReason: 'urgent' })
    })

    test('is history from its first line on, with who did it', async () => {
      const { body } = await book({ startsAt: ahead(7, '09:00') })
      await call('PUT', `/appointments/${body.id}`, receptionist, { startsAt: ahead(7, '11:00') })
      await call('DELETE', `/appointments/${body.id}?reasonCode=ill`, patientUser)
      const history = await call('GET', `/appointments/${body.id}/history`, receptionist)
      expect(history.body.items.map(({ action, by }) => [action, (by as { id: string }).id])).toEqual([
        ['booked', receptionist.userId],
        ['moved', receptionist.userId],
        ['cancelled', patientUser.userId],
      ])
    })
  })

  describe('bad input changes nothing and says what is wrong', () => {
    const unknownId = '01933b8e-0000-7000-8000-000000000000'
    test.each([
      ['no JSON', '{', 400, 'malformed', undefined],
      ['a list', [], 422, 'invalid', ''],
      ['a wrong type', { startsAt: 5 }, 422, 'invalid', 'startsAt'],
      ['an unknown field', { startsAt: ahead(8, '09:00'), colour: 'red' }, 422, 'invalid', 'colour'],
      ['an id that is no UUID', { startsAt: ahead(8, '09:00'), patientId: '1' }, 422, 'invalid', 'patientId'],
      [
        'a patient who does not exist',
        { startsAt: ahead(8, '09:00'), patientId: unknownId },
        422,
        'invalid',
        'patientId',
      ],
      ['a doctor who does not exist', { startsAt: ahead(8, '09:00'), doctorId: unknownId }, 422, 'invalid', 'doctorId'],
      ['a day that does not exist', { startsAt: '2027-02-30T09:00:00Z' }, 422, 'invalid', 'startsAt'],
      ['no offset', { startsAt: '2027-03-01T09:00:00' }, 422, 'invalid', 'startsAt'],
      ['an end before the start', { startsAt: ahead(8, '09:00'), endsAt: ahead(8, '08:00') }, 422, 'invalid', 'endsAt'],
      ['no length', { startsAt: ahead(8, '09:00'), durationMinutes: 0 }, 422, 'invalid', 'durationMinutes'],
      ['the past', { startsAt: '2020-01-07T09:00:00Z' }, 422, 'invalid', 'startsAt'],
      ['NUL', { startsAt: ahead(8, '09:00'), reason: 'a\0b' }, 422, 'invalid', 'reason'],
      ['half of a surrogate pair', `{"startsAt":"${ahead(8, '09:00')}","reason":"\\ud800"}`, 422, 'invalid', 'reason'],
      [
        'more than a megabyte',
        { startsAt: ahead(8, '09:00'), reason: 'x'.repeat(1_100_000) },
        413,
        'too-large',
        undefined,
      ],
      ['a long reason', { startsAt: ahead(8, '09:00'), reason: 'x'.repeat(4001) }, 422, 'invalid', 'reason'],
    ])('%s', async (_, values, status, kind, path) => {
      const before = await call('GET', '/appointments?count=true', receptionist)
      const raw = typeof values === 'string' || Array.isArray(values)
      const answer = raw ? await call('POST', '/appointments', receptionist, values) : await book(values)
      expect([answer.status, answer.body.kind, answer.type]).toEqual([status, kind, 'application/problem+json'])
      expect(answer.body).toMatchObject({
        status,
        title: expect.any(String),
        detail: expect.any(String),
        requestId: expect.any(String),
      })
      if (path !== undefined && !raw) expect(answer.body.errors.map((error) => error.path)).toContain(path)
      expect((await call('GET', '/appointments?count=true', receptionist)).body.total).toBe(before.body.total)
    })

    test.each([
      [
        'another content type',
        () =>
          hospital.fetch('/appointments', {
            method: 'POST',
            headers: { ...receptionist.headers, 'content-type': 'text/plain' },
            body: 'x',
          }),
        415,
      ],
      ['an unknown filter', () => hospital.fetch('/patients?colour=red', { headers: receptionist.headers }), 422],
      ['a limit out of range', () => hospital.fetch('/patients?limit=101', { headers: receptionist.headers }), 422],
      [
        'a filter given twice that takes one value',
        () => hospital.fetch('/patients?archived=true&archived=false', { headers: receptionist.headers }),
        422,
      ],
      ['a made-up cursor', () => hospital.fetch('/appointments?cursor=abc', { headers: receptionist.headers }), 422],
      ['a path id that is no UUID', () => hospital.fetch('/patients/1', { headers: receptionist.headers }), 404],
      ['an unknown address', () => hospital.fetch('/nowhere', { headers: receptionist.headers }), 404],
      ['an internal address', () => hospital.fetch('/internal/health', { headers: receptionist.headers }), 404],
      ['NUL in a query', () => hospital.fetch('/patients?q=%00', { headers: receptionist.headers }), 422],
    ])('%s', async (_, send, status) => {
      const response = await send()
      expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
    })
  })

  describe('tokens', () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    test.each([
      ['none', undefined],
      ['rubbish', 'Bearer rubbish'],
      ['unsigned', () => `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${receptionist.token.split('.')[1]}.`],
      [
        'with another role',
        () => {
          const [header, payload, signature] = receptionist.token.split('.') as [string, string, string]
          const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
          return `Bearer ${header}.${encode({ ...claims, role: 'admin' })}.${signature}`
        },
      ],
      [
        'signed with the public key as a secret',
        () => `Bearer ${encode({ alg: 'HS256' })}.${receptionist.token.split('.')[1]}.c2ln`,
      ],
    ])('%s: nobody', async (_, make) => {
      const authorization = typeof make === 'function' ? make() : make
      const { status, body } = await call(
        'GET',
        '/patients',
        undefined,
        undefined,
        authorization ? { authorization } : {},
      )
      expect([status, body.kind]).toEqual([401, 'unauthenticated'])
    })

    test('end with the account, open streams included', async () => {
      const nurse = await hospital.as('nurse')
      const stream = await listenToStream(hospital.url, nurse.token)
      await stream.next(({ type }) => type === 'ready')
      await call('DELETE', `/auth/users/${nurse.userId}`, admin)
      expect((await stream.next(({ type }) => type === 'bye')).data).toEqual({ reason: 'revoked' })
      await stream.ended()
      expect((await call('GET', '/auth/me', nurse)).status).toBe(401)
    })
  })

  describe('another patient’s things are not there', () => {
    test('neither the record nor the appointment', async () => {
      const stranger = await hospital.as('patient')
      const { body } = await book({ startsAt: ahead(9, '09:00') })
      expect((await call('GET', `/patients/${patient.id}`, stranger)).status).toBe(404)
      expect((await call('GET', `/appointments/${body.id}`, stranger)).status).toBe(404)
      expect((await call('DELETE', `/appointments/${body.id}`, stranger)).status).toBe(404)
      expect((await call('GET', '/appointments', stranger)).body.items).toEqual([])
      expect((await call('GET', '/patients/me', stranger)).body.kind).toBe('no-patient-record')
    })
  })

  describe('the alert path', () => {
    test('a booking reaches the doctor’s stream and joined socket, and the patient, but not who booked', async () => {
      const { body: inbox } = await call('GET', '/notifications', doctorUser)
      const stream = await listenToStream(hospital.url, doctorUser.token, { position: inbox.position as string })
      const socket = await listenToSocket(hospital.url, doctorUser.headers)
      await socket.next(({ type }) => type === 'ready')
      socket.say({ type: 'join', userId: doctorUser.userId })
      await socket.next(({ type }) => type === ('joined' as never))
      const own = await listenToStream(hospital.url, receptionist.token)
      await own.next(({ type }) => type === 'ready')

      const { body } = await book({ startsAt: ahead(10, '09:00') })
      const isIt = ({ type, data }: { type: string; data: unknown }) =>
        type === 'notification' && (data as { data: { appointmentId: string } }).data.appointmentId === body.id
      const [onStream, onSocket] = await Promise.all([stream.next(isIt), socket.next(isIt)])
      expect(onStream.id).toBe(onSocket.id as string)
      expect(onStream.data).toMatchObject({
        kind: 'appointment.booked',
        userId: doctorUser.userId,
        unread: expect.any(Number),
        status: 'delivered',
      })
      const patientInbox = await call('GET', '/notifications', patientUser)
      expect(
        patientInbox.body.items.some((item) => (item.data as { appointmentId: string }).appointmentId === body.id),
      ).toBe(true)
      await own.next(({ type, data }) => type === 'changed' && (data as { entity: string }).entity === 'appointment')
      expect(own.frames.filter(({ type }) => type === 'notification')).toEqual([])
      for (const open of [stream, socket, own]) open.close()
    })

    test('whoever sent a message is named, everywhere it is read; what an event wrote has no sender', async () => {
      const { body: inbox } = await call('GET', '/notifications', patientUser)
      const place = { position: inbox.position as string }
      const stream = await listenToStream(hospital.url, patientUser.token, place)
      const socket = await listenToSocket(hospital.url, patientUser.headers)
      await socket.next(({ type }) => type === 'ready')
      socket.say({ type: 'join', userId: patientUser.userId })
      await socket.next(({ type }) => type === ('joined' as never))
      await book({ startsAt: ahead(13, '09:00') })
      const told = await stream.next(({ data }) => (data as Json).kind === 'appointment.booked')
      expect((told.data as Json).sender).toBeNull()
      const message = { to: { userIds: [patientUser.userId] }, title: 'Your results are here', body: 'Call me.' }
      const { body } = await call('POST', '/notifications/send', doctorUser, message)
      const id = (body.ids as string[])[0]
      const sender = { id: doctorUser.userId, name: 'Ada Okafor' }

      const isIt = ({ type, data }: { type: string; data: unknown }) =>
        type === 'notification' && (data as { id: string }).id === id
      for (const frame of await Promise.all([stream.next(isIt), socket.next(isIt)]))
        expect(frame.data).toMatchObject({ sender })
      for (const open of [stream, socket]) open.close()
      const { body: list } = await call('GET', '/notifications', patientUser)
      expect(list.items.find((item) => item.id === id)?.sender).toEqual(sender)
      expect(list.items.find((item) => item.kind === 'appointment.booked')?.sender).toBeNull()
      expect((await call('GET', `/notifications/${id}`, patientUser)).body.sender).toEqual(sender)
      expect((await call('PUT', `/notifications/${id}/read`, patientUser)).body.sender).toEqual(sender)
      const csv = await hospital.fetch('/notifications', { headers: { ...patientUser.headers, accept: 'text/csv' } })
      const [header, ...lines] = (await csv.text()).split('\r\n')
      expect(header).toStartWith('createdAt,sender.name,')
      expect(lines.find((line) => line.endsWith(`,${id}`))).toContain(',Ada Okafor,info,message,')
    })

    test('what came while a stream was away comes first when it is back, once, in order', async () => {
      const first = await listenToStream(hospital.url, doctorUser.token)
      const ready = await first.next(({ type }) => type === 'ready')
      first.close()
      const made = []
      for (const time of ['09:00', '09:30', '10:00']) made.push((await book({ startsAt: ahead(11, time) })).body.id)
      const { position } = ready.data as { position: string }
      const back = await listenToStream(hospital.url, doctorUser.token, { lastEventId: position })
      for (const id of made)
        await back.next(({ data }) => (data as { data?: { appointmentId: string } }).data?.appointmentId === id)
      const seqs = back.frames.flatMap(({ id }) => (id ? Number(id.split('.')[1]) : []))
      const start = Number(position.split('.')[1])
      expect(seqs).toEqual(seqs.map((_, index) => start + index + 1))
      back.close()
    })

    test('a position of another time is reset', async () => {
      const stream = await listenToStream(hospital.url, doctorUser.token, { lastEventId: 'another-epoch.3' })
      expect((await stream.next(({ type }) => type === 'reset')).data).toMatchObject({
        position: expect.any(String),
        unread: expect.any(Number),
      })
      stream.close()
    })

    test('reading in one tab updates the others, with the count', async () => {
      const stream = await listenToStream(hospital.url, doctorUser.token)
      await stream.next(({ type }) => type === 'ready')
      const { body } = await call('GET', '/notifications?unread=true', doctorUser)
      const one = body.items[0] as Json
      await call('PUT', `/notifications/${one.id}/read`, doctorUser, { read: true })
      const updated = await stream.next(({ type }) => type === 'updated')
      expect(updated.data).toMatchObject({
        id: one.id,
        readAt: expect.any(String),
        unread: (body.unread as number) - 1,
      })
      stream.close()
    })
  })

  describe('the socket', () => {
    test('is signed in by a frame, and lets nobody into another’s room', async () => {
      const socket = await listenToSocket(hospital.url)
      socket.say({ type: 'join', userId: doctorUser.userId })
      await socket.next(({ type, kind }) => type === ('error' as never) && kind === 'forbidden')
      socket.say({ type: 'auth', token: receptionist.token })
      await socket.next(({ type }) => type === 'ready')
      socket.say({ type: 'join', room: 'role-receptionist' })
      await socket.next(({ type, room }) => type === ('joined' as never) && room === 'role-receptionist')
      const refusals = () => socket.frames.filter(({ type }) => (type as string) === 'error').length
      for (const room of [`user-${doctorUser.userId}`, 'role-admin', 'ward-1', 'everything']) {
        const before = refusals()
        socket.say({ type: 'join', room })
        await socket.next(() => refusals() > before)
      }
      socket.say({ type: 'join', room: `user-${receptionist.userId.toUpperCase()}` })
      await socket.next(({ room }) => room === `user-${receptionist.userId}`)
      socket.say({ type: 'leave', userId: receptionist.userId.toUpperCase() })
      await socket.next(({ type }) => (type as string) === 'left')
      socket.say('rubbish')
      socket.say({ type: 'leave', room: 'role-receptionist' })
      await socket.next(({ type, room }) => (type as string) === 'left' && room === 'role-receptionist')
      socket.close()
    })
    test('left and joined again goes on where it was, and says nothing twice', async () => {
      const nurse = await hospital.as('nurse')
      const send = (title: string) =>
        call('POST', '/notifications/send', admin, { to: { userIds: [nurse.userId] }, title, body: 'b' })
      const titles = () =>
        socket.frames.flatMap(({ type, data }) => (type === 'notification' ? (data as { title: string }).title : []))
      const heard = (title: string) => socket.next(() => titles().includes(title))
      const said = (kind: string, times: number) =>
        socket.next(() => socket.frames.filter(({ type }) => (type as string) === kind).length === times)
      const socket = await listenToSocket(hospital.url, nurse.headers)
      await socket.next(({ type }) => type === 'ready')
      socket.say({ type: 'join', userId: nurse.userId })
      await said('joined', 1)
      await send('one')
      await heard('one')
      socket.say({ type: 'leave', userId: nurse.userId })
      await said('left', 1)
      await send('two')
      socket.say({ type: 'join', userId: nurse.userId })
      await heard('two')
      await send('three')
      await heard('three')
      expect(titles()).toEqual(['one', 'two', 'three'])
      socket.close()
    })
    test('refuses a wrong token and a page of another site', async () => {
      expect(listenToSocket(hospital.url, { authorization: 'Bearer wrong' })).rejects.toThrow()
      expect(listenToSocket(hospital.url, { origin: 'https://elsewhere.example' })).rejects.toThrow()
      const socket = await listenToSocket(hospital.url)
      socket.say({ type: 'auth', token: 'wrong' })
      await socket.ended()
      expect(socket.code).toBe(4401)
    })
  })

  test('names are found by id, and a doctor by their account', async () => {
    const ids = `ids=${doctorUser.userId}&ids=${admin.userId.toUpperCase()}`
    const named = await call('GET', `/directory?${ids}`, receptionist)
    expect(named.body.items.map(({ id }) => id).sort()).toEqual([doctorUser.userId, admin.userId].sort())
    const found = await call('GET', `/doctors?userId=${doctorUser.userId}`, receptionist)
    expect(found.body.items.map(({ id }) => id)).toEqual([doctor.id])
    expect((await call('GET', `/doctors?userId=${doctorUser.userId}`, patientUser)).status).toBe(422)
  })

  describe('archiving a patient', () => {
    test('cancels what lies ahead and tells the doctor', async () => {
      const other = await newPatient()
      const { body } = await book({ patientId: other.id, startsAt: ahead(12, '09:00') })
      expect((await call('DELETE', `/patients/${other.id}`, receptionist)).status).toBe(204)
      expect((await call('GET', `/appointments/${body.id}`, receptionist)).body.status).toBe('cancelled')
      expect((await book({ patientId: other.id, startsAt: ahead(12, '10:00') })).body.errors[0]?.path).toBe('patientId')
      expect((await call('PUT', `/patients/${other.id}`, receptionist, { phone: '1234567' })).body.kind).toBe(
        'archived',
      )
    })
  })

  test.each([
    ['/', 302],
    ['/app', 302],
    ['/docs', 200],
    ['/docs/swagger-ui.css', 200],
    ['/openapi.json', 200],
    ['/metrics', 200],
    ['/health/live', 200],
    ['/app/assets/nothing.js', 404],
    ['/app/%ff', 404],
    ['/docs/..%2fpackage.json', 404],
  ])('anyone at %s: %i', async (path, status) => {
    expect((await hospital.fetch(path, { redirect: 'manual' })).status).toBe(status)
  })

  test('every part says that it is ready', async () => {
    const { status, body } = await call('GET', '/health/ready')
    expect([status, body.parts]).toEqual([
      200,
      {
        gateway: 'ready',
        auth: 'ready',
        patient: 'ready',
        doctor: 'ready',
        appointment: 'ready',
        notification: 'ready',
        worker: 'ready',
      },
    ])
  })
})
