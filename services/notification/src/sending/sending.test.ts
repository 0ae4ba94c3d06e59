import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import {
  answerOf,
  type Hospital,
  movableClock,
  type People,
  type SignedIn,
  startHospital,
} from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import type { Role } from '@wardline/kit/permissions'
import type { Audience, Send } from '../model.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let people: People

beforeAll(async () => {
  hospital = await startHospital({ clock })
  people = await hospital.people()
})
afterAll(() => hospital?.stop())
let to: Audience
beforeEach(() => {
  to = { userIds: [people.receptionist.userId] }
})

const api = () => hospital.clients.notification.notifications
const send = (values: Partial<Send> = {}, who: Role = 'admin', headers = {}) =>
  answerOf(
    api().send.post(
      { to, title: 'Title', body: 'Body', ...values },
      { headers: { ...people[who].headers, ...headers } },
    ),
  )
const inbox = async (who: SignedIn) =>
  (await api().get({ query: { limit: 100 }, headers: who.headers })).data?.items ?? []

describe('a send', () => {
  test('answers ids that exist at once, all of one batch', async () => {
    const { status, data } = await send({ to: { userIds: [people.nurse.userId, people.doctor.userId] }, link: '/app/' })
    expect([status, data?.count, data?.ids?.length]).toEqual([202, 2, 2])
    for (const who of [people.nurse, people.doctor]) {
      const [item] = await inbox(who)
      expect(data?.ids).toContain(item?.id as string)
      expect(item).toMatchObject({ batchId: data?.batchId as string, userId: who.userId, link: '/app/' })
    }
  })
  test('to a role, to everyone, and to somebody twice reaches each once', async () => {
    const { data } = await send({
      to: { userIds: [people.nurse.userId, people.nurse.userId], roles: ['nurse'], everyone: true },
    })
    const everybody = Object.values(people).map((who) => who.userId)
    expect(data?.count).toBeGreaterThanOrEqual(everybody.length)
    for (const who of Object.values(people))
      expect((await inbox(who)).filter((item) => item.batchId === data?.batchId)).toHaveLength(1)
  })
  test('skips who is disabled or unknown, and says when nobody is left', async () => {
    const gone = await hospital.as('nurse')
    await hospital.clients.auth.auth.users({ id: gone.userId }).delete(undefined, { headers: people.admin.headers })
    const both = await send({ to: { userIds: [gone.userId, crypto.randomUUID(), people.nurse.userId] } })
    expect(both.data?.count).toBe(1)
    expect(await send({ to: { userIds: [gone.userId] } })).toMatchObject({ status: 422, kind: 'no-recipients' })
  })
  test.each<[Role, Audience]>([
    ['admin', {}],
    ['admin', { everyone: false }],
    ['admin', { userIds: [], roles: [] }],
    ['nurse', {}],
    ['nurse', { userIds: [] }],
  ])('of an %s to %j reaches nobody', async (role, audience) => {
    expect(await send({ to: audience }, role)).toMatchObject({ status: 422, kind: 'no-recipients' })
  })
  test.each<[string, object, string]>([
    ['no title', { title: ' ' }, 'title'],
    ['a long title', { title: 'x'.repeat(201) }, 'title'],
    ['a long body', { body: 'x'.repeat(4001) }, 'body'],
    ['another severity', { severity: 'fatal' }, 'severity'],
    ['a link elsewhere', { link: 'https://evil.example' }, 'link'],
    ['no channel', { channels: [] }, 'channels'],
    ['another channel', { channels: ['pigeon'] }, 'channels.0'],
    ['no time to answer', { ack: { withinSeconds: 0 } }, 'ack.withinSeconds'],
    ['a ward', { to: { wardIds: [crypto.randomUUID()] } }, 'to.wardIds'],
    ['the past', { sendAt: '2026-11-20T07:00:00Z' }, 'sendAt'],
    ['no offset', { sendAt: '2026-11-24T07:00:00' }, 'sendAt'],
    ['an unknown field', { urgent: true }, 'urgent'],
    ['the kind of an escalation', { kind: 'escalation' }, 'kind'],
    ['a kind that events have', { kind: 'appointment.booked' }, 'kind'],
  ])('with %s is refused by field', async (_, values, path) => {
    expect(await send(values as Partial<Send>)).toMatchObject({ status: 422, kind: 'invalid', path })
  })
})

test('a link that leads elsewhere is refused with the rule in words', async () => {
  const { error } = await api().send.post(
    { to, title: 'Title', body: 'Body', link: '/app/%2e%2e/x' },
    { headers: people.admin.headers },
  )
  const refusal = error?.value as Problem | undefined
  expect(refusal?.detail).toStartWith('“link” must be a path within the app, as in /app/patients')
})

