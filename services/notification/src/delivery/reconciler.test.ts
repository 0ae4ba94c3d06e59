import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import type { Send } from '../model.ts'
import { dueBatch, dueDeliveries, dueSets, lostMs } from './reconciler.ts'

setDefaultTimeout(30_000)

// No queue and no worker here: what the reconciler hands over is lost, again and again.
const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let admin: SignedIn
let database: ReturnType<typeof connect>

beforeAll(async () => {
  hospital = await startHospital({ clock })
  admin = await hospital.as('admin')
  database = connect(hospital.database.ownerUrl, { name: 'test', max: 6 })
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})
beforeEach(async () => {
  await database.db.execute(sql`truncate notification.notification, notification.batch cascade`)
})

async function send(values: Partial<Send> = {}) {
  const body = { to: { userIds: [admin.userId] }, title: 'Title', body: 'Body', ...values }
  return (await hospital.clients.notification.notifications.send.post(body, { headers: admin.headers })).data
}
/** As many deliveries as given, all due. */
async function accept(count: number): Promise<void> {
  const id = (await send())?.ids?.[0]
  await database.db.execute(sql`
    insert into notification.delivery
      (id, notification_id, user_id, channel, target, status, next_try_at, created_at, updated_at)
    select gen_random_uuid(), ${id}, gen_random_uuid(), 'email', n::text, 'pending', at, at, at
    from generate_series(1, ${count}) as n, (values (${clock.now()}::timestamptz)) as now (at)`)
}
const sweep = async () => (await dueDeliveries(database.db, clock.now())).map((job) => job.id)

describe('deliveries that are due', () => {
  test('are shared out between workers, none to two of them and none left', async () => {
    await accept(3 * dueBatch)
    const worker = async () => {
      const taken: string[] = []
      for (let jobs = await sweep(); jobs.length > 0; jobs = await sweep()) taken.push(...jobs)
      return taken
    }
    const taken = (await Promise.all([worker(), worker(), worker()])).flat()
    // Those whose rows another worker held at that moment come with the next look.
    const later = await sweep()
    expect([taken.length + later.length, new Set([...taken, ...later]).size]).toEqual([3 * dueBatch, 3 * dueBatch])
  })
  test('are handed over again and again while they get lost', async () => {
    await accept(1)
    clock.advance(1000)
    await accept(1)
    const first = await sweep()
    expect(first).toHaveLength(2)
    for (let lost = 0; lost < 3; lost++) {
      clock.advance(lostMs - 1)
      expect(await sweep()).toEqual([])
      clock.advance(1)
      expect((await sweep()).toSorted()).toEqual(first.toSorted())
    }
  })
})

describe('sets of recipients', () => {
  const sweepSets = () => dueSets(database.db, clock.now())

  test('are handed over when they are due, and again when they seem lost', async () => {
    const sent = await send({ sendAt: new Date(clock.now().getTime() + 60_000).toISOString() })
    const job = expect.objectContaining({ name: 'fanout', data: { batchId: sent?.batchId, n: 0 } })
    clock.advance(59_999)
    expect(await sweepSets()).toEqual([])
    clock.advance(1)
    const both = await Promise.all([sweepSets(), sweepSets()])
    expect(both.flat()).toEqual([job])
    clock.advance(lostMs - 1)
    expect(await sweepSets()).toEqual([])
    clock.advance(1)
    expect(await sweepSets()).toEqual([job])
  })
  test('are not, once they are written', async () => {
    await send()
    clock.advance(60_000)
    expect(await sweepSets()).toEqual([])
  })
})
