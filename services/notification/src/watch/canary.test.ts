import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { systemClock } from '@wardline/kit/clock'
import { createLogger } from '@wardline/kit/log'
import { sql } from 'drizzle-orm'
import { claim, findDelivery, finish } from '../delivery/delivery.ts'
import { beat } from '../delivery/heartbeat.ts'
import type { Notification } from '../model.ts'
import { canaryUserId, type Fault } from '../rules.ts'
import { knowPeople } from '../telling/people.ts'
import { judge } from './alarm.ts'
import { heed, release } from './canary.ts'

setDefaultTimeout(30_000)

// No gateway watches here and no worker runs: the tests are both.
let hospital: Hospital
let admin: SignedIn
let owner: ReturnType<typeof connect>
let database: ReturnType<typeof connect>
const [east, west, worker] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]

beforeAll(async () => {
  hospital = await startHospital()
  admin = await hospital.as('admin')
  owner = connect(hospital.database.ownerUrl, { name: 'test', max: 1 })
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 6 })
})
afterAll(async () => {
  await Promise.all([owner.close(), database.close()])
  await hospital.stop()
})
beforeEach(async () => {
  for (const table of ['canary', 'canary_watcher', 'alarm'])
    await owner.db.execute(sql`delete from notification.${sql.raw(table)}`)
  for (const watcherId of [east, west]) await heed(database.db, { watcherId })
})

const log = createLogger('test', 'silent')
const seconds = 60
const ask = async (watcherId = east) => {
  const written = await release(database.db, { watcherId, seconds, clock: systemClock, hospitalTz: 'UTC', log })
  return written.outgoing
}
/** As if that much time had passed, and the gateways had been there. */
async function pass(by: number): Promise<void> {
  const ago = sql`make_interval(secs => ${by})`
  await owner.db.execute(sql`update notification.canary set asked_at = asked_at - ${ago}`)
  await owner.db.execute(sql`
    update notification.canary_watcher set started_at = started_at - ${ago}, arrived_up_to = arrived_up_to - ${ago}`)
  await owner.db.execute(sql`update notification.alarm set since = since - ${ago}`)
}
const newest = async () => {
  const { rows } = await database.db.execute<{ id: string; delivery_id: string }>(sql`
    select canary.id, delivery.id as delivery_id
    from notification.canary left join notification.delivery on notification_id = canary.id and channel = 'canary'
    order by asked_at desc limit 1`)
  return rows[0] as { id: string; delivery_id: string }
}
/** The next canary, some time after the gateways came up or the last one was asked for. */
async function next() {
  await pass(seconds)
  expect(await ask()).toBe(true)
  return newest()
}
/** What a worker does with it. */
async function carry({ delivery_id: deliveryId }: { delivery_id: string }): Promise<void> {
  await beat(database.db, worker)
  const row = await findDelivery(database.db, { deliveryId, generation: 1 })
  const held = row && (await claim(database.db, row, worker, new Date()))
  if (held) await finish(database.db, held, { kind: 'delivered' }, hospital.config.delivery, new Date(), 0)
}
const arrive = ({ id }: { id: string }, agoMs = 0, at = [east, west]) =>
  Promise.all(at.map((watcherId) => heed(database.db, { watcherId, arrived: { id, agoMs } })))

const watch = () => ({
  people: knowPeople(hospital.clients),
  clock: systemClock,
  hospitalTz: 'Europe/Madrid',
  log,
})
const look = () => judge(database.db, watch())
const alarmsOf = async (): Promise<Notification[]> => {
  const query = { kind: 'system.delivery', limit: 100 }
  return (await hospital.clients.notification.notifications.get({ query, headers: admin.headers })).data?.items ?? []
}
const alarms = async () => {
  const { rows } = await database.db.execute<{ id: string; fault: Fault; ended: boolean }>(
    sql`select id, fault, ended_at is not null as ended from notification.alarm order by raised_at`,
  )
  return rows
}

