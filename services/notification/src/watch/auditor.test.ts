import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { type SQL, sql } from 'drizzle-orm'
import { beat } from '../delivery/heartbeat.ts'
import { setBackSet } from '../delivery/setbacks.ts'
import type { Send } from '../model.ts'
import { recordOutcome } from '../replay.ts'
import { canaryUserId, longestBackoffMs } from '../rules.ts'
import { createAuditor, type Watched, watchedStates } from './auditor.ts'

setDefaultTimeout(30_000)

// No worker runs here: what was accepted waits.
let hospital: Hospital
let admin: SignedIn
let owner: ReturnType<typeof connect>

beforeAll(async () => {
  hospital = await startHospital()
  admin = await hospital.as('admin')
  owner = connect(hospital.database.ownerUrl, { name: 'test', max: 2 })
})
afterAll(async () => {
  await owner.close()
  await hospital.stop()
})
beforeEach(async () => {
  await owner.db.execute(sql`
    truncate notification.notification, notification.delivery, notification.attempt, notification.batch,
      notification.fanout_set, notification.ack_task, notification.alert, notification.worker cascade`)
})

const look = () => createAuditor(owner.db)()
const ages = async () => {
  const { at, oldestUndeliveredAt, overdueSince } = await look()
  const age = (since: string | null) => since && Math.round((Date.parse(at) - Date.parse(since)) / 1000)
  return { oldest: age(oldestUndeliveredAt), overdue: age(overdueSince) }
}
async function send(values: Partial<Send> = {}): Promise<string> {
  const body = { to: { userIds: [admin.userId] }, title: 'Title', body: 'Body', ...values }
  const { data } = await hospital.clients.notification.notifications.send.post(body, { headers: admin.headers })
  return data?.ids?.[0] as string
}
const email = () => send({ channels: ['email'] })
const change = (table: string, values: SQL) =>
  owner.db.execute(sql`update notification.${sql.raw(table)} set ${values}`)
