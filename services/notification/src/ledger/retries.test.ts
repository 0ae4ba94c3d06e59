import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import { sql } from 'drizzle-orm'
import { setBackEscalation } from '../delivery/setbacks.ts'
import type { Failures, Notification, Retried, RetriedMany, RetryFilter, Send, Sent, Templates } from '../model.ts'
import type { Cause } from '../rules.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T09:00:00Z'))
let hospital: Hospital
let database: ReturnType<typeof connect>
let admin: SignedIn
let nurse: SignedIn
let doctor: SignedIn

beforeAll(async () => {
  hospital = await startHospital({ clock })
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 2 })
  ;[admin, nurse, doctor] = await Promise.all([
    hospital.as('admin', 'Ines Admin'),
    hospital.as('nurse', 'Nora Nurse'),
    hospital.as('doctor'),
  ])
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})
beforeEach(async () => {
  await database.db.execute(sql`update notification.delivery set status = 'delivered', cause = null`)
})

/** As an administrator asks at the gateway. */
async function ask<T>(method: string, path: string, body?: object, who = admin) {
  const response = await hospital.fetch(`/notifications/${path}`, { method, headers: who.headers, body })
  return { status: response.status, body: (await response.json()) as T }
}
async function send(values: Partial<Send> = {}): Promise<string> {
  const to = { userIds: [nurse.userId] }
  const body = { to, title: 'Title', body: 'Body', channels: ['email'], ...values }
  return (await ask<Sent>('POST', 'send', body)).body.ids?.[0] as string
}
/** What a worker came to. */
const settle = (id: string, status: 'failed' | 'unknown', cause: Cause | null) =>
  database.db.execute(sql`
    update notification.delivery set status = ${status}, cause = ${cause}, next_try_at = null where notification_id = ${id}`)
async function failing(cause: Cause | null, values: Partial<Send> = {}, status: 'failed' | 'unknown' = 'failed') {
  const id = await send(values)
  await settle(id, status, cause)
  return id
}
const retryMany = async (filter: RetryFilter, more: { dryRun?: boolean; includeUnknown?: boolean } = {}) =>
  (await ask<RetriedMany>('POST', 'retry', { filter, ...more })).body
const statusesOf = async (ids: string[]) => {
  const { rows } = await database.db.execute<{ id: string; status: string }>(sql`
    select notification_id as id, status from notification.delivery where notification_id = any(${sql.param(ids)}::uuid[])`)
  return ids.map((id) => rows.find((row) => row.id === id)?.status)
}
const historyOf = async (id: string) =>
  (
    await ask<{ items: { action: string; by: { name: string } | null; changes: object; reason: string | null }[] }>(
      'GET',
      `${id}/history`,
    )
  ).body.items