describe('a canary', () => {
  test('is sent once in each interval, however many gateways ask', async () => {
    expect(await ask()).toBe(false)
    await pass(10)
    const asked = await Promise.all([ask(east), ask(west), ask(east), ask(west)])
    expect(asked.filter(Boolean)).toHaveLength(1)
    await pass(seconds - 1)
    expect(await ask()).toBe(false)
    await pass(1)
    expect(await ask()).toBe(true)
  })
  test('is not asked for by a gateway that has only just come up', async () => {
    await pass(9)
    expect(await ask()).toBe(false)
    await pass(1)
    expect(await ask()).toBe(true)
  })
  test('is written like any other notification, and tells its stream that it was delivered', async () => {
    const canary = await next()
    await carry(canary)
    const users = [{ userId: canaryUserId, after: 0 }]
    const { data } = await hospital.clients.notification.internal.streams.events.post({ users })
    const mine = data?.items[0]?.events.filter((event) => event.data.id === canary.id)
    expect(mine).toMatchObject([
      { kind: 'notification', data: { kind: 'system.canary', userId: canaryUserId, status: 'pending' } },
      { kind: 'updated', data: { status: 'delivered' } },
    ])
  })
  test('shows in no list, and nobody can send it again, not even when it got stuck', async () => {
    const canary = await next()
    await owner.db.execute(sql`
      update notification.delivery set status = 'unknown', cause = 'worker-ended' where id = ${canary.delivery_id}`)
    const { notifications } = hospital.clients.notification
    const mine = { headers: admin.headers }
    const all = await notifications.get({ query: { scope: 'all', q: 'Canary', count: true }, ...mine })
    expect(all.data).toMatchObject({ items: [], total: 0 })
    expect((await notifications.failures.get(mine)).data?.total).toBe(0)
    const retried = await notifications.retry.post({ filter: {}, includeUnknown: true }, mine)
    expect(retried.data).toEqual({ count: 0, recipients: 0, possibleDuplicates: 0 })
    expect((await notifications({ id: canary.id }).retry.put({ includeUnknown: true }, mine)).status).toBe(404)
    expect((await notifications({ id: canary.id }).deliveries.get(mine)).status).toBe(404)
  })
  test('is not a channel that anybody can name, nor its kind one to send', async () => {
    const body = { to: { userIds: [admin.userId] }, title: 'Title', body: 'Body' }
    const send = (values: object) =>
      hospital.fetch('/notifications/send', { method: 'POST', headers: admin.headers, body: { ...body, ...values } })
    for (const values of [{ channels: ['canary'] }, { kind: 'system.canary' }, { kind: ' System.delivery' }])
      expect((await send(values)).status).toBe(422)
    expect((await send({ to: { userIds: [canaryUserId] } })).status).toBe(422)
  })
  test('goes after an hour, with all that was made of it', async () => {
    const old = await next()
    await carry(old)
    await pass(3600)
    const young = await next()
    const left = async (id: string) => {
      const { rows } = await database.db.execute<{ count: number }>(sql`
        select (select count(*) from notification.canary where id = ${id})
          + (select count(*) from notification.notification where id = ${id})
          + (select count(*) from notification.delivery where notification_id = ${id})
          + (select count(*) from notification.user_event where notification_id = ${id})
          + (select count(*) from notification.attempt join notification.delivery on delivery.id = delivery_id
             where notification_id = ${id}) as count`)
      return Number(rows[0]?.count)
    }
    expect(await left(old.id)).toBe(0)
    expect(await left(young.id)).toBe(5)
  })
})

