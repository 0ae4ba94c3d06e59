import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Connection, connect } from '@wardline/db/connect'
import { answerOf, type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import type { Send } from '../model.ts'
import type { StreamEvent } from '../stream/stream-model.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let owner: Connection
let admin: SignedIn
let one: SignedIn
let other: SignedIn

beforeAll(async () => {
  hospital = await startHospital({ clock })
  owner = connect(hospital.database.ownerUrl, { name: 'test', max: 2 })
})
afterAll(async () => {
  await owner?.close()
  await hospital?.stop()
})
beforeEach(async () => {
  ;[admin, one, other] = await Promise.all([hospital.as('admin'), hospital.as('nurse'), hospital.as('doctor')])
})

const api = () => hospital.clients.notification.notifications
const send = (values: Partial<Send> = {}, key?: string) =>
  answerOf(
    api().send.post(
      { to: { userIds: [one.userId, other.userId] }, title: 'Title', body: 'Body', ...values },
      { headers: { ...admin.headers, ...(key && { 'idempotency-key': key }) } },
    ),
  )
async function eventsOf({ userId }: SignedIn, after = 0): Promise<StreamEvent[]> {
  const { data } = await hospital.clients.notification.internal.streams.events.post({ users: [{ userId, after }] })
  return data?.items[0]?.events ?? []
}

const byId = (a: SignedIn, b: SignedIn) => (a.userId < b.userId ? -1 : 1)

/** What a send left in every table, and on the streams. */
async function tracesOf(batchId: string) {
  const rows = async (table: string, matching: string) =>
    (
      await owner.pool.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(row) as row from notification.${table} as row where ${matching} order by to_jsonb(row) ->> 'user_id', to_jsonb(row) ->> 'channel'`,
        [batchId],
      )
    ).rows.map(({ row }) => row)
  const ours = 'in (select id from notification.notification where batch_id = $1)'
  return {
    batch: await rows('batch', 'id = $1'),
    fanoutSet: await rows('fanout_set', 'batch_id = $1'),
    history: await rows('history', 'entity_id = $1'),
    notification: await rows('notification', 'batch_id = $1'),
    delivery: await rows('delivery', `notification_id ${ours}`),
    userEvent: await rows('user_event', `notification_id ${ours}`),
    ackTask: await rows('ack_task', 'batch_id = $1'),
    alert: await rows('alert', 'id = $1'),
    heads: await rows('user_stream', 'user_id in (select user_id from notification.notification where batch_id = $1)'),
    streams: (await Promise.all([one, other].toSorted(byId).map((who) => eventsOf(who)))).flat(),
  }
}
type Traces = Awaited<ReturnType<typeof tracesOf>>

/** The same with a number for each id, in the order in which they come: two sends never have the same. */
function withoutIds(traces: Traces): unknown {
  const numbers = new Map<string, number>()
  const number = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size)
    return `id ${numbers.get(id)}`
  }
  const ordinal = traces.history.map((row) => ({ ...row, id: null }))
  const text = JSON.stringify({ ...traces, history: ordinal })
  return JSON.parse(text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, number))
}

const again = () => Promise.all([hospital.as('nurse'), hospital.as('doctor')])

describe('a send as one statement', () => {
  test.each<[string, Partial<Send>]>([
    ['plain', {}],
    [
      'with all that it can have',
      { severity: 'warning', kind: 'lab', link: '/app/', expiresAt: '2026-11-24T07:00:00Z' },
    ],
    ['that leaves the house', { channels: ['in-app', 'email', 'webhook'] }],
    ['that wants an answer', { severity: 'critical' }],
    ['for later', { sendAt: '2026-11-24T07:00:00Z' }],
  ])('%s leaves what it leaves as a part of a transaction', async (_, values) => {
    const left: unknown[] = []
    for (const way of [{}, { key: crypto.randomUUID() }, { dedupKey: crypto.randomUUID() }]) {
      const { key, ...named } = way as { key?: string; dedupKey?: string }
      ;[one, other] = await again()
      const { data } = await send({ ...values, ...named }, key)
      const traces = await tracesOf(data?.batchId as string)
      expect(traces.notification).toHaveLength(values.sendAt ? 0 : 2)
      left.push(withoutIds({ ...traces, batch: traces.batch.map((row) => ({ ...row, dedup_key: null })) }))
    }
    expect(left[1]).toEqual(left[0])
    expect(left[2]).toEqual(left[0])
  })

  test('says on the stream what the inbox answers', async () => {
    for (const values of [{}, { channels: ['email' as const] }, { severity: 'critical' as const }]) await send(values)
    const page = await api().get({ query: {}, headers: one.headers })
    const told = (await eventsOf(one)).map(({ data }) => data)
    expect(told.map(({ unread: _, ...each }) => each)).toEqual(page.data?.items.toReversed() as never)
    expect(told.map(({ unread }) => unread)).toEqual([1, 2, 3])
  })

  test('leaves no gap for a reader who goes along with 20 writers', async () => {
    const wanted = 400
    const read: number[] = []
    const reading = (async () => {
      while (read.length < wanted) read.push(...(await eventsOf(one, read.length)).map(({ seq }) => seq))
    })()
    const write = async (writer: number) => {
      for (let n = 0; n < wanted / 20; n++)
        await send({ title: `${writer} ${n}` }, n % 2 ? crypto.randomUUID() : undefined)
    }
    await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)))
    await reading
    expect(read).toEqual(Array.from({ length: wanted }, (_, index) => index + 1))
  })
})

describe('under one Idempotency-Key', () => {
  test('20 at once are one send: the others are answered as it was, or told that it still runs', async () => {
    const key = crypto.randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({}, key)))
    const accepted = answers.filter(({ status }) => status === 202)
    expect(new Set(accepted.map(({ data }) => JSON.stringify(data))).size).toBe(1)
    for (const { status, kind } of answers) if (status !== 202) expect(kind).toBe('in-progress')
    expect(await eventsOf(one)).toHaveLength(1)
  })
  test('says while the first is still running, and answers as that one was afterwards', async () => {
    const key = crypto.randomUUID()
    await send()
    const held = await owner.pool.connect()
    await held.query('begin')
    await held.query('select from notification.user_stream where user_id = $1 for update', [one.userId])
    const first = send({}, key)
    const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%user_stream%'"
    while ((await owner.pool.query(waiting)).rowCount === 0);
    expect(await send({}, key)).toMatchObject({ status: 409, kind: 'in-progress' })
    await held.query('commit')
    held.release()
    const { status, data } = await first
    expect(status).toBe(202)
    expect(await send({}, key)).toMatchObject({ status: 202, data })
  })
  test.each<[string, Partial<Send>]>([
    ['at once', {}],
    ['for later', { sendAt: '2026-11-24T07:00:00Z' }],
    ['with a key of its own against repeats', { dedupKey: 'x' }],
  ])('a send %s waits for no other', async (_, values) => {
    const key = crypto.randomUUID()
    await owner.db.transaction(async (tx) => {
      const running = `${admin.userId} POST /notifications/send ${key}`
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${running}, 0))`)
      expect(await send(values, key)).toMatchObject({ status: 409, kind: 'in-progress' })
    })
    expect((await send(values, key)).status).toBe(202)
  })
  test('two that differ are one send and a refusal, whichever way they go', async () => {
    for (let round = 0; round < 10; round++) {
      const key = crypto.randomUUID()
      const both = await Promise.all([send({}, key), send({ dedupKey: key }, key)])
      const refusals = both.filter(({ status }) => status !== 202).map(({ kind }) => kind as string)
      expect(refusals).toHaveLength(1)
      expect(['idempotency-mismatch', 'in-progress']).toContain(refusals[0] as string)
    }
    expect(await eventsOf(one)).toHaveLength(10)
  })
  test('that is too long is refused', async () => {
    expect(await send({}, 'x'.repeat(256))).toMatchObject({ status: 422, kind: 'invalid', path: 'Idempotency-Key' })
  })
  // The last: it moves the clock past the end of everyone’s tokens.
  test('of the day before it is a new send', async () => {
    const key = crypto.randomUUID()
    const first = await send({}, key)
    clock.advance(25 * 3600_000)
    const { data } = await hospital.clients.auth.auth.login.post({ email: admin.email, password: admin.password })
    admin = { ...admin, headers: { authorization: `Bearer ${data?.accessToken}` } }
    const later = await send({}, key)
    expect(later.status).toBe(202)
    expect(later.data?.batchId).not.toBe(first.data?.batchId as string)
  })
})
