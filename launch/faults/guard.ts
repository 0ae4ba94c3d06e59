import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { sharedFolder } from '@wardline/db/binaries'

/** A folder for everything that a run leaves on disk, and the numbers of the processes that it started. */
export interface Guard {
  folder: string
  watch(pid: number): void
  forget(pid: number): void
}

/**
 * Whatever ends this process closes the pipe, and at its end the shell kills what still runs and removes the folder:
 * frozen processes, Postgres and Redis would stay otherwise.
 */
export async function openGuard(): Promise<Guard> {
  const folder = await mkdtemp(join(sharedFolder, 'wardline-faults-'))
  // Postgres may run as another user than we.
  await chmod(folder, 0o755)
  const pids = join(folder, 'pids')
  mkdirSync(pids)
  const script = 'cat > /dev/null; cd "$1/pids" && for pid in *; do kill -KILL "$pid"; done; sleep 1; rm -rf "$1"'
  const shell = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  shell.unref()
  return {
    folder,
    watch: (pid) => writeFileSync(join(pids, String(pid)), ''),
    forget: (pid) => rmSync(join(pids, String(pid)), { force: true }),
  }
}
