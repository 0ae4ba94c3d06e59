import type { Database } from '@wardline/db/connect'
import type { Config } from '@wardline/kit/config'
import type { Logger } from '@wardline/kit/log'
import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq'
import { sql } from 'drizzle-orm'
import { Redis } from 'ioredis'
import type { DeliveryJob } from './delivery.ts'

export interface FanoutJob {
  batchId: string
  n: number
}

/** Ids only. The id is that of the one thing to be done, so that adding it twice is adding it once. */
export type Job =
  | { name: 'deliver'; id: string; data: DeliveryJob; delayMs?: number }
  | { name: 'fanout'; id: string; data: FanoutJob; delayMs?: number }

type Handle = (job: Pick<Job, 'name' | 'data'>) => Promise<void>

/** The queue, on whichever engine. It may lose everything at any moment: rows say what is due, and the reconciler adds it again. */
export interface DeliveryQueue {
  /** Rejects when the engine does not take them within 5 s. */
  add(jobs: Job[]): Promise<void>
  /** Stops taking jobs, and waits for those that run, at most the given milliseconds. */
  close(graceMs: number): Promise<void>
}

/** After `kill -9` BullMQ's defaults hand a job on in 61 s, these in about 4. A second stall must not fail it either. */
const taking = { lockDuration: 4000, stalledInterval: 1000, maxStalledCount: 1_000_000 }
/**
 * Jobs at once, by queue. A delivery may wait 10 s for a server that hangs, and delays no other. Sets of a large send go one
 * by one: twenty together would keep a single alert waiting for the database, and are no sooner done.
 */
const concurrency = { delivery: 50, fanout: 1 }
type QueueName = keyof typeof concurrency
const queueNames = Object.keys(concurrency) as QueueName[]
const queueOf = { deliver: 'delivery', fanout: 'fanout' } as const satisfies Record<Job['name'], QueueName>
/** One job is one try, and its id is free again afterwards: an id that is still there is silently not added. */
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true }

interface Engine {
  queues: Record<QueueName, Pick<Queue, 'add' | 'close'>>
  workers: Pick<Worker, 'close'>[]
  release(): Promise<void>
}

type Watch = (source: { on(event: 'error', listener: (error: Error) => void): unknown }) => void

const each = <T>(make: (name: QueueName) => T) =>
  Object.fromEntries(queueNames.map((name) => [name, make(name)])) as Record<QueueName, T>

function redisEngine(url: string, handle: Handle, watch: Watch): Engine {
  const retryStrategy = (attempt: number) => Math.min(attempt * 100, 1000)
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true, retryStrategy })
  const consumer = new Redis(url, { maxRetriesPerRequest: null, retryStrategy })
  const queues = each((name) => new Queue(name, { connection: producer, skipVersionCheck: true }))
  const workers = queueNames.map(
    (name) =>
      new Worker(name, (job) => handle({ name: job.name, data: job.data } as Job), {
        connection: consumer,
        concurrency: concurrency[name],
        ...taking,
      }),
  )
  for (const source of [producer, consumer, ...Object.values(queues), ...workers]) watch(source as Parameters<Watch>[0])
  const release = async () => {
    producer.disconnect()
    consumer.disconnect()
  }
  return { queues, workers, release }
}

function postgresEngine(connectionString: string, handle: Handle, watch: Watch): Engine {
  const backed = withBackend(createPostgresBackend)
  const connection = (max: number) => ({ connectionString, schema: 'bullmq', migrate: false, max })
  const queues = each((name) => new backed.Queue(name, { connection: connection(2) }))
  const workers = queueNames.map(
    (name) =>
      new backed.Worker(name, (job) => handle({ name: job.name, data: job.data } as Job), {
        connection: connection(name === 'delivery' ? 4 : 2),
        concurrency: concurrency[name],
        ...taking,
      }),
  )
  for (const source of [...Object.values(queues), ...workers]) watch(source as Parameters<Watch>[0])
  return { queues, workers, release: async () => {} }
}

/** A worker whose schema is missing or forbidden spins without a pause: looked for before one is made. */
const proveSchema = (db: Database) => db.execute(sql`select max(version) from bullmq.migration`)

const addMs = 5000
const floodErrors = 200
const floodMs = 1000

/**
 * Opens the queue and begins to take jobs from it.
 * @param broken called when errors come without a pause: nothing else of the process gets a turn then, so it should end
 */
export async function openQueue(
  options: { config: Config; db: Database; log: Logger; broken: () => void },
  handle: Handle,
): Promise<DeliveryQueue> {
  const { config, db, log, broken } = options
  let [since, errors] = [Date.now(), 0]
  const watch: Watch = (source) =>
    void source.on('error', (error) => {
      errors += 1
      if (Date.now() - since > floodMs) [since, errors] = [Date.now(), 1]
      if (errors <= 3) log.warn({ error }, 'the queue cannot be reached')
      if (errors > floodErrors) broken()
    })
  if (!config.redisUrl) await proveSchema(db)
  const engine = config.redisUrl
    ? redisEngine(config.redisUrl, handle, watch)
    : postgresEngine(config.databaseUrls.notification, handle, watch)
  return {
    async add(jobs) {
      // One by one: on Postgres its bulk form makes temporary tables, which no login of ours may.
      const adding = Promise.all(
        jobs.map(({ name, id, data, delayMs }) =>
          engine.queues[queueOf[name]].add(name, data, {
            ...jobOptions,
            jobId: id,
            ...(delayMs && { delay: Math.ceil(delayMs) }),
          }),
        ),
      )
      // BullMQ waits for an engine that is down without limit.
      const late = Promise.withResolvers<never>()
      const timer = setTimeout(() => late.reject(new Error('the queue did not take the jobs in time')), addMs)
      await Promise.race([adding, late.promise]).finally(() => clearTimeout(timer))
    },
    async close(graceMs) {
      // BullMQ's own close waits without limit, also when it is asked to hurry after it began.
      await Promise.race([Promise.all(engine.workers.map((worker) => worker.close())), Bun.sleep(graceMs)])
      await Promise.all(Object.values(engine.queues).map((queue) => queue.close()))
      await engine.release()
    },
  }
}
