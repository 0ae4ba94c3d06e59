import { spawnProgram } from '@wardline/gateway/testing-processes'
import type { Guard } from './guard.ts'
import { within } from './waiting.ts'

/** One process of the hospital, which can be killed, frozen and started again. */
export interface Program {
  readonly name: string
  readonly isRunning: boolean
  /** How often it ended by itself and was started again, as the launcher does. */
  readonly falls: number
  /** Resolves when it is ready. */
  start(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** SIGTERM: it ends in order. */
  end(): Promise<void>
  freeze(): void
  thaw(): void
}

const startMs = 30_000
const endMs = 15_000
/** The launcher's first wait before it starts again what ended. */
const restartMs = 250

/** @param command as `spawnProgram` takes it */
export function createProgram(
  name: string,
  command: readonly [string, ...string[]],
  env: Record<string, string>,
  guard: Guard,
): Program {
  let child: Bun.Subprocess | undefined
  let isWanted = false
  let isFrozen = false
  let falls = 0

  async function begin(): Promise<void> {
    const deadline = performance.now() + startMs
    while (isWanted) {
      const starting = spawnProgram(command, env, (started) => {
        child = started
        guard.watch(started.pid)
        void started.exited.then(() => guard.forget(started.pid))
      })
      try {
        const started = await within(starting, deadline - performance.now(), `${name} starts`)
        void started.exited.then(() => fell(started))
        return
      } catch (error) {
        child?.kill('SIGKILL')
        if (performance.now() > deadline) throw error
        await Bun.sleep(restartMs)
      }
    }
  }
  async function fell(started: Bun.Subprocess): Promise<void> {
    if (!isWanted || child !== started) return
    falls += 1
    await Bun.sleep(restartMs)
    // One that cannot be started is missed by whoever waits for what it does.
    await begin().catch((error) => console.error(`${name}: ${error}`))
  }
  const signal = (which: NodeJS.Signals) => child?.kill(which)

  const program: Program = {
    name,
    get isRunning() {
      return isWanted
    },
    get falls() {
      return falls
    },
    start() {
      if (isWanted) return Promise.resolve()
      isWanted = true
      return begin()
    },
    async kill() {
      isWanted = false
      isFrozen = false
      signal('SIGKILL')
      await child?.exited
    },
    async end() {
      if (!isWanted) return
      isWanted = false
      program.thaw()
      signal('SIGTERM')
      await within(child?.exited ?? Promise.resolve(0), endMs, `${name} ends`).catch(async (error) => {
        await program.kill()
        throw error
      })
    },
    freeze() {
      isFrozen = true
      signal('SIGSTOP')
    },
    thaw() {
      if (isFrozen) signal('SIGCONT')
      isFrozen = false
    },
  }
  return program
}
