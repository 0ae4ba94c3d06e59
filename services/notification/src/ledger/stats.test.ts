import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, movableClock, type People, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import { sql } from 'drizzle-orm'
import type { Send, Sent, Stats } from '../model.ts'
import { canaryUserId } from '../rules.ts'
import { spanOf } from './stats.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T09:30:00Z'))
let hospital: Hospital
let people: People
let database: ReturnType<typeof connect>

beforeAll(async () => {
  hospital = await startHospital({ clock })
  people = await hospital.people()
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 2 })
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})

async function stats<T = Stats>(query: Record<string, string> = {}) {
  const path = `/notifications/stats?${new URLSearchParams(query)}`
  const response = await hospital.fetch(path, { headers: people.admin.headers })
  return { status: response.status, body: (await response.json()) as T }
}
async function send(values: Partial<Send>): Promise<string[]> {
  const body = { to: { userIds: [people.nurse.userId] }, title: 'Title', body: 'Body', ...values }
  const response = await hospital.fetch('/notifications/send', { method: 'POST', headers: people.admin.headers, body })
  return ((await response.json()) as Sent).ids ?? []
}
const change = (id: string, what: string, who: keyof People, body: object = {}) =>
  hospital.fetch(`/notifications/${id}/${what}`, { method: 'PUT', headers: people[who].headers, body })
/** As if everything that was sent until now had been made at another time. */
const moveTo = (at: string, ids: string[]) =>
  database.db.execute(
    sql`update notification.delivery set created_at = ${at} where notification_id = any(${sql.param(ids)}::uuid[])`,
  )

