import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { and, eq, sql } from 'drizzle-orm'
import { startMailServer } from '../delivery/channels/email/testing.ts'
import { setBackEscalation } from '../delivery/setbacks.ts'
import type { Audience, Notification, RetryFilter, Send } from '../model.ts'
import { history } from '../tables.ts'
import { knowPeople } from '../telling/people.ts'
import { escalateOverdue } from './escalation.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let mail: Awaited<ReturnType<typeof startMailServer>>
let admin: SignedIn
let doctor: SignedIn
let nurse: SignedIn
let database: ReturnType<typeof connect>

beforeAll(async () => {
  mail = await startMailServer()
  hospital = await startHospital({ clock, env: { FALLBACK_EMAIL: 'night-desk@wardline.test', SMTP_URL: mail.url } })
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 4 })
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
  await mail.stop()
})
beforeEach(async () => {
  await database.db.execute(sql`update notification.ack_task set state = 'answered' where state = 'open'`)
  ;[admin, doctor, nurse] = await Promise.all([hospital.as('admin'), hospital.as('doctor'), hospital.as('nurse')])
})

const api = () => hospital.clients.notification.notifications
const as = (who: SignedIn) => ({ headers: who.headers })

async function alert(values: Partial<Send> = {}): Promise<string> {
  const body = {
    to: { userIds: [doctor.userId] },
    title: 'Potassium 6.8',
    body: 'Bed 4',
    severity: 'critical' as const,
  }
  return (await api().send.post({ ...body, ...values }, as(admin))).data?.ids?.[0] as string
}
/** What a worker does each second, here when the test says so. */
const sweep = () =>
  escalateOverdue(database.db, knowPeople(hospital.clients), {
    at: clock.now(),
    hospitalTz: 'Europe/Madrid',
    failed: (_, notificationIds) =>
      setBackEscalation(database.db, notificationIds, { at: clock.now(), backoffMs: 1000, random: 1 }),
  })
const escalated = async (who: SignedIn): Promise<Notification[]> => {
  const { data } = await api().get({ query: { kind: 'escalation' }, headers: who.headers })
  return data?.items ?? []
}
const minutes = (count: number) => count * 60_000
const seconds = (count: number) => count * 1000
/** Everyone's session lasts a quarter of an hour by the same clock. */
const soon = { severity: 'critical' as const, ack: { withinSeconds: 10 } }

