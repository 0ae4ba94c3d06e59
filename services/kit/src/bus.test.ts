import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type TestDatabase, testDatabase } from '@wardline/db/testing'
import { type Bus, postgresBus, redisBus } from './bus.ts'
import { createLogger } from './log.ts'

setDefaultTimeout(20_000)

const log = createLogger('test', 'silent')
const redisUrl = process.env.TEST_REDIS_URL
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.drop())

/** Collects what a bus says until it has said `count` things. */
function hear(bus: Bus, count: number) {
  const heard: string[] = []
  const { promise, resolve } = Promise.withResolvers<string[]>()
  bus.subscribe('sessions', ({ sessionId }) => {
    heard.push(sessionId)
    if (heard.length === count) resolve(heard)
  })
  return promise
}

const engines = [
  ['LISTEN/NOTIFY', () => postgresBus(database.urls.gateway, log)],
  ...(redisUrl ? ([['Redis', () => redisBus(redisUrl, log)]] as const) : []),
] as const

describe.each(engines)('the bus on %s', (_, open) => {
  test('carries hints to every process, in order', async () => {
    const [one, other] = await Promise.all([open(), open()])
    const heard = [hear(one, 100), hear(other, 100)]
    const ids = Array.from({ length: 100 }, (_, index) => String(index))
    for (const sessionId of ids) one.publish('sessions', { sessionId })
    expect(await Promise.all(heard)).toEqual([ids, ids])
    await Promise.all([one.close(), other.close()])
  })

  test('says no more to who stopped listening', async () => {
    const bus = await open()
    const heard: string[] = []
    const stop = bus.subscribe('sessions', ({ sessionId }) => void heard.push(sessionId))
    stop()
    const later = hear(bus, 1)
    bus.publish('sessions', { sessionId: 'a' })
    await later
    expect(heard).toEqual([])
    await bus.close()
  })
})

test('a lost connection is made anew, and whoever listens hears of the gap', async () => {
  const bus = await postgresBus(database.urls.gateway, log)
  const gap = new Promise<void>((resolve) => void bus.onGap(resolve))
  const { pool, close } = connect(database.ownerUrl, { name: 'fault' })
  await pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wardline-bus'")
  await gap
  const heard = hear(bus, 1)
  bus.publish('sessions', { sessionId: 'after' })
  expect(await heard).toEqual(['after'])
  await Promise.all([bus.close(), close()])
})