describe('who may write to whom', () => {
  test.each<[Role, () => Audience, number]>([
    ['receptionist', () => ({ userIds: [people.nurse.userId] }), 403],
    ['patient', () => ({ userIds: [people.nurse.userId] }), 403],
    ['nurse', () => ({ userIds: [people.doctor.userId, people.receptionist.userId] }), 202],
    ['nurse', () => ({ userIds: [people.patient.userId] }), 403],
    ['nurse', () => ({ userIds: [crypto.randomUUID()] }), 403],
    ['nurse', () => ({ roles: ['doctor'] }), 403],
    ['nurse', () => ({ everyone: true }), 403],
    ['doctor', () => ({ userIds: [people.nurse.userId] }), 202],
    ['doctor', () => ({ userIds: [people.patient.userId] }), 403],
    ['doctor', () => ({ userIds: [people.nurse.userId], roles: ['nurse'] }), 403],
    ['admin', () => ({ roles: ['nurse'] }), 202],
  ])('%s', async (role, audience, status) => expect((await send({ to: audience() }, role)).status).toBe(status))

  test('escalation reaches no further than the send itself', async () => {
    const ack = { withinSeconds: 60, escalateTo: { roles: ['admin' as const] } }
    expect((await send({ to: { userIds: [people.doctor.userId] }, ack }, 'nurse')).status).toBe(403)
  })
  test('a doctor reaches the patients whom they see', async () => {
    const { doctor, patient } = hospital.clients
    const doctorBody = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', userId: people.doctor.userId }
    const ada = await doctor.doctors.post(doctorBody, { headers: people.admin.headers })
    const patientBody = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' as const }
    const amina = await patient.patients.post(
      { ...patientBody, userId: people.patient.userId },
      { headers: people.receptionist.headers },
    )
    const mine = { userIds: [people.patient.userId] }
    expect((await send({ to: mine }, 'doctor')).status).toBe(403)
    await hospital.clients.appointment.appointments.post(
      { doctorId: ada.data?.id as string, patientId: amina.data?.id as string, startsAt: '2026-11-24T09:00:00+01:00' },
      { headers: people.receptionist.headers },
    )
    expect((await send({ to: mine }, 'doctor')).status).toBe(202)
    expect((await send({ to: mine }, 'nurse')).status).toBe(403)
  })
})

describe('sent twice', () => {
  test('is answered as before when nobody is left whom it would reach', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const { userId } = await hospital.as('nurse')
    const byKey: Partial<Send> = { to: { userIds: [userId] } }
    const byDedupKey: Partial<Send> = { ...byKey, dedupKey: crypto.randomUUID() }
    const first = [await send(byKey, 'admin', headers), await send(byDedupKey)]
    await hospital.clients.auth.auth.users({ id: userId }).delete({}, { headers: people.admin.headers })
    expect((await send(byKey)).kind).toBe('no-recipients')
    const again = [await send(byKey, 'admin', headers), await send(byDedupKey)]
    expect(again.map(({ data }) => data)).toEqual(first.map(({ data }) => data))
  })
  test('under one dedupKey is the same batch for a day, for the same sender', async () => {
    const dedupKey = crypto.randomUUID()
    const both = await Promise.all([send({ dedupKey }), send({ dedupKey })])
    const first = both[0]?.data
    expect(both[1]?.data).toEqual(first as never)
    await pass(23 * 3600_000)
    expect((await send({ dedupKey, title: 'Said otherwise' })).data).toEqual(first as never)
    expect((await send({ dedupKey }, 'doctor')).data?.batchId).not.toBe(first?.batchId as string)
    await pass(2 * 3600_000)
    expect((await send({ dedupKey })).data?.batchId).not.toBe(first?.batchId as string)
  })
  test('under one Idempotency-Key is answered from memory, and with another body refused', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const first = await send({}, 'admin', headers)
    expect((await send({}, 'admin', headers)).data).toEqual(first.data)
    expect((await send({ title: 'Other' }, 'admin', headers)).kind).toBe('idempotency-mismatch')
  })
})

/** Moves the clock, past the end of everyone's tokens: those who go on sign in again. */
async function pass(milliseconds: number): Promise<void> {
  clock.advance(milliseconds)
  ;[people.admin, people.doctor, people.nurse] = (await Promise.all(
    [people.admin, people.doctor, people.nurse].map(again),
  )) as [SignedIn, SignedIn, SignedIn]
}
async function again(who: SignedIn): Promise<SignedIn> {
  const { data } = await hospital.clients.auth.auth.login.post({ email: who.email, password: who.password })
  const token = data?.accessToken as string
  return { ...who, token, headers: { authorization: `Bearer ${token}` } }
}

