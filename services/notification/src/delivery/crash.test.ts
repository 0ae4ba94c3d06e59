import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type SignedIn, spawnPart, startProcesses } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import { Redis } from 'ioredis'
import type { DeliveryRecord } from '../model.ts'
import { engine, eventually } from '../testing.ts'
import { startMailServer } from './channels/email/testing.ts'

setDefaultTimeout(60_000)

let mail: Awaited<ReturnType<typeof startMailServer>>
let hospital: Awaited<ReturnType<typeof startProcesses>>
let admin: SignedIn
let worker: Awaited<ReturnType<typeof spawnPart>>

beforeAll(async () => {
  mail = await startMailServer()
  hospital = await startProcesses('split', { SMTP_URL: mail.url, ...engine })
  admin = await hospital.as('admin')
  worker = hospital.running.get('worker') as typeof worker
})
afterAll(async () => {
  worker?.kill('SIGKILL')
  await hospital?.stop()
  await mail.stop()
})
beforeEach(() => {
  mail.behave('accept')
  mail.release()
  mail.mails.length = 0
})

const request = async (path: string, method: string, body?: unknown) =>
  (await hospital.fetch(path, { method, headers: admin.headers, ...(body !== undefined && { body }) })).json()
async function send(): Promise<string> {
  const body = { to: { userIds: [admin.userId] }, title: 'Title', body: 'Body', channels: ['email'] }
  return ((await request('/notifications/send', 'POST', body)) as { ids: string[] }).ids[0] as string
}
async function emailOf(id: string): Promise<DeliveryRecord> {
  const { items } = (await request(`/notifications/${id}/deliveries`, 'GET')) as { items: DeliveryRecord[] }
  return items[0] as DeliveryRecord
}
const reaches = (id: string, status: DeliveryRecord['status'], milliseconds: number) =>
  eventually(async () => {
    const delivery = await emailOf(id)
    return delivery.status === status && delivery
  }, milliseconds)
async function killWorker(): Promise<void> {
  worker.kill('SIGKILL')
  await worker.exited
}
const startWorker = async () => {
  worker = await spawnPart('worker', hospital.env)
}

test('a worker killed while it sends leaves `unknown`, which is sent again only when somebody accepts the risk', async () => {
  mail.behave('hang')
  const id = await send()
  await eventually(() => mail.hanging() === 1, 10_000)
  expect((await emailOf(id)).status).toBe('sending')
  await killWorker()
  await startWorker()
  const unknown = await reaches(id, 'unknown', 6000)
  expect([unknown.cause, unknown.attempts[0]?.outcome, unknown.attempts.length]).toEqual(['worker-ended', 'unknown', 1])

  mail.behave('accept')
  const dryRun = { filter: {}, dryRun: true, includeUnknown: true }
  expect(await request('/notifications/retry', 'POST', dryRun)).toEqual({
    count: 1,
    recipients: 1,
    possibleDuplicates: 1,
  })
  expect(await request(`/notifications/${id}/retry`, 'PUT')).toMatchObject({ kind: 'not-failed' })
  await request(`/notifications/${id}/retry`, 'PUT', { includeUnknown: true })
  expect((await reaches(id, 'delivered', 5000)).generation).toBe(2)
  expect(mail.mails).toHaveLength(1)
})

test('a worker killed before it sends loses nothing: another sends it, once, within six seconds', async () => {
  mail.behave(550)
  const id = await send()
  await reaches(id, 'failed', 5000)
  mail.behave('accept')
  // Auth answers nothing, so that the worker takes the job and waits for the address.
  const auth = hospital.running.get('auth')
  auth?.kill('SIGSTOP')
  await request(`/notifications/${id}/retry`, 'PUT', {})
  await Bun.sleep(500)
  expect((await emailOf(id)).status).toBe('pending')
  await killWorker()
  auth?.kill('SIGCONT')
  await startWorker()
  const delivered = await reaches(id, 'delivered', 6000)
  expect(delivered.attempts.map(({ generation, outcome }) => [generation, outcome])).toEqual([
    [1, 'permanent'],
    [2, 'delivered'],
  ])
  expect(mail.mails).toHaveLength(1)
})

test('a worker that was frozen finds itself locked out, and writes nothing', async () => {
  mail.behave('hang')
  const id = await send()
  await eventually(() => mail.hanging() === 1, 10_000)
  worker.kill('SIGSTOP')
  const frozen = worker
  await startWorker()
  await reaches(id, 'unknown', 8000)
  mail.release()
  frozen.kill('SIGCONT')
  await eventually(() => mail.mails.length === 1, 5000)
  await Bun.sleep(500)
  const delivery = await emailOf(id)
  expect([delivery.status, delivery.attempts.map((attempt) => attempt.outcome)]).toEqual(['unknown', ['unknown']])
  frozen.kill('SIGKILL')
  await frozen.exited
})

/** As after FLUSHALL, or on a queue's database that was lost. */
async function emptyQueue(): Promise<void> {
  if (engine.REDIS_URL) {
    const redis = new Redis(engine.REDIS_URL)
    await redis.flushall()
    return redis.disconnect()
  }
  const { db, close } = connect(hospital.database.ownerUrl, { name: 'test', max: 1 })
  await db.execute(sql`delete from bullmq.job`)
  await close()
}

test('an emptied queue loses nothing: what is due is found again by its rows', async () => {
  mail.behave(451)
  const ids = await Promise.all(Array.from({ length: 10 }, send))
  for (const id of ids) await reaches(id, 'retrying', 5000)
  await emptyQueue()
  mail.behave('accept')
  for (const id of ids) await reaches(id, 'delivered', 15_000)
  expect(mail.mails).toHaveLength(10)
})
