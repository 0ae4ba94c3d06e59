import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { answerOf, type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import { expireDeliveries } from '../delivery/calling-off.ts'
import type { Notification, Send } from '../model.ts'
import { lockStreams } from '../stream/sequence.ts'
import { eventually } from '../testing.ts'
import { sendComplaint } from './plan.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let admin: SignedIn
let doctor: SignedIn
let nurse: SignedIn
let database: ReturnType<typeof connect>

beforeAll(async () => {
  hospital = await startHospital({ clock })
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 2 })
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})
beforeEach(async () => {
  ;[admin, doctor, nurse] = await Promise.all([hospital.as('admin'), hospital.as('doctor'), hospital.as('nurse')])
})

const api = () => hospital.clients.notification.notifications
const as = (who: SignedIn) => ({ headers: who.headers })
const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds).toISOString()
/** Everyone's session lasts a quarter of an hour by the same clock. */
const soon = 60_000

async function send(values: Partial<Send> = {}, from = admin): Promise<string> {
  const body = { to: { userIds: [nurse.userId] }, title: 'Title', body: 'Body', ...values }
  return (await api().send.post(body, as(from))).data?.batchId as string
}
const read = async (id: string, who = admin) => (await api().sends({ id }).get(as(who))).data
const cancel = (id: string, who = admin) => api().sends({ id }).cancel.put({}, as(who))
const inbox = async (who: SignedIn): Promise<Notification[]> =>
  (await api().get({ query: {}, headers: who.headers })).data?.items ?? []

describe('a scheduled send', () => {
  test('waits, can be seen, and is called off by whoever sent it, once', async () => {
    const id = await send({ sendAt: later(soon) }, doctor)
    expect(await read(id, doctor)).toMatchObject({
      status: 'scheduled',
      sendAt: later(soon),
      deliveries: [],
      cancelled: null,
    })
    const first = await cancel(id, doctor)
    expect(first.data).toMatchObject({ status: 'cancelled', cancelled: { by: doctor.userId } })
    clock.advance(1000)
    expect((await cancel(id, doctor)).data).toEqual(first.data)
    expect(await inbox(nurse)).toEqual([])
    const { rows } = await database.db.execute(
      sql`select action, actor_id from notification.history where entity_id = ${id} order by id`,
    )
    expect(rows).toEqual([
      { action: 'sent', actor_id: doctor.userId },
      { action: 'cancelled', actor_id: doctor.userId },
    ])
  })
  test('is called off by an administrator too, and by nobody else, who does not even learn of it', async () => {
    const id = await send({ sendAt: later(soon) }, doctor)
    expect((await answerOf(cancel(id, nurse))).kind).toBe('not-found')
    expect((await cancel(id, admin)).data?.cancelled?.by).toBe(admin.userId)
  })
  test('that was called off does not stand in the way of the same key again', async () => {
    const id = await send({ sendAt: later(soon), dedupKey: 'rota' })
    await cancel(id)
    expect(await send({ sendAt: later(soon), dedupKey: 'rota' })).not.toBe(id)
  })
})

