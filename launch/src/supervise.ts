import type { Environment } from '@wardline/kit/config'

/** A program that the launcher keeps running. */
export interface Program {
  name: string
  /** A file and its arguments, run by this same Bun. */
  command: readonly string[]
  env: Environment
}

export interface Pace {
  /** The first wait before a restart; it doubles up to the longest. */
  firstMs: number
  longestMs: number
  /** A program that lived this long begins with the first wait again. */
  steadyMs: number
}

export interface Options {
  /** How long a program may take to finish its work; then it is killed. */
  graceMs: number
  report(line: string): void
  pace?: Pace
}

interface Supervisor {
  /** When each program has said `ready` once. */
  ready: Promise<void>
  /** When a program ended because of its configuration: starting it again would not help. */
  refused: Promise<string>
  /** Asks every program to finish, waits, kills what is left. Safe to call twice. */
  stop(): Promise<void>
  /** Kills what is left at once: somebody asked a second time. */
  kill(): void
}

/** sysexits.h: "something was found in an unconfigured or misconfigured state". The program has said what. */
const misconfigured = 78
const defaultPace: Pace = { firstMs: 250, longestMs: 10_000, steadyMs: 30_000 }

/** How long to wait before the start after `failures` short lives in a row. */
export const waitBefore = (failures: number, { firstMs, longestMs }: Pace): number =>
  Math.min(firstMs * 2 ** (failures - 1), longestMs)

/** Runs programs until stopped, each again when it ends, with back-off. They end by themselves when this process does. */
export function supervise(programs: readonly Program[], options: Options): Supervisor {
  const refusal = Promise.withResolvers<string>()
  const stopping = new AbortController()
  const kept = programs.map((program) => keep(program, options, stopping.signal, refusal.resolve))
  return {
    ready: Promise.all(kept.map(({ ready }) => ready)).then(() => {}),
    refused: refusal.promise,
    stop() {
      stopping.abort()
      return Promise.all(kept.map(({ stopped }) => stopped)).then(() => {})
    },
    kill() {
      for (const { kill } of kept) kill()
    },
  }
}

function keep(program: Program, options: Options, stopping: AbortSignal, refuse: (name: string) => void) {
  const pace = options.pace ?? defaultPace
  const ready = Promise.withResolvers<void>()
  let running: Bun.Subprocess | undefined

  async function live(): Promise<void> {
    for (let failures = 1; !stopping.aborted; failures += 1) {
      const born = performance.now()
      running = start(program, ready.resolve)
      const code = await outlive(running, options.graceMs, stopping)
      running = undefined
      if (stopping.aborted) return
      if (code === misconfigured) return refuse(program.name)
      if (performance.now() - born >= pace.steadyMs) failures = 1
      const wait = waitBefore(failures, pace)
      options.report(`${program.name} ended (${code}); it starts again in ${wait} ms`)
      await pause(wait, stopping)
    }
  }
  return { ready: ready.promise, stopped: live(), kill: () => running?.kill('SIGKILL') }
}

function start({ command, env }: Program, ready: () => void): Bun.Subprocess {
  // Without .env, which may hold what this program must not see.
  return Bun.spawn([process.execPath, '--no-env-file', ...command], {
    env,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    // Ctrl-C in the terminal is for the launcher, which tells its programs in its own order.
    detached: true,
    serialization: 'json',
    ipc: (message) => {
      if (message === 'ready') ready()
    },
  })
}

/** Waits for the end of a program: its exit code or signal. When we are stopping, asks for it, and then insists. */
async function outlive(running: Bun.Subprocess, graceMs: number, stopping: AbortSignal): Promise<number | string> {
  let insist: Timer | undefined
  const ask = () => {
    running.kill('SIGTERM')
    insist = setTimeout(() => running.kill('SIGKILL'), graceMs)
  }
  if (stopping.aborted) ask()
  stopping.addEventListener('abort', ask, { once: true })
  await running.exited
  stopping.removeEventListener('abort', ask)
  clearTimeout(insist)
  return running.signalCode ?? running.exitCode ?? 0
}

function pause(ms: number, stopping: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  stopping.addEventListener(
    'abort',
    () => {
      clearTimeout(timer)
      resolve()
    },
    { once: true },
  )
  return promise
}
