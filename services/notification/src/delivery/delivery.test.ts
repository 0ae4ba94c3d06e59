import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import { recordOutcome } from '../replay.ts'
import { meanings, type Outcome, type State } from '../rules.ts'
import type { DeliveryRow } from '../tables.ts'
import { abandonOrphans, claim, findDelivery, finish } from './delivery.ts'
import { beat } from './heartbeat.ts'
import { dueDeliveries, lostMs } from './reconciler.ts'

setDefaultTimeout(30_000)

// No worker runs here: the tests are the workers.
let hospital: Hospital
let admin: SignedIn
let database: ReturnType<typeof connect>
let row: DeliveryRow
const [one, two] = [crypto.randomUUID(), crypto.randomUUID()]

beforeAll(async () => {
  hospital = await startHospital()
  admin = await hospital.as('admin')
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 6 })
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})

const api = () => hospital.clients.notification.notifications
const asAdmin = () => ({ headers: admin.headers })
async function pending(): Promise<DeliveryRow> {
  const body = { to: { userIds: [admin.userId] }, title: 'Title', body: 'Body', channels: ['email' as const] }
  const { data } = await api().send.post(body, asAdmin())
  const found = await api()({ id: data?.ids?.[0] as string }).deliveries.get(asAdmin())
  const deliveryId = found.data?.items[0]?.id as string
  return (await findDelivery(database.db, { deliveryId, generation: 1 })) as DeliveryRow
}
const now = async () =>
  (await findDelivery(database.db, { deliveryId: row.id, generation: row.generation })) as DeliveryRow
const attemptsOf = async () =>
  (await api()({ id: row.notificationId }).deliveries.get(asAdmin())).data?.items[0]?.attempts.map(
    ({ outcome }) => outcome,
  )
const policy = { attempts: 3, backoffMs: 1000 }
const arrived: Outcome = { kind: 'delivered' }
const end = (held: DeliveryRow | undefined, outcome: Outcome = arrived) =>
  finish(database.db, held as DeliveryRow, outcome, policy, new Date(), 0.5)

beforeEach(async () => {
  await beat(database.db, one)
  row = await pending()
})

describe('a delivery', () => {
  test('is claimed by one worker, and the attempt is on record before anything is sent', async () => {
    const claims = await Promise.all([one, two, one, two].map((id) => claim(database.db, row, id, new Date())))
    const held = claims.filter((each) => each !== undefined)
    expect(held).toHaveLength(1)
    expect([held[0]?.status, held[0]?.tries, held[0]?.fence]).toEqual(['sending', 1, 1])
    expect(await attemptsOf()).toEqual([null])
  })
  test('is finished by whoever holds it', async () => {
    const held = await claim(database.db, row, one, new Date())
    expect((await end(held))?.row.status).toBe('delivered')
    expect(await end(held)).toBeUndefined()
    expect([(await now()).status, await attemptsOf()]).toEqual(['delivered', ['delivered']])
  })
  test('waits longer after each failure, and fails when its tries are used up', async () => {
    const waits: (number | null)[] = []
    for (let tries = 0; tries < 3; tries++) {
      const held = await claim(database.db, row, one, new Date())
      await end(held, { kind: 'temporary', cause: 'not-now' })
      const { nextTryAt, updatedAt } = await now()
      waits.push(nextTryAt && nextTryAt.getTime() - updatedAt.getTime())
    }
    expect(waits).toEqual([500, 1000, null])
    expect((await now()).status).toBe('failed')
  })
})

describe('a worker that is gone', () => {
  const abandon = () => abandonOrphans(database.db, { workerId: two, atWork: new Set() }, new Date())

  test('leaves what it was sending unknown, and is locked out if it comes back', async () => {
    const held = await claim(database.db, row, one, new Date())
    await database.db.execute(
      sql`update notification.worker set seen_at = now() - interval '5 seconds' where id = ${one}`,
    )
    await Promise.all([abandon(), abandon()])
    expect([(await now()).status, (await now()).cause]).toEqual(['unknown', 'worker-ended'])
    expect(await end(held)).toBeUndefined()
    expect([(await now()).status, await attemptsOf()]).toEqual(['unknown', ['unknown']])
    expect((await api().get({ query: { status: 'unknown' }, headers: admin.headers })).data?.items[0]?.id).toBe(
      row.notificationId,
    )
  })
  test('is told from one that is only slow', async () => {
    await claim(database.db, row, one, new Date())
    await abandon()
    expect((await now()).status).toBe('sending')
  })
  test('leaves nothing it does not know of, though it is alive: a claim whose answer was lost', async () => {
    await claim(database.db, row, two, new Date())
    await abandonOrphans(database.db, { workerId: two, atWork: new Set([row.id]) }, new Date())
    expect((await now()).status).toBe('sending')
    await abandon()
    expect((await now()).status).toBe('unknown')
  })
})

describe('what is due', () => {
  const at = (milliseconds: number) => new Date(row.createdAt.getTime() + milliseconds)
  const mine = async (milliseconds: number) =>
    (await dueDeliveries(database.db, at(milliseconds))).filter((job) => job.id.includes(row.id)).map((job) => job.id)

  test('is handed to the queue once, and again when it seems lost', async () => {
    const both = await Promise.all([mine(0), mine(0)])
    expect(both.flat()).toEqual([`deliver-${row.id}-1-0`])
    expect(await mine(lostMs - 1)).toEqual([])
    expect(await mine(lostMs)).toEqual([`deliver-${row.id}-1-0`])
  })
  test('is not what is being sent, nor what waits for its next try', async () => {
    const held = await claim(database.db, row, one, at(0))
    expect(await mine(60_000)).toEqual([])
    await finish(database.db, held as DeliveryRow, { kind: 'temporary', cause: 'not-now' }, policy, at(0), 0.5)
    expect(await mine(499)).toEqual([])
    // A delayed job was added for it, which is lost only when its time has passed by as much.
    expect(await mine(500)).toEqual([])
    expect(await mine(500 + lostMs)).toEqual([`deliver-${row.id}-1-1`])
  })
})

test.each(Object.keys(meanings) as State[])('the demo hospital shows a delivery that is %s', async (status) => {
  const cause = status === 'failed' ? 'rejected' : null
  await recordOutcome(database.db, row.id, { status, cause, at: new Date() })
  expect((await now()).status).toBe(status)
  const { data } = await api().get({ query: { status }, headers: admin.headers })
  expect(data?.items.map((item) => item.id)).toContain(row.notificationId)
})
