import { Database } from 'bun:sqlite'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A launcher that holds a data folder. */
export interface Holder {
  pid: number
  address: string
}

/** Another launcher has this data folder. Its message says which, in words. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning'
}

/**
 * Makes this process the only launcher of `dataDir` until it ends, however it ends: the kernel holds the lock
 * (SQLite's, since Bun offers no other), so a killed launcher leaves none behind and no number of a process can be mistaken for it.
 * @throws AlreadyRunning when another launcher has the folder
 */
export function takeLock(dataDir: string, address: string): { release(): void } {
  const note = join(dataDir, 'launcher.json')
  const lock = openLock(dataDir)
  try {
    lock.run('pragma journal_mode = memory')
    lock.run('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new AlreadyRunning(describeHolder(dataDir, readHolder(note)))
  }
  const draft = `${note}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify({ pid: process.pid, address } satisfies Holder)}\n`)
  renameSync(draft, note)
  held.add(lock)
  return {
    release() {
      held.delete(lock)
      lock.close()
    },
  }
}

/** A lock that is collected as garbage is let go. */
const held = new Set<Database>()

function openLock(dataDir: string): Database {
  try {
    mkdirSync(dataDir, { recursive: true })
    return new Database(join(dataDir, 'launcher.lock'))
  } catch (error) {
    throw new Error(`DATA_DIR ${dataDir} cannot be used: ${error instanceof Error ? error.message : error}`)
  }
}

function readHolder(note: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(note, 'utf8'))
  } catch {
    return undefined
  }
}

const describeHolder = (dataDir: string, holder: Holder | undefined) =>
  `Wardline already runs on ${dataDir}${holder ? `: process ${holder.pid}, at ${holder.address}` : ''}. It was left alone.
To start another hospital beside it, give that one its own DATA_DIR and PORT.`
