import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { answerOf, type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import type { NotificationQuery, Send } from '../model.ts'
import { readEpoch } from '../stream/sequence.ts'
import type { StreamRead } from '../stream/stream-model.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let admin: SignedIn
let me: SignedIn
let other: SignedIn
const database = () => connect(hospital.config.databaseUrls.notification, { name: 'test', max: 2 })

beforeAll(async () => {
  hospital = await startHospital({ clock })
  admin = await hospital.as('admin')
})
afterAll(() => hospital?.stop())
beforeEach(async () => {
  ;[me, other] = await Promise.all([hospital.as('doctor'), hospital.as('nurse')])
})

const api = () => hospital.clients.notification.notifications

async function tell(values: Partial<Send> = {}): Promise<string> {
  const body = { to: { userIds: [me.userId] }, title: 'Title', body: 'Body', ...values }
  const { data } = await api().send.post(body, { headers: admin.headers })
  return data?.ids?.[0] as string
}
async function inbox(query: NotificationQuery = {}, who = me) {
  const { data } = await api().get({ query, headers: who.headers })
  return data as NonNullable<typeof data>
}
const mark = (id: string, read?: boolean, who = me) =>
  answerOf(api()({ id }).read.put(read === undefined ? undefined : { read }, { headers: who.headers }))
async function sequence(after = 0, limit?: number, who = me): Promise<StreamRead> {
  const users = [{ userId: who.userId, after }]
  const { data } = await hospital.clients.notification.internal.streams.events.post({ users, ...(limit && { limit }) })
  return data?.items[0] as StreamRead
}

describe('the inbox', () => {
  test('is newest first, with unread count and position', async () => {
    const first = await tell({ title: 'First' })
    clock.advance(1000)
    const second = await tell({ title: 'Second', severity: 'warning' })
    const page = await inbox({ count: true })
    expect(page.items.map((item) => item.id)).toEqual([second, first])
    expect(page).toMatchObject({ unread: 2, total: 2, nextCursor: null })
    expect(page.position).toEndWith('.2')
    expect(page.items[0]).toMatchObject({ seq: 2, status: 'delivered', kind: 'message', readAt: null, ack: null })
  })
  test('of somebody who was never told anything is empty', async () => {
    expect(await inbox()).toMatchObject({ items: [], unread: 0, nextCursor: null })
    expect((await inbox()).position).toEndWith('.0')
  })
  test('is filtered', async () => {
    const read = await tell({ severity: 'warning' })
    const unread = await tell({ kind: 'lab', title: '100% sure' })
    await mark(read, true)
    const ids = async (query: NotificationQuery) => (await inbox(query)).items.map((item) => item.id)
    expect(await ids({ unread: true })).toEqual([unread])
    expect(await ids({ unread: false })).toEqual([read])
    expect(await ids({ severity: 'warning' })).toEqual([read])
    expect(await ids({ kind: 'lab' })).toEqual([unread])
    expect(await ids({ q: '100%' })).toEqual([unread])
    expect(await ids({ q: 'TITLE' })).toEqual([read])
    expect(await ids({ q: 'Títle' })).toEqual([read])
    expect(await ids({ status: 'failed' })).toEqual([])
  })
  test('is paged without a gap or a repetition, though all came at one moment', async () => {
    for (let count = 0; count < 5; count++) await tell()
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await inbox({ limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.items.map((item) => item.id))
      if (!page.nextCursor) break
      cursor = page.nextCursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5])
  })
  test('of others is for administrators', async () => {
    const id = await tell()
    expect((await inbox({ scope: 'all', limit: 100 }, admin)).items.map((item) => item.id)).toContain(id)
    const { status } = await api().get({ query: { scope: 'all' }, headers: me.headers })
    expect(status).toBe(403)
    expect((await inbox({}, other)).items).toEqual([])
  })
  test('keeps an e-mail-only message too: the mail itself says nothing', async () => {
    await tell({ channels: ['email'] })
    expect((await inbox()).items[0]).toMatchObject({ status: 'pending', title: 'Title' })
  })
})

describe('reading', () => {
  test('marks, unmarks, and toggles without a body', async () => {
    const id = await tell()
    expect((await mark(id)).data?.readAt).toBe('2026-11-23T07:00:01.000Z')
    expect((await inbox()).unread).toBe(0)
    expect((await mark(id)).data?.readAt).toBeNull()
    expect((await inbox()).unread).toBe(1)
    await mark(id, true)
    const again = await mark(id, true)
    expect([again.data?.version, (await inbox()).unread]).toEqual([4, 0])
  })
  test('somebody else’s is not found', async () => {
    expect(await mark(await tell(), true, other)).toMatchObject({ status: 404, kind: 'not-found' })
  })
  test('all, up to a position, leaves what came later unread', async () => {
    await tell()
    await tell()
    const { position } = await inbox()
    const unseen = await tell()
    const { data } = await api()['read-all'].put({ upTo: position }, { headers: me.headers })
    expect(data).toEqual({ count: 2, unread: 1 })
    expect((await inbox({ unread: true })).items.map((item) => item.id)).toEqual([unseen])
    const all = await api()['read-all'].put(undefined, { headers: me.headers })
    expect(all.data).toEqual({ count: 1, unread: 0 })
  })
  test.each(['nonsense', '00000000.1', ''])('all up to %p is refused', async (upTo) => {
    const { status, kind } = await answerOf(api()['read-all'].put({ upTo }, { headers: me.headers }))
    expect([status, kind]).toEqual([422, 'invalid'])
  })
})