describe('what an administrator retries by filter', () => {
  let ids: Record<'refused' | 'lab' | 'hook' | 'early' | 'doubtful', string>
  beforeEach(async () => {
    const early = await failing('rejected', { to: { userIds: [doctor.userId] } })
    clock.advance(1000)
    ids = {
      early,
      refused: await failing('connection-refused'),
      lab: await failing('rejected', { kind: 'lab' }),
      hook: await failing('no-address', { channels: ['webhook'] }),
      doubtful: await failing('worker-ended', {}, 'unknown'),
    }
  })
  const all = ['refused', 'lab', 'hook', 'early'] as const
  const now = () => clock.now().toISOString()
  type Names = readonly (keyof typeof ids)[]
  const cases: [what: string, filter: () => RetryFilter, names: Names, recipients: number][] = [
    ['everything', () => ({}), all, 2],
    ['one cause', () => ({ cause: 'rejected' }), ['lab', 'early'], 2],
    ['one channel', () => ({ channel: 'webhook' }), ['hook'], 1],
    ['one kind', () => ({ kind: 'lab' }), ['lab'], 1],
    ['what is older', () => ({ to: now() }), ['early'], 1],
    ['what is newer', () => ({ from: now() }), ['refused', 'lab', 'hook'], 1],
    ['all of that at once', () => ({ cause: 'rejected', channel: 'email', kind: 'lab', from: now() }), ['lab'], 1],
    ['a cause that nothing has', () => ({ cause: 'timed-out' }), [], 0],
  ]
  test.each(cases)('is %s, and is told before whom that reaches', async (_, filter, names, recipients) => {
    const expected = { count: names.length, recipients, possibleDuplicates: 0 }
    const before = await statusesOf(Object.values(ids))
    expect(await retryMany(filter(), { dryRun: true })).toEqual(expected)
    expect(await statusesOf(Object.values(ids))).toEqual(before)
    expect(await retryMany(filter())).toEqual(expected)
    expect(await statusesOf(names.map((name) => ids[name]))).toEqual(names.map(() => 'pending'))
    expect(await retryMany(filter())).toEqual({ count: 0, recipients: 0, possibleDuplicates: 0 })
    for (const name of names) expect((await historyOf(ids[name])).at(-1)).toMatchObject({ action: 'retried' })
  })
  test.each(cases)('is found among the failures by the same filter: %s', async (_, filter, names) => {
    const query = new URLSearchParams({ ...filter() })
    const { items, total } = (await ask<Failures>('GET', `failures?${query}`)).body
    const found = items.filter(({ status }) => status === 'failed').flatMap((group) => group.items)
    expect(found.map(({ notificationId }) => notificationId).toSorted()).toEqual(
      names.map((name) => ids[name]).toSorted(),
    )
    expect(total).toBe(items.reduce((sum, { count }) => sum + count, 0))
  })
  test('includes what may have arrived only when that is said, and counts it', async () => {
    const filter = { cause: 'worker-ended' }
    expect(await retryMany(filter)).toMatchObject({ count: 0 })
    const risky = { count: 1, recipients: 1, possibleDuplicates: 1 }
    expect(await retryMany(filter, { dryRun: true, includeUnknown: true })).toEqual(risky)
    expect(await retryMany(filter, { includeUnknown: true })).toEqual(risky)
    expect(await statusesOf([ids.doubtful])).toEqual(['pending'])
  })
})

test('a failure whose cause nobody wrote down is found under the one that it is listed by', async () => {
  const id = await failing(null)
  const { body } = await ask<Failures>('GET', 'failures')
  expect(body.items).toMatchObject([{ cause: 'unexpected', count: 1, items: [{ notificationId: id }] }])
  expect(await retryMany({ cause: 'unexpected' })).toMatchObject({ count: 1 })
})

describe('one notification', () => {
  test('is read by whoever it is for and by administrators, and by nobody else, who does not learn of it', async () => {
    const id = await send({ title: 'For Nora' })
    const read = (who: SignedIn) => ask<Notification>('GET', id, undefined, who)
    for (const who of [nurse, admin])
      expect(await read(who)).toMatchObject({ status: 200, body: { id, userId: nurse.userId, title: 'For Nora' } })
    expect((await read(doctor)).status).toBe(404)
  })
  test('that may have arrived is sent again only by somebody who was told so', async () => {
    const id = await failing('worker-ended', {}, 'unknown')
    const refused = await ask<Problem>('PUT', `${id}/retry`, {})
    expect([refused.status, refused.body.kind]).toEqual([409, 'not-failed'])
    expect(refused.body.detail).toContain('includeUnknown')
    const { status, body } = await ask<(typeof Retried)['static']>('PUT', `${id}/retry`, { includeUnknown: true })
    expect([status, body.deliveryIds.length]).toEqual([202, 1])
  })
  test('that did not fail is not retried', async () => {
    const { status, body } = await ask<Problem>('PUT', `${await send()}/retry`, {})
    expect([status, body.detail]).toEqual([409, 'No delivery of this notification has failed.'])
  })
  test('has a history of who did what', async () => {
    const id = await send({ severity: 'critical' })
    await settle(id, 'failed', 'rejected')
    await ask('PUT', `${id}/retry`, {})
    await ask('PUT', `${id}/ack`, {}, nurse)
    expect(await historyOf(id)).toMatchObject([
      { action: 'sent', by: { name: 'Ines Admin' } },
      { action: 'retried', by: { name: 'Ines Admin' } },
      { action: 'acknowledged', by: { name: 'Nora Nurse' } },
    ])
    expect((await ask('GET', `${crypto.randomUUID()}/history`)).status).toBe(404)
  })
})