describe('preferences', () => {
  const preferences = () => api().preferences
  const mine = () => ({ headers: people.nurse.headers })
  const change = (body: object) => preferences().put(body as never, mine())

  test('are open at first', async () => {
    expect((await preferences().get(mine())).data).toMatchObject({ channels: {}, quietHours: null, webhook: null })
  })
  test('an e-mail that is not wanted is suppressed, unless it is critical', async () => {
    await change({ channels: ['in-app'] })
    const both: Partial<Send> = { to: { userIds: [people.nurse.userId] }, channels: ['in-app', 'email'] }
    const plain = await send(both)
    const critical = await send({ ...both, severity: 'critical' })
    const of = async (id: string | undefined) =>
      (await api()({ id: id as string }).deliveries.get({ headers: people.admin.headers })).data?.items
    expect(await of(plain.data?.ids?.[0])).toMatchObject([
      { channel: 'in-app', status: 'delivered' },
      { channel: 'email', status: 'suppressed', cause: 'switched-off', overridden: false },
    ])
    expect(await of(critical.data?.ids?.[0])).toMatchObject([
      {},
      { channel: 'email', status: 'pending', overridden: true },
    ])
    await change({ channels: null })
  })
  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'say nothing of a kind that is named %s, unless they do',
    async (kind) => {
      const channels = (channels: string) => change({ channels: JSON.parse(channels) })
      const statusOfEmail = async () => {
        const { status, data } = await send({ to: { userIds: [people.nurse.userId] }, kind, channels: ['email'] })
        const [item] = await inbox(people.nurse)
        expect([status, item?.id, item?.kind]).toEqual([202, data?.ids?.[0], kind])
        return item?.status
      }
      await channels('{"*": ["email", "in-app"]}')
      expect(await statusOfEmail()).toBe('pending')
      expect((await channels(`{"${kind}": [], "*": ["email"]}`)).status).toBe(200)
      expect(await statusOfEmail()).toBe('suppressed')
      await change({ channels: null })
    },
  )
  test.each([
    ['without a character', '', 'channels.'],
    ['of blanks', ' ', 'channels. '],
    ['of 101 characters', 'x'.repeat(101), `channels.${'x'.repeat(101)}`],
    ['with NUL', '\u0000', 'channels'],
    ['with half of a surrogate pair', '\ud800', 'channels'],
  ])('for a kind %s are refused by field', async (_, kind, path) => {
    const refused = await answerOf(preferences().put({ channels: { [kind]: ['email'] } }, mine()))
    expect(refused).toMatchObject({ status: 422, kind: 'invalid', path: expect.stringContaining(path) })
  })
  test.each(['lab', 'two\nlines', '__proto__'])('for the kind %j are lists of channels', async (kind) => {
    const wrong = { channels: JSON.parse(`{${JSON.stringify(kind)}: 5}`) }
    expect(await answerOf(preferences().put(wrong, mine()))).toMatchObject({ status: 422, path: `channels.${kind}` })
  })
  test('take a kind of 100 characters, however many bytes they have', async () => {
    expect((await change({ channels: { ['🩺'.repeat(100)]: ['email'] } })).status).toBe(200)
    await change({ channels: null })
  })
  test('a webhook’s secret is answered once', async () => {
    const made = await change({ webhook: { url: 'https://example.com/hook' } })
    expect(made.data?.webhook?.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect((await preferences().get(mine())).data?.webhook?.secret).toBe('whsec_••••••••')
    expect((await change({ webhook: { url: 'https://example.com/hook' } })).data?.webhook?.secret).toBe(
      'whsec_••••••••',
    )
    expect((await change({ webhook: null })).data?.webhook).toBeNull()
  })
  test('that stay as they are stay the same version', async () => {
    const quiet = { quietHours: { from: '22:00', to: '07:00' } }
    const first = await change(quiet)
    expect((await change(quiet)).data).toEqual(first.data as never)
    expect((await change({})).data).toEqual(first.data as never)
    await change({ quietHours: null })
  })
  test.each([
    ['a webhook that is no address', { webhook: { url: 'example' } }],
    ['a webhook by another protocol', { webhook: { url: 'file:///etc/passwd' } }],
    ['a short secret', { webhook: { url: 'https://example.com', secret: 'whsec_c2hvcnQ=' } }],
    ['no zone', { quietHours: { from: '22:00', to: '07:00', timeZone: 'Mars/Olympus' } }],
    ['no time', { quietHours: { from: '25:00', to: '07:00' } }],
    ['an unknown channel', { channels: { message: ['pigeon'] } }],
  ])('%s is refused', async (_, body) => expect((await change(body)).status).toBe(422))
  test('a stale version is refused', async () => {
    const { data } = await change({ quietHours: { from: '22:00', to: '07:00' } })
    expect((await change({ version: (data?.version ?? 0) - 1, quietHours: null })).status).toBe(409)
    expect((await change({ version: data?.version, quietHours: null })).status).toBe(200)
  })
})