describe('acknowledging', () => {
  test('is once, and on record with who', async () => {
    const id = await tell({ severity: 'critical' })
    const item = (await inbox()).items[0]
    expect(item?.ack).toEqual({ dueAt: new Date(clock.now().getTime() + 300_000).toISOString(), at: null, by: null })
    const first = await api()({ id }).ack.put({}, { headers: me.headers })
    expect(first.data?.ack).toMatchObject({ at: clock.now().toISOString(), by: me.userId })
    clock.advance(1000)
    const again = await api()({ id }).ack.put(undefined, { headers: me.headers })
    expect(again.data).toEqual(first.data)
    expect((await inbox()).unread).toBe(1)
  })
  test('is for oneself, whatever kind its sender gave it', async () => {
    // Written as it was before such a kind was refused.
    const { data } = await api().send.post(
      { to: { userIds: [me.userId, other.userId] }, title: 'Title', body: 'Body', ack: { withinSeconds: 60 } },
      { headers: admin.headers },
    )
    const { db, close } = database()
    await db.execute(sql`update notification.notification set kind = 'escalation' where batch_id = ${data?.batchId}`)
    const mine = (await inbox()).items[0]?.id as string
    await api()({ id: mine }).ack.put({}, { headers: me.headers })
    const { rows } = await db.execute(
      sql`select user_id, state from notification.ack_task where batch_id = ${data?.batchId} order by state`,
    )
    await close()
    expect(rows).toEqual([
      { user_id: me.userId, state: 'answered' },
      { user_id: other.userId, state: 'open' },
    ])
  })
  test('what asks for none is refused, and somebody else’s not found', async () => {
    const { kind } = await answerOf(api()({ id: await tell() }).ack.put({}, { headers: me.headers }))
    expect(kind).toBe('not-acknowledgeable')
    const theirs = await api()({ id: await tell({ ack: { withinSeconds: 60 } }) }).ack.put(
      {},
      { headers: other.headers },
    )
    expect(theirs.status).toBe(404)
  })
})

describe('the sequence', () => {
  test('says everything that happened, with the count at that moment', async () => {
    const id = await tell({ severity: 'critical' })
    await mark(id, true)
    await api()({ id }).ack.put({}, { headers: me.headers })
    await mark(id, false)
    const { top, unread, more, events } = await sequence()
    expect([top, unread, more]).toEqual([4, 1, false])
    expect(events.map(({ seq, kind, data }) => [seq, kind, data.id, data.unread])).toEqual([
      [1, 'notification', id, 1],
      [2, 'updated', id, 0],
      [3, 'updated', id, 0],
      [4, 'updated', id, 1],
    ])
    expect(events[0]?.data).toMatchObject({ title: 'Title', seq: 1, readAt: null })
    expect(events[2]?.data).toMatchObject({ ack: { by: me.userId } })
    expect((await sequence(2)).events.map((event) => event.seq)).toEqual([3, 4])
  })
  test('says when there is more than was asked for', async () => {
    for (let count = 0; count < 3; count++) await tell()
    expect(await sequence(0, 2)).toMatchObject({ more: true, top: 3, events: [{ seq: 1 }, { seq: 2 }] })
    expect(await sequence(0, 3)).toMatchObject({ more: false })
  })
  test('of several users is one read, and nobody is left out', async () => {
    await tell()
    const stranger = crypto.randomUUID()
    const userIds = [stranger, me.userId]
    const { streams } = hospital.clients.notification.internal
    const positions = await streams.positions.post({ userIds })
    expect(positions.data?.items).toEqual([
      { userId: stranger, seq: 0, unread: 0 },
      { userId: me.userId, seq: 1, unread: 1 },
    ])
    const reads = await streams.events.post({ users: userIds.map((userId) => ({ userId, after: 0 })) })
    expect(reads.data?.items.map((item) => item.events.length)).toEqual([0, 1])
  })
  test('has no gap and no repetition under 20 concurrent writers, and the count is the truth', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => tell()))
    const both = { to: { userIds: [me.userId, other.userId] } }
    await Promise.all([
      ...Array.from({ length: 100 }, () => tell(both)),
      ...ids.flatMap((id) => [mark(id), mark(id), mark(id)]),
      ...Array.from({ length: 5 }, () => api()['read-all'].put({}, { headers: me.headers })),
    ])
    const events: StreamRead['events'] = []
    for (let read = await sequence(0, 200); ; read = await sequence(events.length, 200)) {
      events.push(...read.events)
      if (!read.more) break
    }
    const { top, unread } = await sequence()
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: top }, (_, index) => index + 1))
    expect(events.at(-1)?.data.unread).toBe(unread)
    const { db, close } = database()
    const { rows } = await db.execute<{ unread: number }>(
      sql`select count(*)::int as unread from notification.notification where user_id = ${me.userId} and read_at is null`,
    )
    await close()
    expect([rows[0]?.unread, (await inbox()).unread]).toEqual([unread, unread])
  })
  test('keeps its epoch over restarts, and begins a new one after a restore', async () => {
    const { db, close } = database()
    const epoch = await readEpoch(db)
    expect(await readEpoch(db)).toBe(epoch)
    await db.execute(sql`update notification.epoch set fingerprint = 'of the machine that was backed up'`)
    const restored = await readEpoch(db)
    expect(restored).not.toBe(epoch)
    expect(await readEpoch(db)).toBe(restored)
    await close()
  })
})
