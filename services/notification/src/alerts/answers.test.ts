import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { answerOf, type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { listenToStream } from '@wardline/gateway/testing-streams'
import { sql } from 'drizzle-orm'
import type { AlertStanding, Notification, Send } from '../model.ts'
import { knowPeople } from '../telling/people.ts'
import { escalateOverdue } from './escalation.ts'
import { spreadRest } from './spread.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let admin: SignedIn
let doctor: SignedIn
let nurse: SignedIn
let other: SignedIn
let database: ReturnType<typeof connect>

beforeAll(async () => {
  hospital = await startHospital({ clock, env: { FALLBACK_EMAIL: 'night-desk@wardline.test' } })
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 4 })
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})
beforeEach(async () => {
  await database.db.execute(sql`update notification.ack_task set state = 'answered' where state = 'open'`)
  const people = ['admin', 'doctor', 'nurse', 'nurse'] as const
  ;[admin, doctor, nurse, other] = (await Promise.all(people.map((role) => hospital.as(role)))) as [
    SignedIn,
    SignedIn,
    SignedIn,
    SignedIn,
  ]
})

const api = () => hospital.clients.notification.notifications
const as = (who: SignedIn) => ({ headers: who.headers })
const seconds = (count: number) => count * 1000
const request = async (path: string, who: SignedIn, body?: unknown) => {
  const method = body === undefined ? 'GET' : 'PUT'
  const response = await hospital.fetch(path, { method, headers: who.headers, ...(body !== undefined && { body }) })
  return { status: response.status, body: (await response.json()) as { errors?: { path: string }[] } }
}

async function alert(to: SignedIn[], values: Partial<Send> = {}): Promise<string> {
  const body = { title: 'Potassium 6.8', body: 'Bed 4', severity: 'critical' as const, ack: { withinSeconds: 60 } }
  const userIds = to.map((who) => who.userId)
  return (await api().send.post({ to: { userIds }, ...body, ...values }, as(admin))).data?.batchId as string
}
const items = async (who: SignedIn): Promise<Notification[]> =>
  (await api().get({ query: {}, headers: who.headers })).data?.items ?? []
const newest = async (who: SignedIn) => (await items(who))[0] as Notification
const acknowledge = async (who: SignedIn) => api()({ id: (await newest(who)).id }).ack.put({}, as(who))
const decline = async (who: SignedIn, reason = 'Not mine') =>
  api()({ id: (await newest(who)).id }).decline.put({ reason }, as(who))
const handOver = async (from: SignedIn, to: string) =>
  api()({ id: (await newest(from)).id })['hand-over'].put({ userId: to }, as(from))
const sweep = () =>
  escalateOverdue(database.db, knowPeople(hospital.clients), { at: clock.now(), hospitalTz: 'Europe/Madrid' })
const standing = async (batchId: string): Promise<AlertStanding> =>
  (await api().sends({ id: batchId }).get(as(admin))).data?.alert as AlertStanding
const escalations = async (who: SignedIn) => (await items(who)).filter((item) => item.kind === 'escalation')

