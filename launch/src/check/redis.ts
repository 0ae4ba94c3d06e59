import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPort, obstacle } from '../ports.ts'

export interface TestRedis {
  url: string
  stop(): Promise<void>
}

const startLimitMs = 10_000

/** A Redis of our own, with the settings that Wardline asks for; undefined where none is installed. */
export async function startRedis(): Promise<TestRedis | undefined> {
  const binary = Bun.which('redis-server') ?? Bun.which('valkey-server')
  if (!binary) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'wardline-redis-'))
  const port = await findPort()
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
    save: '',
  }
  const command = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const server = Bun.spawn([binary, ...command], { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder })
  const deadline = performance.now() + startLimitMs
  while (server.exitCode === null && !(await obstacle('127.0.0.1', port)) && performance.now() < deadline)
    await Bun.sleep(20)
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGKILL')
      await server.exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}
