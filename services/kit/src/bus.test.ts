import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type TestDatabase, testDatabase } from '@wardline/db/testing'
import { Redis } from 'ioredis'
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

async function notify(channel: string, payload: string): Promise<void> {
  const { pool, close } = connect(database.urls.doctor, { name: 'test' })
  await pool.query('select pg_notify($1, $2)', [channel, payload])
  await close()
}
async function publish(url: string, channel: string, payload: string): Promise<void> {
  const redis = new Redis(url)
  await redis.publish(channel, payload)
  redis.disconnect()
}

/** How to open a bus, and how somebody else says something on it. */
const engines = [
  [
    'LISTEN/NOTIFY',
    () => postgresBus(database.urls.gateway, log),
    (topic: string, payload: string) => notify(`wardline_${topic}`, payload),
  ],
  ...(redisUrl
    ? ([
        [
          'Redis',
          () => redisBus(redisUrl, log),
          (topic: string, payload: string) => publish(redisUrl, `wardline_${topic}`, payload),
        ],
      ] as const)
    : []),
] as const

describe.each(engines)('the bus on %s', (_, open, say) => {
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

  test.each([
    ['is no message', 'null'],
    ['is no JSON', '{"users":'],
    ['lacks what its topic has', '{}'],
    ['has something else in its place', '{"entity":"patient","ids":["a"],"userIds":null}'],
    ['has something else among the rest', '{"users":[{"userId":"a","seq":1},null]}'],
  ])('passes over what %s: anyone can say anything', async (_, payload) => {
    const bus = await open()
    const heard: unknown[] = []
    for (const topic of ['events', 'changed'] as const) bus.subscribe(topic, (message) => void heard.push(message))
    for (const topic of ['events', 'changed', 'sessions']) await say(topic, payload)
    const later = hear(bus, 1)
    bus.publish('sessions', { sessionId: 'after' })
    expect(await later).toEqual(['after'])
    expect(heard).toEqual([])
    await bus.close()
  })
})

/** Ends the connections that only speak, and lets nobody else notice. */
const silencers = {
  async 'LISTEN/NOTIFY'() {
    const { pool, close } = connect(database.ownerUrl, { name: 'fault' })
    const isIt = `application_name = 'wardline-bus' and usename = 'doctor'`
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${isIt}`)
    await close()
  },
  async Redis() {
    const redis = new Redis(redisUrl as string)
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    redis.disconnect()
  },
}

test.each(engines.map(([name, open]) => [name, open] as const))(
  'on %s, who could not be heard says so when they can be again: others hear of the gap',
  async (name, open) => {
    const listener = await open()
    const speaker = name === 'Redis' ? await open() : await postgresBus(database.urls.doctor, log)
    const gap = new Promise<void>((resolve) => void listener.onGap(resolve))
    await silencers[name]()
    const speaking = setInterval(() => speaker.publish('sessions', { sessionId: 'unheard' }), 1)
    await gap
    clearInterval(speaking)
    await Promise.all([listener.close(), speaker.close()])
  },
)

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