describe('a critical alert has one accountable owner', () => {
  test('whoever acknowledges first answers for all, who see whom, on every page that is open', async () => {
    const batchId = await alert([doctor, nurse])
    const stream = await listenToStream(hospital.url, doctor.token)
    await stream.next((frame) => frame.type === 'ready')
    await acknowledge(nurse)
    const told = await stream.next((frame) => frame.type === 'updated')
    expect(told.data).toMatchObject({ ownerId: nurse.userId, ack: { by: nurse.userId } })
    stream.close()
    const late = await acknowledge(doctor)
    expect([late.data?.ack?.by, late.data?.ownerId]).toEqual([nurse.userId, nurse.userId])
    clock.advance(seconds(61))
    expect(await sweep()).toEqual([])
    const { asked, ...stands } = await standing(batchId)
    expect(stands).toMatchObject({ status: 'acknowledged', ownerId: nurse.userId, next: null })
    expect(new Map(asked.map(({ userId, answer }) => [userId, answer]))).toEqual(
      new Map([
        [doctor.userId, 'released'],
        [nurse.userId, 'acknowledged'],
      ]),
    )
  })
  test('of many who answer at the same time, one', async () => {
    const crowd = await Promise.all(Array.from({ length: 8 }, () => hospital.as('nurse')))
    const batchId = await alert(crowd)
    const answers = await Promise.all(crowd.map(acknowledge))
    const { ownerId } = await standing(batchId)
    expect(new Set(answers.map(({ data }) => data?.ownerId))).toEqual(new Set([ownerId]))
    expect(new Set(await Promise.all(crowd.map(async (who) => (await newest(who)).ack?.by)))).toEqual(
      new Set([ownerId]),
    )
  })
  test('a late answer by whoever was silent ends what went further', async () => {
    await alert([doctor])
    clock.advance(seconds(60))
    await sweep()
    const [before] = await escalations(admin)
    expect(before?.ack?.at).toBeNull()
    await acknowledge(doctor)
    expect((await escalations(admin))[0]?.ack?.by).toBe(doctor.userId)
    clock.advance(seconds(60))
    expect(await sweep()).toEqual([])
  })
  test('what is no alert is for everybody to confirm, and ends when the last one has', async () => {
    const batchId = await alert([doctor, nurse], { severity: 'info' })
    await acknowledge(doctor)
    expect([(await newest(nurse)).ack?.at, (await standing(batchId)).status]).toEqual([null, 'waiting'])
    await acknowledge(nurse)
    expect(await standing(batchId)).toMatchObject({ answeredBy: 'each', status: 'acknowledged' })
  })
})

describe('declining', () => {
  test('by the only one who was asked takes it to the next step at once, with the reason', async () => {
    const batchId = await alert([doctor], { ack: { withinSeconds: 600, escalateTo: { userIds: [nurse.userId] } } })
    expect((await decline(doctor, 'I am on leave')).data?.declinedAt).toBe(clock.now().toISOString())
    await sweep()
    expect(await newest(nurse)).toMatchObject({
      kind: 'escalation',
      body: 'Some doctor declined: “I am on leave”\n\nBed 4',
    })
    expect((await standing(batchId)).asked).toMatchObject([
      { userId: doctor.userId, answer: 'declined', reason: 'I am on leave', via: 'sent' },
      { userId: nurse.userId, answer: 'waiting', via: 'escalation' },
    ])
  })
  test('by one of several leaves it to the others; by the last of them it goes further', async () => {
    await alert([doctor, nurse], { ack: { withinSeconds: 600, escalateTo: { userIds: [other.userId] } } })
    await decline(doctor)
    expect(await sweep()).toEqual([])
    await decline(nurse)
    await sweep()
    expect((await escalations(other)).length).toBe(1)
  })
  test('twice is once; it can be taken on after all; what is taken on cannot be declined', async () => {
    await alert([doctor, nurse])
    const first = await decline(doctor, 'one')
    expect((await decline(doctor, 'two')).data).toEqual(first.data)
    expect((await acknowledge(doctor)).data?.ack?.by).toBe(doctor.userId)
    expect((await answerOf(decline(doctor))).kind).toBe('not-acknowledgeable')
  })
  test.each([
    ['nothing', {}],
    ['an empty reason', { reason: ' ' }],
    ['a long one', { reason: 'x'.repeat(4001) }],
    ['something else', { reason: 'ok', because: 1 }],
  ])('with %s is refused', async (_, body) => {
    await alert([doctor])
    const { id } = await newest(doctor)
    expect((await request(`/notifications/${id}/decline`, doctor, body)).status).toBe(422)
    expect((await newest(doctor)).declinedAt).toBeNull()
  })
  test('somebody else’s is not found, and what asks for no answer has none', async () => {
    await alert([doctor])
    const { id } = await newest(doctor)
    expect((await request(`/notifications/${id}/decline`, nurse, { reason: 'x' })).status).toBe(404)
    await api().send.post({ to: { userIds: [nurse.userId] }, title: 'Hello', body: 'You' }, as(admin))
    expect((await answerOf(decline(nurse))).kind).toBe('not-acknowledgeable')
  })
})