describe('a critical alert that nobody acknowledges', () => {
  test('goes to the administrators after five minutes, once, even with two workers', async () => {
    const id = await alert()
    clock.advance(minutes(5) - 1)
    await sweep()
    expect(await escalated(admin)).toEqual([])
    clock.advance(1)
    await Promise.all([sweep(), sweep(), sweep()])
    await sweep()
    const items = await escalated(admin)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      title: 'Not acknowledged: Potassium 6.8',
      body: 'Some doctor has not acknowledged this within 5 minutes.\n\nBed 4',
      severity: 'critical',
      data: { escalatedFrom: [id] },
      ack: { at: null },
    })
  })
  test('stays where it is once it was acknowledged', async () => {
    const id = await alert(soon)
    await api()({ id }).ack.put({}, as(doctor))
    clock.advance(seconds(10))
    await sweep()
    expect(await escalated(admin)).toEqual([])
  })
  test('goes to whom its sender named, within the time they set, and then to the administrators', async () => {
    await alert({ ack: { withinSeconds: 10, escalateTo: { userIds: [nurse.userId] } } })
    clock.advance(seconds(10))
    await sweep()
    expect([(await escalated(nurse)).length, (await escalated(admin)).length]).toEqual([1, 0])
    clock.advance(seconds(10))
    await sweep()
    expect((await escalated(admin)).map((item) => item.title)).toEqual(['Not acknowledged: Potassium 6.8'])
  })
  test('falls through to the administrators when those named are gone', async () => {
    await hospital.clients.auth.auth.users({ id: nurse.userId }).delete(undefined, as(admin))
    await alert({ ack: { withinSeconds: 10, escalateTo: { userIds: [nurse.userId] } } })
    clock.advance(seconds(10))
    await sweep()
    expect((await escalated(admin)).length).toBe(1)
  })
  test.each<Audience>([{}, { userIds: [] }, { roles: [], everyone: false }])(
    'falls through to the administrators when %j named nobody at all',
    async (escalateTo) => {
      await alert({ ack: { withinSeconds: 10, escalateTo } })
      clock.advance(seconds(10))
      await sweep()
      expect((await escalated(admin)).length).toBe(1)
    },
  )
  test('of several recipients is one escalation that names those who were silent, and whoever declined', async () => {
    const both = { to: { userIds: [doctor.userId, nurse.userId] } }
    await api().send.post({ ...both, title: 'Fire', body: 'Leave', ...soon }, as(admin))
    const mine = (await api().get({ query: {}, headers: nurse.headers })).data?.items[0] as Notification
    await api()({ id: mine.id }).decline.put({ reason: 'Other building' }, as(nurse))
    await sweep()
    expect(await escalated(admin)).toEqual([])
    clock.advance(seconds(10))
    await sweep()
    expect((await escalated(admin)).map((item) => item.body)).toEqual([
      'Some doctor has not acknowledged this within 10 seconds.\nSome nurse declined: “Other building”\n\nLeave',
    ])
  })
  test('one administrator’s answer is enough for all of them', async () => {
    await alert(soon)
    clock.advance(seconds(10))
    await sweep()
    const [item] = await escalated(admin)
    await api()({ id: item?.id as string }).ack.put({}, as(admin))
    clock.advance(seconds(10))
    expect(await sweep()).toEqual([])
  })
  test('and cannot be taken further holds up no other, is tried ever later, and stands among the failures', async () => {
    const other = await hospital.as('nurse')
    const poison = (channels: string) =>
      database.db.execute(sql`
        insert into notification.preference (user_id, version, updated_at, channels)
        values (${nurse.userId}, 1, now(), ${channels}::jsonb)
        on conflict (user_id) do update set channels = excluded.channels`)
    // What no request can make, and no code can read.
    await poison('{"*": 5}')
    const channels: Send['channels'] = ['email']
    const id = await alert({ channels, ack: { withinSeconds: 10, escalateTo: { userIds: [nurse.userId] } } })
    await alert({ channels, ack: { withinSeconds: 10, escalateTo: { userIds: [other.userId] } } })
    clock.advance(seconds(10))
    await sweep()
    const [taken] = await escalated(other)
    await api()({ id: taken?.id as string }).ack.put({}, as(other))
    expect(await escalated(nurse)).toEqual([])

    const failure = async () => {
      const { data } = await api().failures.get(as(admin))
      return data?.items.find((group) => group.cause === 'not-escalated')
    }
    const tries = () => database.db.$count(history, and(eq(history.entityId, id), eq(history.action, 'not-escalated')))
    for (const [tried, wait] of [1, 2, 4, 8].entries()) {
      clock.advance(seconds(wait) - 1)
      await sweep()
      expect([await tries(), await failure()]).toEqual([tried + 1, undefined])
      clock.advance(1)
      await sweep()
    }
    expect(await failure()).toMatchObject({
      status: 'failed',
      count: 1,
      items: [{ notificationId: id, userId: doctor.userId, kind: 'message' }],
    })

    await poison('{}')
    const retry = async (filter: RetryFilter, dryRun: boolean) =>
      (await api().retry.post({ filter, dryRun }, as(admin))).data
    const one = { count: 1, recipients: 1, possibleDuplicates: 0 }
    expect(await retry({ cause: 'not-escalated', kind: 'lab' }, false)).toMatchObject({ count: 0 })
    expect(await retry({ cause: 'not-escalated', channel: 'email' }, false)).toMatchObject({ count: 0 })
    expect(await retry({ cause: 'not-escalated' }, true)).toEqual(one)
    await sweep()
    expect(await escalated(nurse)).toEqual([])
    expect(await retry({ cause: 'not-escalated' }, false)).toEqual(one)
    await sweep()
    expect([(await escalated(nurse)).length, await failure()]).toEqual([1, undefined])
  })
  test('stays with the colleague to whom it is handed over while its silence is dealt with', async () => {
    const other = await hospital.as('doctor')
    const id = await alert({ to: { userIds: [doctor.userId, other.userId] }, ...soon })
    const mine = (await api().get({ query: {}, headers: doctor.headers })).data?.items[0]?.id as string
    expect(id).toBeString()
    clock.advance(seconds(10))
    const people = knowPeople(hospital.clients)
    const at = clock.now()
    const active: typeof people.active = async (audience) => {
      await api()({ id: mine })['hand-over'].put({ userId: other.userId }, as(doctor))
      return people.active(audience)
    }
    await escalateOverdue(database.db, { ...people, active }, { at, hospitalTz: 'Europe/Madrid' })
    expect(await escalated(admin)).toEqual([])
    const { data } = await api().get({ query: {}, headers: other.headers })
    expect(data?.items[0]).toMatchObject({ ownerId: other.userId })
    clock.advance(seconds(10))
    await sweep()
    expect(await escalated(admin)).toHaveLength(1)
  })
  test('ends at the last resort, an e-mail that needs no account', async () => {
    const id = await alert({ ack: { withinSeconds: 10, escalateTo: { roles: ['admin'] } } })
    for (let step = 0; step < 3; step++) {
      clock.advance(seconds(10))
      await sweep()
    }
    const { rows } = await database.db.execute(sql`
      select channel, delivery.status from notification.delivery join notification.notification n on n.id = notification_id
      where target = 'fallback' and n.data->'escalatedFrom' is not null`)
    expect(rows).toEqual([{ channel: 'email', status: 'pending' }])
    clock.advance(minutes(60))
    expect(await sweep()).toEqual([])
    expect(id).toBeString()
  })
})
