import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { chown, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type RunAs, sharedFolder } from './binaries.ts'
import { endProcess } from './postmaster.ts'

/** Where a Postgres keeps its files. */
export interface Home {
  /** The caller's folder; `postgres.json` in it says where the rest is. */
  dataDir: string
  /** Holds `cluster/` and `postgres.log`: `dataDir`, or a folder in /var/tmp when Postgres' user can't enter that. */
  location: string
  cluster: string
  log: string
}

interface Note {
  location: string
  port?: number
}

/** Finds the home that belongs to `dataDir`, or prepares a new one. */
export async function openHome(dataDir: string, user: RunAs): Promise<Home> {
  await mkdir(dataDir, { recursive: true })
  const folder = await realpath(dataDir)
  const noted = await readNote(folder)
  const location = noted?.location ?? (await newLocation(folder, user))
  const home = { dataDir: folder, location, cluster: join(location, 'cluster'), log: join(location, 'postgres.log') }
  const present = await stat(home.cluster).catch(() => undefined)
  const owner = user?.uid ?? process.getuid?.()
  if (present && owner !== undefined && present.uid !== owner) {
    throw new Error(
      `the data in ${home.cluster} belongs to user ${present.uid}, but Postgres would run as ${owner}: start as the user who started it first`,
    )
  }
  if (!noted) await writeNote(home, {})
  return home
}

/** The port this Postgres had last time, so that addresses written down elsewhere stay true. */
export async function rememberedPort(home: Home): Promise<number | undefined> {
  return (await readNote(home.dataDir))?.port
}

export function rememberPort(home: Home, port: number): Promise<void> {
  return writeNote(home, { port })
}

/** Makes the cluster unless it is there. A half-made one never gets the name `cluster`. */
export async function initialise(
  home: Home,
  options: { native: string; user: RunAs; password: string; durable: boolean },
): Promise<void> {
  if (await exists(join(home.cluster, 'PG_VERSION'))) return
  const draft = join(home.location, `draft-${randomUUID()}`)
  const secret = `${draft}.password`
  try {
    await mkdir(draft, { mode: 0o700 })
    await writeFile(secret, options.password, { mode: 0o600 })
    if (options.user) {
      await chown(draft, options.user.uid, options.user.gid)
      await chown(secret, options.user.uid, options.user.gid)
    }
    await initdb(draft, secret, options)
    await rename(draft, home.cluster).catch(async (cause: unknown) => {
      // Another process may have been first, with the same password as ours.
      if (!(await exists(join(home.cluster, 'PG_VERSION')))) throw cause
    })
  } finally {
    await rm(secret, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

/** Ends the Postgres of `dataDir`, if one runs: fast shutdown, everything written down. */
export async function endHome(dataDir: string): Promise<void> {
  await endProcess(join((await readNote(dataDir))?.location ?? dataDir, 'cluster'))
}

/** Ends the Postgres of `dataDir`, if one runs, and removes its data wherever it lies, and the folder. */
export async function removeHome(dataDir: string): Promise<void> {
  const location = (await readNote(dataDir))?.location ?? dataDir
  await endProcess(join(location, 'cluster'), 1_000)
  for (const folder of [location, dataDir]) await rm(folder, { recursive: true, force: true })
}

async function initdb(folder: string, secret: string, options: { native: string; user: RunAs; durable: boolean }) {
  // pg_trgm asks the C library what a letter is; the C locale knows ASCII alone, and macOS calls its UTF-8 locale otherwise.
  const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'C']
  for (const characterType of characterTypes) {
    const settings = ['-D', folder, '-U', 'postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8']
    settings.push('--locale=C', `--lc-ctype=${characterType}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
    if (!options.durable) settings.push('--no-sync')
    try {
      await promisify(execFile)(join(options.native, 'bin', 'initdb'), settings, {
        ...options.user,
        cwd: folder,
        env: cleanEnvironment(),
        timeout: 60_000,
      })
      return
    } catch (error) {
      const { stderr = '', killed = false } = error as { stderr?: string; killed?: boolean }
      const unknownLocale = /invalid locale name/.test(stderr) && characterType !== characterTypes.at(-1)
      if (unknownLocale) continue
      const reason = killed ? 'it took longer than 60 s' : stderr.trim() || String(error)
      throw new Error(`Postgres could not make its data folder in ${folder}: ${reason}`)
    }
  }
}

/** Without PG* variables of the caller, which Postgres would obey. */
export function cleanEnvironment(): Record<string, string> | undefined {
  // Windows can't load its own libraries without SystemRoot and PATH.
  return process.platform === 'win32' ? undefined : { TZ: 'UTC', LC_ALL: 'C' }
}

async function newLocation(folder: string, user: RunAs): Promise<string> {
  if (!user || (await canEnter(folder, user))) return folder
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const location = join(sharedFolder, `wardline-data-${digest}`)
  if (await exists(location)) {
    // Data without a note: its folder was deleted, and with it the password. Kept once, in case that was a mistake.
    await endProcess(join(location, 'cluster'))
    await rm(`${location}.previous`, { recursive: true, force: true })
    await rename(location, `${location}.previous`)
  }
  await mkdir(location, { mode: 0o755 })
  return location
}

async function canEnter(folder: string, user: RunAs): Promise<boolean> {
  const enter = promisify(execFile)('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', timeout: 10_000 })
  return enter.then(
    () => true,
    () => false,
  )
}

async function readNote(folder: string): Promise<Note | undefined> {
  const text = await readFile(join(folder, 'postgres.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Note)
}

async function writeNote(home: Home, changes: Partial<Note>): Promise<void> {
  const note: Note = { ...(await readNote(home.dataDir)), location: home.location, ...changes }
  const file = join(home.dataDir, 'postgres.json')
  const draft = `${file}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(note)}\n`)
  await rename(draft, file)
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