describe('handing over', () => {
  test('makes a colleague accountable, who has the same time to answer', async () => {
    const batchId = await alert([doctor, nurse])
    clock.advance(seconds(50))
    expect((await handOver(doctor, other.userId)).data).toMatchObject({ ownerId: other.userId })
    expect(await newest(other)).toMatchObject({
      title: 'Potassium 6.8',
      body: 'Some doctor has handed this over to you.\n\nBed 4',
      severity: 'critical',
      ownerId: other.userId,
      ack: { dueAt: new Date(clock.now().getTime() + seconds(60)).toISOString(), at: null },
    })
    expect((await newest(nurse)).ownerId).toBe(other.userId)
    const { asked, ...stands } = await standing(batchId)
    expect(stands).toMatchObject({ status: 'handed-over', ownerId: other.userId })
    expect(asked.find(({ userId }) => userId === doctor.userId)).toMatchObject({
      answer: 'handed-over',
      handedOverTo: other.userId,
    })
    expect(asked.find(({ userId }) => userId === nurse.userId)?.answer).toBe('released')
    expect(asked.at(-1)).toMatchObject({ userId: other.userId, via: 'hand-over', answer: 'waiting' })
    clock.advance(seconds(59))
    expect(await sweep()).toEqual([])
    await acknowledge(other)
    expect((await standing(batchId)).status).toBe('acknowledged')
  })
  test('to somebody who stays silent goes where the giver’s silence would have gone, once', async () => {
    await alert([doctor], { ack: { withinSeconds: 60, escalateTo: { userIds: [nurse.userId] } } })
    await handOver(doctor, other.userId)
    clock.advance(seconds(60))
    await sweep()
    await sweep()
    expect((await escalations(nurse)).map((item) => [item.body, item.ownerId])).toEqual([
      ['Some nurse has not acknowledged this within 1 minute.\n\nBed 4', null],
    ])
  })
  test('leads to whom its sender named, and to the administrators where they named nobody', async () => {
    const next = async (values: Partial<Send>) => {
      const batchId = await alert([doctor], values)
      await handOver(doctor, other.userId)
      return (await standing(batchId)).next?.step
    }
    expect(await next({ ack: { withinSeconds: 60, escalateTo: { userIds: [nurse.userId] } } })).toBe('named')
    expect(await next({})).toBe('admins')
  })
  test('to somebody who was asked already asks them again on the copy that they have', async () => {
    await alert([doctor, nurse])
    await acknowledge(doctor)
    await handOver(doctor, nurse.userId)
    const copies = await items(nurse)
    expect(copies.filter((item) => item.title === 'Potassium 6.8')).toHaveLength(1)
    expect(copies[0]).toMatchObject({ ownerId: nurse.userId, readAt: null, ack: { at: null, by: null } })
    clock.advance(seconds(60))
    expect((await sweep()).length).toBe(1)
  })
  test('what was acknowledged opens it again for everybody, until somebody acknowledges it anew', async () => {
    const batchId = await alert([doctor, nurse])
    await acknowledge(doctor)
    expect((await handOver(doctor, other.userId)).data?.ack).toMatchObject({ at: null, by: null })
    for (const who of [doctor, nurse, other])
      expect(await newest(who)).toMatchObject({ ownerId: other.userId, ack: { at: null, by: null } })
    await decline(other)
    expect((await acknowledge(nurse)).data).toMatchObject({ ownerId: nurse.userId, ack: { by: nurse.userId } })
    for (const who of [doctor, other])
      expect(await newest(who)).toMatchObject({ ownerId: nurse.userId, ack: { by: nurse.userId } })
    expect(await standing(batchId)).toMatchObject({ status: 'acknowledged', ownerId: nurse.userId })
    expect(await sweep()).toEqual([])
  })
  test('opens it for whoever does not see that yet as well', async () => {
    const batchId = await alert([doctor, nurse])
    await acknowledge(doctor)
    await handOver(doctor, other.userId)
    await database.db.execute(sql`
      update notification.notification set ack_at = now(), ack_by = ${doctor.userId}, alert_revision = 1
      where batch_id = ${batchId} and user_id = ${nurse.userId}`)
    expect((await acknowledge(nurse)).data).toMatchObject({ ownerId: nurse.userId, ack: { by: nurse.userId } })
    expect((await standing(batchId)).status).toBe('acknowledged')
  })
  test('is for whoever has it: a colleague who was passed over cannot give it away', async () => {
    await alert([doctor, nurse])
    await acknowledge(doctor)
    expect((await answerOf(handOver(nurse, other.userId))).kind).toBe('not-acknowledgeable')
  })
  test.each([
    ['oneself', () => doctor.userId],
    ['nobody', () => Bun.randomUUIDv7()],
    ['a patient', async () => (await hospital.as('patient')).userId],
    [
      'a disabled colleague',
      async () => {
        await hospital.clients.auth.auth.users({ id: other.userId }).delete(undefined, as(admin))
        return other.userId
      },
    ],
  ])('to %s is refused, and it stays where it is', async (_, to) => {
    await alert([doctor])
    const { id } = await newest(doctor)
    const refused = await request(`/notifications/${id}/hand-over`, doctor, { userId: await to() })
    expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([422, 'userId'])
    expect((await newest(doctor)).ownerId).toBeNull()
  })
})

