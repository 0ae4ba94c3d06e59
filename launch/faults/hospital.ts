import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { composeEnvironment, freePorts } from '@wardline/gateway/testing-processes'
import { parts, services } from '@wardline/kit/parts'
import { type Engine, startEngine } from './engine.ts'
import { type Guard, openGuard } from './guard.ts'
import { type Mailbox, startMailbox } from './mailbox.ts'
import { type OwnPostgres, startOwnPostgres } from './postgres.ts'
import { createProgram, type Program } from './program.ts'

export type Profile = 'split' | 'single'

/** Ports: one for each part, the second gateway's, and one to spare. */
const portCount = parts.length + 2

const worker: readonly [string, ...string[]] = ['part.ts', 'worker']

interface Planned {
  name: string
  command: readonly [string, ...string[]]
  port: number
}

/** The programs of each profile, and how they are run. */
function plan(profile: Profile, port: number): Planned[] {
  const workers = [1, 2].map((number) => ({ name: `worker-${number}`, command: worker, port }))
  if (profile === 'single') return [{ name: 'single', command: ['single.ts'], port }, ...workers]
  return [
    ...services.map((name): Planned => ({ name, command: ['part.ts', name], port })),
    { name: 'gateway-1', command: ['part.ts', 'gateway'], port },
    { name: 'gateway-2', command: ['part.ts', 'gateway'], port: port + parts.length },
    ...workers,
  ]
}

/** Whom a case calls when it needs a second worker. */
const standby = 'worker-2'

/** As the launcher would compose it, with retries that a test can wait for. */
async function environmentOf(
  guard: Guard,
  port: number,
  { postgres, mailbox, engine }: { postgres: OwnPostgres; mailbox: Mailbox; engine: Engine },
): Promise<Record<string, string>> {
  const dataDir = join(guard.folder, 'data')
  await mkdir(dataDir)
  const urls = services.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${port + parts.indexOf(name)}`])
  return composeEnvironment(postgres.urls, dataDir, {
    ...Object.fromEntries(urls),
    SMTP_URL: mailbox.url,
    FALLBACK_EMAIL: 'night-desk@wardline.test',
    DELIVERY_BACKOFF_MS: '200',
    DELIVERY_ATTEMPTS: '20',
    SHUTDOWN_GRACE_MS: '5000',
    ...(engine.url && { REDIS_URL: engine.url }),
  })
}

/** A whole hospital of processes with a Postgres, a Redis and a mail server of its own, all of which can fail. */
export async function startHospital(profile: Profile, wanted: Engine['name']) {
  const guard = await openGuard()
  const [postgres, mailbox, port] = await Promise.all([
    startOwnPostgres(guard, 'postgres'),
    startMailbox(),
    freePorts(portCount),
  ])
  const engine = await startEngine(wanted, postgres, guard)
  const env = await environmentOf(guard, port, { postgres, mailbox, engine })
  const program = ({ name, command, port }: Planned) =>
    createProgram(name, command, { ...env, PORT: String(port) }, guard)
  const planned = plan(profile, port)
  const programs = planned.map(program)
  const usual = programs.filter(({ name }) => name !== standby)
  const front = planned.filter(({ name }) => name.startsWith('gateway') || name === 'single')

  const the = (name: string): Program => {
    const found = programs.find((each) => each.name === name)
    if (!found) throw new Error(`no ${name} here`)
    return found
  }
  const start = () => Promise.all(usual.map((each) => each.start()))

  await start()
  return {
    ...{ profile, engine, postgres, mailbox, env, the },
    /** What people reach: the gateways, or all in one. */
    front: front.map(({ name }) => the(name)),
    /** Where those listen, in the same order. */
    gateways: front.map(({ port }) => `http://127.0.0.1:${port}`),
    /** The program in which the auth service runs. */
    auth: the(profile === 'single' ? 'single' : 'auth'),
    /** One more program than usual, on the port that is kept for it. */
    extra: (command: string) => ({
      program: program({ name: 'extra', command: [command], port: port + portCount - 1 }),
      url: `http://127.0.0.1:${port + portCount - 1}`,
    }),
    falls: () => programs.reduce((sum, { falls }) => sum + falls, 0),
    /** kill -9 of every process, engines too. */
    async killAll(): Promise<void> {
      await Promise.all([...programs.map((each) => each.kill()), postgres.kill(), engine.end('SIGKILL')])
    },
    async startAll(): Promise<void> {
      await Promise.all([postgres.startAgain(), engine.startAgain()])
      await start()
    },
    /** Everything as it was before a case. */
    async recover(): Promise<void> {
      mailbox.behave('accept')
      mailbox.release()
      for (const each of programs) each.thaw()
      await the(standby).end()
      await start()
    },
    async stop(): Promise<void> {
      await Promise.all(programs.map((each) => each.kill()))
      await Promise.all([engine.stop(), mailbox.stop()])
      await postgres.stop()
    },
  }
}
export type Hospital = Awaited<ReturnType<typeof startHospital>>
