import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'

/** A Postgres found running on a data folder. */
export interface Postmaster {
  pid: number
  port: number
}

/**
 * The Postgres that runs on `cluster`, by the lock file it keeps there. A file left by a crash may name a process
 * that is gone, or one that has since taken the number: such a process is not ours and is never touched.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lock = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = lock.split('\n').map(Number)
  if (!pid || !(await runsOn(pid, cluster))) return undefined
  return { pid, port: port ?? 0 }
}

/** Ends the Postgres of `cluster`, if one runs: fast shutdown, then after `patience` an immediate one (which recovers at the next start). */
export async function endProcess(cluster: string, patience = 10_000): Promise<void> {
  const found = await findPostmaster(cluster)
  if (!found) return
  for (const [signal, limit] of [
    ['SIGINT', patience],
    ['SIGQUIT', 5_000],
  ] as const) {
    send(found.pid, signal)
    if (await until(() => !isAlive(found.pid), limit)) return
  }
  throw new Error(`Postgres (process ${found.pid}) on ${cluster} did not stop`)
}

/** Asks `check` every 10 ms for at most `limit` ms. */
async function until(check: () => boolean, limit: number): Promise<boolean> {
  const deadline = performance.now() + limit
  while (!check()) {
    if (performance.now() > deadline) return false
    await Bun.sleep(10)
  }
  return true
}

/** Runs `work` on one connection, with a time limit on connecting and on each statement. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 20_000 })
  // The end of the connection reaches the caller through the query that fails.
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** A zombie counts as gone: nobody may ever collect it in a container without an init. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  if (process.platform !== 'linux') return true
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function runsOn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'win32') return isAlive(pid)
  if (process.platform === 'linux') {
    // A postmaster's working folder is its data folder.
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
    return folder === (await realpath(cluster).catch(() => cluster))
  }
  const listed = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)], { timeout: 5_000 }).catch(
    () => ({
      stdout: '',
    }),
  )
  return listed.stdout.includes(cluster)
}
