import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedFolder } from './binaries.ts'
import { removeHome } from './cluster.ts'
import { type EmbeddedPostgres, startPostgres } from './embedded.ts'
import type { Logins } from './logins.ts'
import { migrate } from './migrate.ts'
import { parts } from './parts.ts'
import { findPostmaster, isAlive, withClient } from './postmaster.ts'

/** The migrated database that each test's is copied from. */
export const template = 'template_wardline'
const prefix = 'wardline-test-'
const folder = process.platform === 'win32' ? tmpdir() : sharedFolder
/** Its name tells later runs whether its owner is still at work. */
const dataDir = join(folder, `${prefix}${process.pid}`)
const password = 'test'
/** Roles belong to the whole server, so every test database has the same. */
export const logins = Object.fromEntries(parts.map((part) => [part, { user: part, password }])) as Logins

let server: Promise<EmbeddedPostgres> | undefined
let guard: ChildProcess | undefined

/** This process' own Postgres with the migrated template database, started by the first call. */
export function testServer(): Promise<EmbeddedPostgres> {
  server ??= startServer()
  return server
}

/** Ends this process' Postgres, if it was started, and removes its files. */
export async function stopTestServer(): Promise<void> {
  const started = server
  server = undefined
  if (!started) return
  await started.catch(() => undefined)
  guard?.kill()
  await removeHome(dataDir)
}

async function startServer(): Promise<EmbeddedPostgres> {
  await removeLeftovers()
  await mkdir(dataDir, { recursive: true, mode: 0o755 })
  const started = await startPostgres({ dataDir, password, durable: false })
  guard = await endWithUs()
  await withClient(started.url, (admin) => admin.query(`create database ${template}`))
  await migrate({ url: urlOf(started.url, template), logins })
  return started
}

/**
 * A run that is interrupted, bails out or is killed runs no hooks. Whatever ends this process closes the pipe,
 * and at its end the guard stops Postgres and removes the files.
 */
async function endWithUs(): Promise<ChildProcess | undefined> {
  const postgres = await findPostmaster(join(dataDir, 'cluster'))
  if (!postgres || process.platform === 'win32') return undefined
  const script = 'cat > /dev/null; kill -QUIT "$1"; sleep 1; rm -rf "$2"'
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(postgres.pid), dataDir], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  shell.unref()
  return shell
}

/** Where there is no shell, or the machine went down: what earlier runs left. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN
    // Our own number, before we started a server: a process before us had it.
    if (!Number.isInteger(owner) || (owner !== process.pid && isAlive(owner))) continue
    const leftover = join(folder, name)
    if ((await stat(leftover).catch(() => undefined))?.uid !== process.getuid?.()) continue
    await removeHome(leftover)
  }
}

/** The same server's address, of another database and user. */
export function urlOf(adminUrl: string, database: string, user?: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  if (user) url.username = user
  return url.href
}
