import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { composeEnvironment, freePorts } from '@wardline/gateway/testing-processes'
import { parts, services } from '@wardline/kit/parts'
import { type Engine, startEngine } from './engine.ts'
import { openGuard } from './guard.ts'
import { startMailbox } from './mailbox.ts'
import { startOwnPostgres } from './postgres.ts'
import { createProgram, type Program } from './program.ts'

export type Profile = 'split' | 'single'

/** Whoever is told when nobody answers. */
export const lastResort = 'night-desk@wardline.test'

/** Ports: one for each part, the second gateway's, and one to spare. */
const portCount = parts.length + 2

/** The programs of each profile: how they are run, and whether they run from the start. */
const programsOf = (profile: Profile, port: number): [name: string, command: [string, ...string[]], port: number][] => {
  const workers: ReturnType<typeof programsOf> = [
    ['worker-1', ['part.ts', 'worker'], port],
    ['worker-2', ['part.ts', 'worker'], port],
  ]
  if (profile === 'single') return [['single', ['single.ts'], port], ...workers]
  return [
    ...services.map((name): ReturnType<typeof programsOf>[number] => [name, ['part.ts', name], port]),
    ['gateway-1', ['part.ts', 'gateway'], port],
    ['gateway-2', ['part.ts', 'gateway'], port + parts.length],
    ...workers,
  ]
}

/** Whom a case calls when it needs a second worker. */
const standby = 'worker-2'

/** A whole hospital of processes with a Postgres, a Redis and a mail server of its own, all of which can fail. */
export async function startHospital(profile: Profile, wanted: Engine['name']) {
  const guard = await openGuard()
  const [postgres, mailbox, port] = await Promise.all([
    startOwnPostgres(guard, 'postgres'),
    startMailbox(),
    freePorts(portCount),
  ])
  const engine = await startEngine(wanted, postgres, guard)
  const dataDir = join(guard.folder, 'data')
  await mkdir(dataDir)
  const urls = services.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${port + parts.indexOf(name)}`])
  const env = await composeEnvironment(postgres.urls, dataDir, {
    ...Object.fromEntries(urls),
    SMTP_URL: mailbox.url,
    FALLBACK_EMAIL: lastResort,
    DELIVERY_BACKOFF_MS: '200',
    DELIVERY_ATTEMPTS: '20',
    SHUTDOWN_GRACE_MS: '5000',
    ...(engine.url && { REDIS_URL: engine.url }),
  })
  const program = (name: string, command: [string, ...string[]], at: number) =>
    createProgram(name, command, { ...env, PORT: String(at) }, guard)
  const programs = new Map(programsOf(profile, port).map(([name, command, at]) => [name, program(name, command, at)]))
  const usual = [...programs.values()].filter(({ name }) => name !== standby)

  const the = (name: string): Program => {
    const found = programs.get(name)
    if (!found) throw new Error(`no ${name} here`)
    return found
  }
  const all = (work: (each: Program) => Promise<void>, of: Iterable<Program> = programs.values()) =>
    Promise.all([...of].map(work))
  const front = [...programs.keys()].filter((name) => name.startsWith('gateway') || name === 'single')

  await all((each) => each.start(), usual)
  return {
    ...{ profile, engine, postgres, mailbox, env, the, front },
    /** Where each gateway listens, in the order of `front`. */
    gateways: front.map((_, index) => `http://127.0.0.1:${index === 0 ? port : port + parts.length}`),
    /** The program in which the auth service runs. */
    auth: the(profile === 'single' ? 'single' : 'auth'),
    /** One more program than usual, on the port that is kept for it. */
    extra: (command: string) => ({
      program: program('extra', [command], port + parts.length + 1),
      url: `http://127.0.0.1:${port + parts.length + 1}`,
    }),
    falls: () => [...programs.values()].reduce((sum, { falls }) => sum + falls, 0),
    /** kill -9 of every process, engines too. */
    async killAll(): Promise<void> {
      await Promise.all([all((each) => each.kill()), postgres.kill(), engine.end('SIGKILL')])
    },
    async startAll(): Promise<void> {
      await Promise.all([postgres.startAgain(), engine.startAgain()])
      await all((each) => each.start(), usual)
    },
    /** Everything as it was before a case. */
    async recover(): Promise<void> {
      mailbox.behave('accept')
      mailbox.release()
      await all(async (each) => each.thaw())
      await the(standby).end()
      await all((each) => each.start(), usual)
    },
    async stop(): Promise<void> {
      await all((each) => each.kill())
      await Promise.all([engine.stop(), mailbox.stop()])
      await postgres.stop()
    },
  }
}
export type Hospital = Awaited<ReturnType<typeof startHospital>>