describe('an alert that could not be taken further', () => {
  const dueAt = async (id: string) => {
    const { rows } = await database.db.execute<{ at: string }>(
      sql`select due_at at time zone 'UTC' as at from notification.ack_task where notification_id = ${id}`,
    )
    return new Date(`${rows[0]?.at}Z`)
  }
  /** What happens to it when its next step cannot be told, so many times. */
  async function stuck(tries: number): Promise<string> {
    const id = await send({ severity: 'critical', channels: ['in-app'], ack: { withinSeconds: 1 } })
    for (let tried = 0; tried < tries; tried++) {
      clock.advance((await dueAt(id)).getTime() - clock.now().getTime())
      await setBackEscalation(database.db, [id], { at: clock.now(), backoffMs: 1000, random: 1 })
    }
    return id
  }
  const isListed = async (id: string) => {
    const { body } = await ask<Failures>('GET', 'failures')
    return body.items.some(({ cause, items }) => cause === 'not-escalated' && items[0]?.notificationId === id)
  }

  test('stands among the failures, and a retry tries it at once, on record', async () => {
    const id = await stuck(5)
    expect([await isListed(id), (await dueAt(id)) > clock.now()]).toEqual([true, true])
    const { status, body } = await ask<(typeof Retried)['static']>('PUT', `${id}/retry`, {})
    expect([status, body]).toEqual([202, { deliveryIds: [] }])
    expect(await dueAt(id)).toEqual(clock.now())
    expect((await historyOf(id)).at(-1)).toMatchObject({ action: 'retried', by: { name: 'Ines Admin' } })
  })
  test('as all the others that a filter means', async () => {
    const id = await stuck(5)
    expect(await retryMany({ cause: 'not-escalated' }, { dryRun: true })).toMatchObject({ count: 2, recipients: 1 })
    expect((await dueAt(id)) > clock.now()).toBe(true)
    expect(await retryMany({ cause: 'not-escalated' })).toMatchObject({ count: 2 })
    expect(await dueAt(id)).toEqual(clock.now())
  })
  test('does not before it was tried often, nor once somebody has answered', async () => {
    const young = await stuck(4)
    expect([await isListed(young), (await ask('PUT', `${young}/retry`, {})).status]).toEqual([false, 409])
    const answered = await stuck(5)
    await ask('PUT', `${answered}/ack`, {}, nurse)
    expect([await isListed(answered), (await ask('PUT', `${answered}/retry`, {})).status]).toEqual([false, 409])
  })
})

test('administrators see what e-mails say, with an example for a link', async () => {
  const { body } = await ask<(typeof Templates)['static']>('GET', 'templates')
  expect(body.items.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['message', 'You have a message in Wardline'],
    ['appointment.*', 'News about an appointment in Wardline'],
    ['appointment.reminder', 'A reminder of an appointment in Wardline'],
    ['waitlist.*', 'News about the waitlist in Wardline'],
    ['critical', 'An alert in Wardline needs your answer'],
    ['escalation', 'An alert in Wardline has not been answered'],
    ['last-resort', 'Nobody has answered an alert in Wardline'],
  ])
  for (const { text, html } of body.items)
    for (const page of ['notifications', 'preferences']) {
      const address = new URL(`/app/${page}`, hospital.config.publicUrl).href
      expect([text.includes(address), html.includes(`href="${address}"`)]).toEqual([true, true])
    }
})
