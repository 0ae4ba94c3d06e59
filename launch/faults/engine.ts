import { Redis } from 'ioredis'
import { startRedis } from '../src/check/redis.ts'
import type { Guard } from './guard.ts'
import type { OwnPostgres } from './postgres.ts'

/** What carries queues and hints, as the cases see it from outside. */
export interface Engine {
  name: 'Redis' | 'Postgres'
  url: string | undefined
  /** Jobs that some worker has taken. */
  activeJobs(): Promise<number>
  /** Everything that the queue holds is gone. */
  empty(): Promise<void>
  /** Says something on the bus, as anyone with a login can. */
  forge(channel: string, payload: string): Promise<void>
  /** Redis alone: ends its process. */
  end(signal: NodeJS.Signals): Promise<void>
  startAgain(): Promise<void>
  stop(): Promise<void>
}

const onPostgres = (postgres: OwnPostgres): Engine => ({
  name: 'Postgres',
  url: undefined,
  async activeJobs() {
    const [row] = await postgres.query<{ count: string }>(`select count(*) from bullmq.job where state = 'active'`)
    return Number(row?.count)
  },
  empty: async () => void (await postgres.query('delete from bullmq.job')),
  forge: async (channel, payload) => void (await postgres.query('select pg_notify($1, $2)', [channel, payload])),
  end: async () => {},
  startAgain: async () => {},
  stop: async () => {},
})

async function onRedis(guard: Guard): Promise<Engine | undefined> {
  const started = (child: Bun.Subprocess) => {
    guard.watch(child.pid)
    void child.exited.then(() => guard.forget(child.pid))
  }
  const server = await startRedis({ parent: guard.folder, started })
  if (!server) return undefined
  const client = new Redis(server.url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
  // What it costs the hospital is what is looked at.
  client.on('error', () => {})
  return {
    name: 'Redis',
    url: server.url,
    activeJobs: () => client.llen('bull:delivery:active'),
    empty: async () => void (await client.flushall()),
    forge: async (channel, payload) => void (await client.publish(channel, payload)),
    end: server.end,
    startAgain: server.startAgain,
    async stop() {
      client.disconnect()
      await server.stop()
    },
  }
}

/** Redis where there is one and it is wanted; else Postgres. */
export const startEngine = async (wanted: Engine['name'], postgres: OwnPostgres, guard: Guard): Promise<Engine> =>
  (wanted === 'Redis' ? await onRedis(guard) : undefined) ?? onPostgres(postgres)