describe('the same alert again', () => {
  test('updates the open one: no second copy, what it says now, unread again', async () => {
    const batchId = await alert([doctor, nurse], { dedupKey: 'k-4' })
    const { id } = await newest(doctor)
    await api()({ id }).read.put({ read: true }, as(doctor))
    const stream = await listenToStream(hospital.url, doctor.token)
    await stream.next((frame) => frame.type === 'ready')
    expect(await alert([doctor, nurse], { dedupKey: 'k-4', title: 'Potassium 7.1' })).toBe(batchId)
    const told = await stream.next((frame) => frame.type === 'updated')
    expect(told.data).toMatchObject({ id, title: 'Potassium 7.1', repeats: 1, readAt: null, unread: 1 })
    stream.close()
    for (const who of [doctor, nurse])
      expect((await items(who)).map((item) => [item.title, item.repeats])).toEqual([['Potassium 7.1', 1]])
  })
  test('reaches whoever it has gone to meanwhile, in the words of now', async () => {
    await alert([doctor], { dedupKey: 'k-5' })
    clock.advance(seconds(60))
    await sweep()
    await alert([doctor], { dedupKey: 'k-5', title: 'Potassium 7.4', body: 'Bed 4, dialysis' })
    expect((await escalations(admin))[0]).toMatchObject({
      title: 'Not acknowledged: Potassium 7.4',
      body: 'Some doctor has not acknowledged this within 1 minute.\n\nBed 4, dialysis',
      repeats: 1,
    })
  })
  test('asks anew whom it was for, when everyone down to the last resort has stayed silent', async () => {
    const batchId = await alert([doctor], { dedupKey: 'k-7' })
    for (let step = 0; step < 3; step++) {
      clock.advance(seconds(60))
      await sweep()
    }
    expect(await standing(batchId)).toMatchObject({ status: 'unanswered', next: null })
    await alert([doctor], { dedupKey: 'k-7' })
    const dueAt = new Date(clock.now().getTime() + seconds(60)).toISOString()
    expect((await standing(batchId)).next).toMatchObject({ at: dueAt, step: 'admins' })
    expect((await newest(doctor)).ack).toMatchObject({ dueAt, at: null })
    clock.advance(seconds(60))
    await sweep()
    expect((await escalations(admin)).length).toBe(2)
  })
  test('is unread for its owner, and settled for the others', async () => {
    await alert([doctor, nurse], { dedupKey: 'k-6' })
    await acknowledge(doctor)
    for (const who of [doctor, nurse]) await api()({ id: (await newest(who)).id }).read.put({ read: true }, as(who))
    await alert([doctor, nurse], { dedupKey: 'k-6' })
    expect([(await newest(doctor)).readAt, (await newest(nurse)).readAt === null]).toEqual([null, false])
  })
})