describe('canaries that do not arrive', () => {
  test('raise one alarm, in the inbox of the administrators without any worker, and by e-mail', async () => {
    const before = await alarmsOf()
    await next()
    await pass(19)
    expect(await look()).toMatchObject({ outgoing: false })
    await pass(1)
    const written = await Promise.all([look(), look(), look()])
    expect(written.filter(({ outgoing }) => outgoing)).toHaveLength(1)
    await next()
    await pass(30)
    await look()
    const told = (await alarmsOf()).slice(0, -before.length || undefined)
    expect(told).toMatchObject([
      { severity: 'critical', kind: 'system.delivery', userId: admin.userId, ack: { at: null } },
    ])
    const { data } = await hospital.clients.notification
      .notifications({ id: told[0]?.id as string })
      .deliveries.get({ headers: admin.headers })
    expect(data?.items).toMatchObject([
      { channel: 'in-app', status: 'delivered' },
      { channel: 'email', status: 'pending' },
    ])
  })
  test.each<[Fault, RegExp]>([
    ['not-written', /^Test messages have not been written .* since \w+ \d+ \w+ \d{4}, \d\d:\d\d\. /],
    ['not-taken', /^The delivery worker has not taken up test messages since /],
    ['not-brought', /^The live stream has not brought test messages since /],
  ])('%s: the alarm says so', async (fault, words) => {
    if (fault === 'not-written') {
      // What no request can make, and no code can read.
      await owner.db.execute(sql`
        insert into notification.preference (user_id, version, updated_at, channels)
        values (${canaryUserId}, 1, now(), '{"*": 5}')`)
      await pass(seconds)
      expect(await ask()).toBe(false)
      await owner.db.execute(sql`delete from notification.preference where user_id = ${canaryUserId}`)
    } else {
      const canary = await next()
      if (fault === 'not-brought') await carry(canary)
    }
    await pass(20)
    await look()
    expect((await alarms()).map((alarm) => alarm.fault)).toEqual([fault])
    expect((await alarmsOf())[0]?.body).toMatch(words)
  })
  test('anywhere: each gateway has to see them', async () => {
    const canary = await next()
    await carry(canary)
    await arrive(canary, 0, [east])
    await pass(20)
    await look()
    expect((await alarms()).map((alarm) => alarm.fault)).toEqual(['not-brought'])
  })
  test('in time, but later, are as if they never did', async () => {
    const canary = await next()
    await carry(canary)
    await pass(30)
    await arrive(canary)
    await look()
    expect(await alarms()).toHaveLength(1)
  })
  test('arrived in time when they did, though it is said later', async () => {
    const canary = await next()
    await carry(canary)
    await pass(30)
    await arrive(canary, 29_000)
    await look()
    expect(await alarms()).toEqual([])
  })
})

describe('an alarm', () => {
  const raise = async () => {
    await next()
    await pass(20)
    await look()
  }
  test('ends when a canary arrives in time at every gateway, and the next outage raises another', async () => {
    await raise()
    const canary = await next()
    await carry(canary)
    await arrive(canary, 0, [east])
    await look()
    expect(await alarms()).toMatchObject([{ ended: false }])
    await arrive(canary, 0, [west])
    await look()
    expect(await alarms()).toMatchObject([{ ended: true }])
    await raise()
    expect(await alarms()).toMatchObject([{ ended: true }, { ended: false }])
  })
  test('is raised though somebody holds what canaries need, as a frozen worker may', async () => {
    const canary = await next()
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`select from notification.user_stream where user_id = ${canaryUserId} for update`)
      await tx.execute(sql`select from notification.delivery where id = ${canary.delivery_id} for update`)
      await pass(seconds)
      await look()
      expect(await alarms()).toMatchObject([{ fault: 'not-taken', ended: false }])
      expect(await ask()).toBe(false)
    })
    await pass(seconds)
    expect(await ask()).toBe(true)
  })
  test('does not end because nobody looks, or because gateways started again', async () => {
    await raise()
    await owner.db.execute(sql`update notification.canary_watcher set seen_at = seen_at - interval '1 minute'`)
    await look()
    expect(await alarms()).toMatchObject([{ ended: false }])
    await heed(database.db, { watcherId: crypto.randomUUID() })
    await look()
    expect(await alarms()).toMatchObject([{ ended: false }])
  })
})

describe('a gateway that was away', () => {
  const leave = () =>
    owner.db.execute(
      sql`update notification.canary_watcher set seen_at = seen_at - interval '1 minute' where id = ${west}`,
    )
  test('is not waited for', async () => {
    const canary = await next()
    await carry(canary)
    await arrive(canary, 0, [east])
    await leave()
    await pass(20)
    await look()
    expect(await alarms()).toEqual([])
  })
  test('does not take what it missed meanwhile for an outage', async () => {
    const canary = await next()
    await carry(canary)
    await arrive(canary, 0, [east])
    await pass(40)
    await leave()
    await heed(database.db, { watcherId: west })
    await look()
    expect(await alarms()).toEqual([])
  })
})