describe('calling off', () => {
  test('leaves what was told, and stops what has not left the house', async () => {
    const id = await send({ channels: ['in-app', 'email'] })
    const answer = await cancel(id)
    expect(answer.data?.deliveries).toEqual([
      { channel: 'email', status: 'cancelled', count: 1 },
      { channel: 'in-app', status: 'delivered', count: 1 },
    ])
    expect((await inbox(nurse)).map((item) => [item.title, item.status])).toEqual([['Title', 'delivered']])
  })
  test('what has been sent whole is refused', async () => {
    expect((await answerOf(cancel(await send()))).kind).toBe('not-pending')
  })
  test('what a worker takes up at the same moment is refused, and not said to be called off', async () => {
    const id = await send({ channels: ['in-app', 'email'] })
    const ofBatch = sql`notification_id in (select id from notification.notification where batch_id = ${id})`
    const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    const hasToWait = async () => (await database.db.execute(waiting)).rowCount === 1
    const answer = await database.db.transaction(async (tx) => {
      await lockStreams(tx, [nurse.userId])
      const cancelling = Promise.resolve(cancel(id))
      await eventually(hasToWait)
      await tx.execute(sql`update notification.delivery set status = 'sending' where channel = 'email' and ${ofBatch}`)
      return { cancelling }
    })
    expect((await answerOf(answer.cancelling)).kind).toBe('not-pending')
    expect(await read(id)).toMatchObject({ status: 'sent', cancelled: null })
  })
  test('at the same time as others is on record once', async () => {
    const id = await send({ sendAt: later(soon) })
    const answers = await Promise.all(Array.from({ length: 5 }, () => cancel(id)))
    expect(new Set(answers.map(({ data }) => data?.status))).toEqual(new Set(['cancelled']))
    const entries = sql`select from notification.history where entity_id = ${id} and action = 'cancelled'`
    expect((await database.db.execute(entries)).rowCount).toBe(1)
  })
  test('an id of no send is not found', async () => {
    expect((await answerOf(cancel(Bun.randomUUIDv7()))).kind).toBe('not-found')
    expect((await hospital.fetch('/notifications/sends/nonsense', { headers: admin.headers })).status).toBe(404)
  })
})

describe('expiry', () => {
  test.each([
    ['in the past', { expiresAt: '2026-11-23T06:59:59Z' }],
    ['now', { expiresAt: '2026-11-23T07:00:00Z' }],
    ['before it is sent', { sendAt: '2026-11-23T09:00:00Z', expiresAt: '2026-11-23T08:59:00Z' }],
  ])('%s is refused', (_, times) => {
    const complaint = sendComplaint({ to: {}, title: 'T', body: 'B', ...times }, new Date('2026-11-23T07:00:00Z'))
    expect([complaint?.kind, complaint?.path]).toEqual(['invalid', 'expiresAt'])
  })
  test('ends what has not left the house by then, and says so', async () => {
    const id = await send({ channels: ['email'], expiresAt: later(soon) })
    clock.advance(soon - 1)
    await expireDeliveries(database.db, clock.now(), () => {})
    expect((await read(id))?.deliveries).toMatchObject([{ status: 'pending' }])
    clock.advance(1)
    await expireDeliveries(database.db, clock.now(), () => {})
    expect((await read(id))?.deliveries).toEqual([{ channel: 'email', status: 'expired', count: 1 }])
  })
})

describe('the list of sends', () => {
  test('is one’s own, newest first, by status; everybody’s for administrators alone', async () => {
    const scheduled = await send({ sendAt: later(soon) }, doctor)
    clock.advance(1000)
    const sent = await send({}, doctor)
    const list = async (query: object, who: SignedIn) => {
      const { data } = await api().sends.get({ query, headers: who.headers })
      return data && 'items' in data ? data.items.map(({ id, status }) => [id, status]) : undefined
    }
    expect(await list({}, doctor)).toEqual([
      [sent, 'sent'],
      [scheduled, 'scheduled'],
    ])
    expect(await list({ status: 'scheduled' }, doctor)).toEqual([[scheduled, 'scheduled']])
    expect(await list({}, nurse)).toEqual([])
    expect((await answerOf(api().sends.get({ query: { scope: 'all' }, headers: doctor.headers }))).kind).toBe(
      'forbidden',
    )
    expect(await list({ scope: 'all', limit: 2 }, admin)).toEqual([
      [sent, 'sent'],
      [scheduled, 'scheduled'],
    ])
  })
  test('is nothing for receptionists and patients', async () => {
    for (const role of ['receptionist', 'patient'] as const) {
      const { headers } = await hospital.as(role)
      expect((await hospital.fetch('/notifications/sends', { headers })).status).toBe(403)
    }
  })
})
