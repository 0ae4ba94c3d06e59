import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, truncate } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { locateBinaries, type RunAs, runAs } from './binaries.ts'
import { cleanEnvironment, type Home, initialise, openHome, rememberedPort, rememberPort } from './cluster.ts'
import { sqlState } from './connect.ts'
import { endProcess, findPostmaster, type Postmaster, withClient } from './postmaster.ts'

export interface PostgresOptions {
  /** Kept between starts. As root the files may lie in /var/tmp, and `dataDir/postgres.json` says where. */
  dataDir: string
  /** The superuser's, fixed when the data folder is made. */
  password: string
  /** Default: a free one, the same at each start. */
  port?: number
  /** False trades every promise about a crash for speed: tests only. Default true. */
  durable?: boolean
}

export interface EmbeddedPostgres {
  /** The superuser's, of the database `wardline`. */
  url: string
  port: number
  /** Resolves soon after it has ended, whoever ended it. */
  ended(): Promise<void>
  /** Fast shutdown: ends sessions, writes everything down. At most 15 s. Safe to call twice. */
  stop(): Promise<void>
}

interface Launch extends PostgresOptions {
  home: Home
  native: string
  user: RunAs
}

/** A new start waits for the processes of a crashed one to leave, for recovery, and for a shutdown under way. */
const startLimit = 30_000

/**
 * Starts Postgres on 127.0.0.1 over `dataDir`, making the data folder and the database `wardline` the first time.
 * A Postgres that outlived its parent on this data folder is taken over. Rejects with the reason in words.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const user = await runAs()
  const native = await locateBinaries(user)
  const home = await openHome(options.dataDir, user)
  await initialise(home, { native, user, password: options.password, durable: options.durable ?? true })
  const launch = { ...options, home, native, user }

  const deadline = performance.now() + startLimit
  let port: number | undefined
  let reason = ''
  while (port === undefined) {
    if (performance.now() > deadline)
      throw new Error(`Postgres on ${home.cluster} did not start within 30 s: ${reason}`)
    const running = await findPostmaster(home.cluster)
    if (running) port = await adopt(running, launch, deadline)
    else {
      const outcome = await attempt(launch, deadline)
      if (typeof outcome === 'number') port = outcome
      else reason = outcome
    }
  }
  await rememberPort(home, port)

  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= endProcess(home.cluster)
    return stopped
  }
  const ended = async () => {
    while (await findPostmaster(home.cluster)) await Bun.sleep(500)
  }
  return { url: urlOf(port, options.password), port, ended, stop }
}

/** Port of the running Postgres once it answers; undefined when it has ended and a new one is to be started. */
async function adopt(found: Postmaster, launch: Launch, deadline: number): Promise<number | undefined> {
  const { cluster } = launch.home
  const alive = async () => (await findPostmaster(cluster))?.pid === found.pid
  const answered = await answers(found.port, { ...launch, alive, deadline })
  if (answered && (launch.port === undefined || launch.port === found.port)) return found.port
  await endProcess(cluster)
  return undefined
}

/**
 * Whether a start that failed may succeed a moment later, by all that the log says: the children of a Postgres that was
 * killed write to it too while they end, after the one line that says why the new one did not start.
 */
export const mayPass = (log: string): boolean =>
  /lock file|shared memory|could not bind|Address already in use/i.test(log)

/** Starts Postgres once: its port, or why it ended, when another try may help. */
async function attempt(launch: Launch, deadline: number): Promise<number | string> {
  const { cluster, log } = launch.home
  const port = await choosePort(launch)
  const started = await run(port, launch)
  // The lock file may by now name a Postgres that someone else started: that one is not ours to end.
  const end = async () => {
    if ((await findPostmaster(cluster))?.pid === started.pid) await endProcess(cluster)
  }
  const alive = () => !started.ended
  const answered = await answers(port, { ...launch, alive, deadline }).catch(async (error) => {
    await end()
    throw error
  })
  if (answered) return port
  await end()
  const said = (await readFile(log, 'utf8')).trim()
  const reason = said.split('\n').slice(-5).join('\n')
  if (!mayPass(said) && !(await findPostmaster(cluster))) {
    throw new Error(`Postgres on ${cluster} did not start: ${reason || 'no word from it'}`)
  }
  await Bun.sleep(100)
  return reason
}

async function run(port: number, launch: Launch): Promise<{ pid: number | undefined; ended: boolean }> {
  const { home } = launch
  await truncate(home.log).catch(() => {})
  const log = openSync(home.log, 'a', 0o600)
  const postgres = spawn(join(launch.native, 'bin', 'postgres'), ['-D', home.cluster, ...settings(port, launch)], {
    ...launch.user,
    cwd: home.location,
    env: cleanEnvironment(),
    // Its own session: Ctrl-C in the terminal is for us, who still need the database to finish.
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  postgres.unref()
  const started = { pid: postgres.pid, ended: false }
  for (const event of ['exit', 'error']) {
    postgres.once(event, () => {
      started.ended = true
    })
  }
  return started
}

function settings(port: number, launch: Launch): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 120,
    shared_buffers: '64MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and details of errors hold patient data, which has no place in a log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  }
  if (launch.durable === false) {
    Object.assign(values, {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: 0,
    })
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** True once Postgres accepts our password; false when it ended or the time is up. Makes the database if need be. */
async function answers(
  port: number,
  launch: { password: string; alive: () => boolean | Promise<boolean>; deadline: number },
): Promise<boolean> {
  while (performance.now() < launch.deadline && (await launch.alive())) {
    try {
      await withClient(urlOf(port, launch.password), (client) => client.query('select 1'))
      return true
    } catch (error) {
      const state = sqlState(error)
      if (state === '28P01') {
        throw new Error('the data folder of Postgres was made with another password: restore it, or remove the folder')
      }
      if (state === '3D000') await makeDatabase(port, launch.password)
      else await Bun.sleep(15)
    }
  }
  return false
}

async function makeDatabase(port: number, password: string): Promise<void> {
  await withClient(urlOf(port, password, 'postgres'), async (client) => {
    await client.query('create database wardline').catch((error: unknown) => {
      // Another process was first.
      if (!['42P04', '23505'].includes(sqlState(error) ?? '')) throw error
    })
  })
}

async function choosePort(launch: Launch): Promise<number> {
  if (launch.port !== undefined) {
    if (await isFree(launch.port)) return launch.port
    throw new Error(`port ${launch.port}, wanted for Postgres, is taken by another program`)
  }
  const before = await rememberedPort(launch.home)
  if (before !== undefined && (await isFree(before))) return before
  for (let tries = 0; tries < 200; tries += 1) {
    // Below 32768, since the system hands out higher ports to outgoing connections.
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
  throw new Error('found no free port for Postgres between 20000 and 32000')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

function urlOf(port: number, password: string, database = 'wardline'): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}