describe('whoever sent it', () => {
  const sent = () => ({ id: admin.userId, name: admin.name })

  test('is its sender for whoever it is handed over to, and for whoever is told of silence', async () => {
    await alert([doctor], { ack: { withinSeconds: 60, escalateTo: { userIds: [nurse.userId] } } })
    expect((await acknowledge(doctor)).data?.sender).toEqual(sent())
    expect((await handOver(doctor, other.userId)).data?.sender).toEqual(sent())
    expect((await newest(other)).sender).toEqual(sent())
    clock.advance(seconds(60))
    await sweep()
    expect(await newest(nurse)).toMatchObject({ kind: 'escalation', sender: sent() })
    clock.advance(seconds(60))
    await sweep()
    expect((await escalations(admin))[0]?.sender).toEqual(sent())
  })
  test('stays its sender when it comes again', async () => {
    await alert([doctor], { dedupKey: 'k-8' })
    await alert([doctor], { dedupKey: 'k-8', title: 'Potassium 7.1' })
    expect(await newest(doctor)).toMatchObject({ repeats: 1, sender: sent() })
  })
})

describe('an alert of 600', () => {
  /** One that 599 more were asked about. */
  async function crowdAlert(): Promise<string> {
    const { rows } = await database.db.execute<{ id: string }>(
      sql`select gen_random_uuid() as id from generate_series(1, 599)`,
    )
    const batchId = await alert([doctor])
    await database.db.execute(sql`
      insert into notification.notification
      select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(), 'user_id', given.id))).*
      from notification.notification n, unnest(${sql.param(rows.map((row) => row.id))}::uuid[]) as given (id)
      where n.batch_id = ${batchId}`)
    await database.db.execute(sql`
      insert into notification.ack_task
      select (jsonb_populate_record(t, jsonb_build_object('notification_id', n.id, 'user_id', n.user_id))).*
      from notification.ack_task t join notification.notification n using (batch_id)
      where batch_id = ${batchId} and n.user_id <> ${doctor.userId}`)
    return batchId
  }

  test('is answered to the last copy, whoever has to bring it there', async () => {
    const batchId = await crowdAlert()
    await acknowledge(doctor)
    const waiting = async () => {
      const { rows } = await database.db.execute<{ open: number; unanswered: number }>(sql`
        select count(*) filter (where state = 'open')::int as open, count(*) filter (where ack_at is null)::int as unanswered
        from notification.notification n join notification.ack_task t on t.notification_id = n.id
        where n.batch_id = ${batchId}`)
      return rows[0]
    }
    expect(await waiting()).toEqual({ open: 99, unanswered: 99 })
    clock.advance(seconds(60))
    expect(await sweep()).toEqual([])
    await spreadRest(database.db, clock.now(), () => {})
    expect(await waiting()).toEqual({ open: 0, unanswered: 0 })
  })
  test('says who is told next, though not everybody is listed', async () => {
    const batchId = await crowdAlert()
    clock.advance(seconds(60))
    await sweep()
    const [escalation] = await escalations(admin)
    const { asked, ...stands } = await standing(batchId)
    expect(asked).toHaveLength(500)
    expect(stands).toMatchObject({ status: 'waiting', next: { at: escalation?.ack?.dueAt, step: 'fallback' } })
    clock.advance(seconds(60))
    await sweep()
    expect(await standing(batchId)).toMatchObject({
      status: 'unanswered',
      next: null,
      lastResort: { status: 'pending' },
    })
  })
})