const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`

describe('what has not arrived', () => {
  test('is nothing in a hospital where all did', async () => {
    await send()
    expect(await ages()).toEqual({ oldest: null, overdue: null })
  })
  test('is as old as what was accepted first, and overdue since its next try', async () => {
    await email()
    await change('delivery', sql`created_at = ${ago(90)}, next_try_at = ${ago(40)}`)
    await email()
    expect(await ages()).toEqual({ oldest: 90, overdue: 40 })
  })
  test('waits without being overdue while its next try lies ahead', async () => {
    await email()
    await change('delivery', sql`status = 'retrying', created_at = ${ago(90)}, next_try_at = ${ago(-40)}`)
    expect(await ages()).toEqual({ oldest: 90, overdue: null })
  })
  test('does not count while the other side has asked for patience: nobody can do anything about it', async () => {
    await email()
    const putOff = (seconds: number) =>
      change('delivery', sql`status = 'retrying', created_at = ${ago(9000)}, next_try_at = ${ago(-seconds)}`)
    await putOff(longestBackoffMs / 1000 + 60)
    expect(await ages()).toEqual({ oldest: null, overdue: null })
    expect((await look()).deliveries.retrying).toBe(1)
    await putOff(longestBackoffMs / 1000 - 60)
    expect(await ages()).toEqual({ oldest: 9000, overdue: null })
  })
  test('counts while it is being sent', async () => {
    await email()
    await change('delivery', sql`status = 'sending', created_at = ${ago(30)}, next_try_at = null`)
    expect(await ages()).toEqual({ oldest: 30, overdue: null })
  })
  test('is over when it failed: that is told by the failures', async () => {
    await email()
    await change('delivery', sql`status = 'failed', next_try_at = null`)
    expect(await ages()).toEqual({ oldest: null, overdue: null })
  })
  test('is no canary', async () => {
    await email()
    await change('delivery', sql`user_id = ${canaryUserId}, next_try_at = ${ago(90)}`)
    expect(await ages()).toEqual({ oldest: null, overdue: null })
    expect((await look()).deliveries).toEqual({ pending: 0, sending: 0, retrying: 0, failed: 0, unknown: 0 })
  })
})

describe('a send for later', () => {
  const later = () => send({ sendAt: new Date(Date.now() + 60_000).toISOString() })
  test('counts from then on, not from when it was accepted', async () => {
    await later()
    expect(await ages()).toEqual({ oldest: null, overdue: null })
    await change('batch', sql`send_at = ${ago(50)}, created_at = ${ago(9000)}`)
    await change('fanout_set', sql`due_at = ${ago(50)}`)
    expect(await ages()).toEqual({ oldest: 50, overdue: 50 })
  })
  test('that could not be written is undelivered while it waits for its next try', async () => {
    await later()
    await change('batch', sql`send_at = ${ago(50)}`)
    await change('fanout_set', sql`due_at = ${ago(50)}`)
    const { rows } = await owner.db.execute<{ id: string }>(sql`select id from notification.batch`)
    const job = { batchId: rows[0]?.id as string, n: 0 }
    await setBackSet(owner.db, job, { at: new Date(), backoffMs: 500_000, random: 0.99 })
    expect(await ages()).toEqual({ oldest: 50, overdue: null })
  })
  test('that was called off is over', async () => {
    await later()
    await change('batch', sql`send_at = ${ago(50)}`)
    await change('fanout_set', sql`due_at = ${ago(50)}, done_at = now(), outcome = 'cancelled'`)
    expect(await ages()).toEqual({ oldest: null, overdue: null })
  })
})

describe('an alert', () => {
  beforeEach(() => send({ severity: 'critical' }))

  test('is open until somebody answers', async () => {
    await send({ severity: 'critical' })
    expect((await look()).alertsOpen).toBe(2)
    expect(await ages()).toEqual({ oldest: null, overdue: null })
    await change('ack_task', sql`state = 'answered'`)
    expect((await look()).alertsOpen).toBe(0)
  })
  test('that should have gone further by now is undelivered', async () => {
    await change('notification', sql`ack_due_at = ${ago(70)}`)
    await change('ack_task', sql`due_at = ${ago(45)}`)
    expect(await ages()).toEqual({ oldest: 70, overdue: 45 })
  })
  test('that somebody has taken on goes nowhere, though its copies have not followed yet', async () => {
    await change('ack_task', sql`due_at = ${ago(45)}`)
    await change('alert', sql`acknowledged_at = now()`)
    expect(await ages()).toEqual({ oldest: null, overdue: null })
  })
})

test('deliveries are counted by state while they have not arrived', async () => {
  for (const status of [...watchedStates, 'failed', 'delivered', 'suppressed', 'expired'] as const) {
    const id = await email()
    const { rows } = await owner.db.execute<{ id: string }>(
      sql`select id from notification.delivery where notification_id = ${id}`,
    )
    await recordOutcome(owner.db, rows[0]?.id as string, { status, cause: null, at: new Date() })
  }
  expect((await look()).deliveries).toEqual({ pending: 1, sending: 1, retrying: 1, failed: 2, unknown: 1 })
})

test('a worker is seen, by the database’s clock', async () => {
  expect((await look()).workerSeenAt).toBeNull()
  await beat(owner.db, crypto.randomUUID())
  const { at, workerSeenAt } = await look()
  // Kept to the millisecond, it is rounded: up to one ahead.
  expect(Date.parse(at) - Date.parse(workerSeenAt as string)).toBeWithin(-1, 5000)
})

test('whoever asks within a second is told the same', async () => {
  let now = 0
  const audit = createAuditor(owner.db, () => now)
  const first: Watched = await audit()
  now = 999
  expect(await audit()).toBe(first)
  now = 1000
  expect(await audit()).not.toBe(first)
})
