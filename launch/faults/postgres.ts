import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { removeHome } from '@wardline/db/cluster'
import { connect } from '@wardline/db/connect'
import { startPostgres } from '@wardline/db/embedded'
import type { Logins } from '@wardline/db/logins'
import { migrate } from '@wardline/db/migrate'
import { type Part, parts } from '@wardline/db/parts'
import { findPostmaster, isAlive } from '@wardline/db/postmaster'
import type { Guard } from './guard.ts'
import { until } from './waiting.ts'

const password = 'faults'
const logins = Object.fromEntries(parts.map((part) => [part, { user: part, password }])) as Logins

/** A migrated Postgres of our own, as durable as a hospital's: what it said was committed survives its end. */
export async function startOwnPostgres(guard: Guard, name: string) {
  const dataDir = join(guard.folder, name)
  await mkdir(dataDir, { mode: 0o755 })
  const start = async () => {
    const server = await startPostgres({ dataDir, password })
    const pid = (await findPostmaster(join(dataDir, 'cluster')))?.pid
    if (pid) guard.watch(pid)
    return { ...server, pid }
  }
  let server = await start()
  await migrate({ url: server.url, logins })
  const { pool, close } = connect(server.url, { name: 'faults' })

  const urlOf = (part: Part) => {
    const url = new URL(server.url)
    url.username = part
    return url.href
  }
  return {
    urls: Object.fromEntries(parts.map((part) => [part, urlOf(part)])) as Record<Part, string>,
    /** As the superuser. */
    query: async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
      (await pool.query<Row>(text, values)).rows,
    /** Does something while users' sequences are held, so that nothing can be written into their inboxes. */
    async holding<T>(userIds: string[], work: () => Promise<T>): Promise<T> {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const theirs = 'select 1 from notification.user_stream where user_id = any($1::uuid[]) for update'
        await client.query(theirs, [userIds])
        return await work()
      } finally {
        // Ends the session, and with it the transaction, whatever state they are in.
        client.release(true)
      }
    },
    /** kill -9 of the postmaster; its children end when they notice. */
    async kill(): Promise<void> {
      const { pid } = server
      if (!pid) throw new Error('Postgres does not run')
      process.kill(pid, 'SIGKILL')
      await until('Postgres is gone', () => !isAlive(pid), 5000)
      guard.forget(pid)
    },
    /** On the same data and the same port. */
    async startAgain(): Promise<void> {
      server = await start()
    },
    async stop(): Promise<void> {
      await close()
      await removeHome(dataDir)
      if (server.pid) guard.forget(server.pid)
    },
  }
}
export type OwnPostgres = Awaited<ReturnType<typeof startOwnPostgres>>