describe('the span', () => {
  const now = new Date('2026-11-23T09:30:00Z')
  test.each([
    ['nothing', {}, '2026-11-22T09:30:00.000Z', '2026-11-23T09:30:00.000Z'],
    ['its beginning', { from: '2026-11-20T00:00:00+01:00' }, '2026-11-19T23:00:00.000Z', '2026-11-23T09:30:00.000Z'],
    ['its end', { to: '2026-11-20T00:00:00Z' }, '2026-11-19T00:00:00.000Z', '2026-11-20T00:00:00.000Z'],
    [
      '31 days',
      { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' },
      '2026-10-01T00:00:00.000Z',
      '2026-11-01T00:00:00.000Z',
    ],
  ])('that says %s', (_, query, from, to) =>
    expect(spanOf(query, now)).toEqual({ from: new Date(from), to: new Date(to) }),
  )
  test.each([
    ['from', { from: '2026-11-23T09:30:00Z' }],
    ['from', { from: '2026-11-21T00:00:00Z', to: '2026-11-20T00:00:00Z' }],
    ['from', { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00.001Z' }],
    ['from', { from: '2026-10-01' }],
    ['to', { to: 'tomorrow' }],
    ['to', { to: '0001-01-01T00:00:00Z' }],
    ['colour', { colour: 'red' }],
  ])('is refused by field: %s of %p', async (path, query: object) => {
    const { status, body } = await stats<Problem>(query as Record<string, string>)
    expect([status, body.kind, body.errors?.[0]?.path]).toEqual([422, 'invalid', path])
  })
})

test('deliveries are counted by the hour in which they were made, channel and outcome; canaries are not', async () => {
  const both: Send['channels'] = ['in-app', 'webhook']
  const at = ['2026-11-10T08:00:00Z', '2026-11-10T08:59:59.999Z', '2026-11-10T09:00:00Z', '2026-11-10T09:59:00Z']
  for (const moment of at) await moveTo(moment, await send({ channels: both }))
  await moveTo('2026-11-10T08:30:00Z', await send({}))
  const canary = await send({})
  await moveTo('2026-11-10T08:30:00Z', canary)
  await database.db.execute(
    sql`update notification.delivery set user_id = ${canaryUserId} where notification_id = ${canary[0]}`,
  )
  const span = { from: '2026-11-10T08:00:00Z', to: '2026-11-10T09:59:00Z' }
  expect((await stats(span)).body).toMatchObject({
    from: '2026-11-10T08:00:00.000Z',
    to: '2026-11-10T09:59:00.000Z',
    hours: [
      { at: '2026-11-10T08:00:00.000Z', channel: 'in-app', status: 'delivered', count: 3 },
      { at: '2026-11-10T08:00:00.000Z', channel: 'webhook', status: 'failed', count: 2 },
      { at: '2026-11-10T09:00:00.000Z', channel: 'in-app', status: 'delivered', count: 1 },
      { at: '2026-11-10T09:00:00.000Z', channel: 'webhook', status: 'failed', count: 1 },
    ],
  })
  const inside = await stats({ from: '2026-11-10T08:30:00.001Z', to: '2026-11-10T08:59:59.999Z' })
  expect(inside.body.hours).toEqual([])
})

test('what waits is counted whenever it was made, and how long the oldest has', async () => {
  const { body: before } = await stats()
  expect(before.queue).toMatchObject({ pending: 0, dueNow: 0, oldestDueAt: null })
  const mail = { channels: ['email'] as Send['channels'] }
  const [first, second, third] = (await Promise.all([send(mail), send(mail), send(mail)])).flat()
  await send({ sendAt: '2026-11-24T08:00:00Z' })
  await database.db.execute(sql`
    update notification.delivery set next_try_at = '2026-11-23T08:15:00Z', created_at = '2026-09-01T08:15:00Z'
    where notification_id = ${first}`)
  await database.db.execute(sql`
    update notification.delivery set status = 'retrying', next_try_at = '2026-11-23T10:00:00Z' where notification_id = ${second}`)
  await database.db.execute(sql`
    update notification.delivery set status = 'sending', next_try_at = null where notification_id = ${third}`)
  const queue = { pending: 1, retrying: 1, sending: 1, scheduled: 1, unwrittenSets: 0, dueNow: 1 }
  expect((await stats()).body.queue).toEqual({ ...queue, oldestDueAt: '2026-11-23T08:15:00.000Z' })

  await database.db.execute(
    sql`update notification.batch set send_at = '2026-11-23T08:00:00Z' where send_at is not null`,
  )
  await database.db.execute(
    sql`update notification.fanout_set set due_at = '2026-11-23T08:00:00Z' where done_at is null`,
  )
  expect((await stats()).body.queue).toEqual({
    ...queue,
    ...{ scheduled: 0, unwrittenSets: 1, dueNow: 2, oldestDueAt: '2026-11-23T08:00:00.000Z' },
  })
})

test('answers are counted by who was asked, and timed by who acknowledged', async () => {
  const from = clock.now().toISOString()
  clock.advance(1)
  const ask = async (who: keyof People) =>
    (await send({ to: { userIds: [people[who].userId] }, severity: 'critical' }))[0] as string
  const [quick, slow, declined] = [await ask('nurse'), await ask('doctor'), await ask('nurse')]
  await ask('receptionist')
  await send({})
  clock.advance(10_000)
  await change(quick, 'ack', 'nurse')
  clock.advance(20_500)
  await change(slow, 'ack', 'doctor')
  await change(declined, 'decline', 'nurse', { reason: 'Not on duty' })
  await database.db.execute(
    sql`update notification.ack_task set state = 'escalated' where notification_id = ${declined}`,
  )
  const { body } = await stats({ from, to: clock.now().toISOString() })
  expect(body.acknowledgements).toEqual({
    ...{ asked: 4, answered: 2, declined: 1, open: 1, escalated: 1 },
    ...{ medianSeconds: 20.25, p95Seconds: 29.475 },
  })
  const none = await stats({ from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' })
  expect(none.body.acknowledgements).toMatchObject({ asked: 0, medianSeconds: null, p95Seconds: null })
})

test.each(['doctor', 'nurse', 'receptionist', 'patient'] as const)('nothing of it is for a %s', async (who) => {
  for (const path of ['stats', 'templates', `${crypto.randomUUID()}/history`])
    expect((await hospital.fetch(`/notifications/${path}`, { headers: people[who].headers })).status).toBe(403)
})
