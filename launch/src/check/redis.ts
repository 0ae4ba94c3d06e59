import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPort } from '../ports.ts'

interface TestRedis {
  url: string
  /** Ends it with a signal; what it had written down stays. */
  end(signal: NodeJS.Signals): Promise<void>
  /** On the same data and the same port. */
  startAgain(): Promise<void>
  /** Ends it, and removes its data. */
  stop(): Promise<void>
}

const startLimitMs = 10_000

/** Asked by a connection: whoever asked by listening would now and then have the port when Redis wants it, which then ends. */
const isUp = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (up: boolean) => {
      socket.destroy()
      resolve(up)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })

interface Options {
  /** Where its data goes; the system's temporary folder when absent. */
  parent?: string
  /** Hears of each process. */
  started?: (server: Bun.Subprocess) => void
}

/** A Redis of our own, with the settings that Wardline asks for; undefined where none is installed. */
export async function startRedis({ parent = tmpdir(), started }: Options = {}): Promise<TestRedis | undefined> {
  const binary = Bun.which('redis-server') ?? Bun.which('valkey-server')
  if (!binary) return undefined
  const folder = await mkdtemp(join(parent, 'wardline-redis-'))
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
  async function start(): Promise<Bun.Subprocess> {
    const server = Bun.spawn([binary as string, ...command], { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder })
    started?.(server)
    const deadline = performance.now() + startLimitMs
    while (server.exitCode === null && !(await isUp(port)) && performance.now() < deadline) await Bun.sleep(20)
    if (server.exitCode !== null) throw new Error(`Redis ended with ${server.exitCode} when it was started`)
    return server
  }
  let server = await start()
  const end = async (signal: NodeJS.Signals) => {
    server.kill(signal)
    await server.exited
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    end,
    async startAgain() {
      server = await start()
    },
    async stop() {
      await end('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
