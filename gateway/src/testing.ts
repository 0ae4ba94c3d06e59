import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from '@wardline/db/testing'
import { type Clock, systemClock } from '@wardline/kit/clock'
import { readConfig } from '@wardline/kit/config'
import { parts } from '@wardline/kit/parts'
import { type Hosted, hostGateway, hostServices, hostWorker, openPart } from './host.ts'
import { listening, openBus } from './serve.ts'
import { composeEnvironment, freePorts, spawnProgram } from './testing-processes.ts'
import { createVisitor } from './testing-visitor.ts'

export { freePorts, spawnPart } from './testing-processes.ts'
export { answerOf, createDoor, type People, type SignedIn } from './testing-visitor.ts'

/** The environment of a hospital on a fresh database, as the launcher would compose it. */
export async function testEnvironment(overrides: Record<string, string> = {}) {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'wardline-test-'))
  const env = await composeEnvironment(database.urls, dataDir, overrides)
  const drop = async () => {
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { env, database, drop }
}

/** The whole hospital in this process, on a fresh database: every service, every rule, no mocks, no port but the gateway's. */
export async function startHospital(
  options: { clock?: Clock; env?: Record<string, string>; worker?: boolean; isAlone?: boolean } = {},
) {
  const { env, database, drop } = await testEnvironment(options.env)
  const config = readConfig(env, parts)
  const clock = options.clock ?? systemClock
  const common = { config, clock, bus: await openBus(config, 'gateway'), isAlone: options.isAlone ?? false }
  const services = await hostServices(common)
  const shared = { ...common, targets: services.targets }
  const { clients } = await openPart('gateway', shared)
  const gateway: Hosted = await hostGateway(shared)
  const worker = options.worker ? await hostWorker(shared) : undefined
  gateway.app.listen({ ...listening, hostname: '127.0.0.1', port: 0 })
  return {
    ...createVisitor(`http://127.0.0.1:${gateway.app.server?.port}`),
    ...{ config, clock, env, database, clients, bus: common.bus, gateway: gateway.app, apps: services.apps },
    async stop() {
      await gateway.close()
      await gateway.app.stop(true)
      await worker?.close()
      await services.close()
      await common.bus.close()
      await drop()
    },
  }
}
export type Hospital = Awaited<ReturnType<typeof startHospital>>

const programs = {
  /** As `npm start` runs it. */
  single: [['single.ts'], ['part.ts', 'worker']],
  /** As `bun run split` does. */
  split: [...parts.map((part) => ['part.ts', part] as const), ['part.ts', 'worker']],
} as const

/** The hospital as processes, from environment alone. */
export async function startProcesses(profile: keyof typeof programs, overrides: Record<string, string> = {}) {
  const port = await freePorts(parts.length)
  const { env, database, drop } = await testEnvironment({ PORT: String(port), ...overrides })
  const spawnAll = async () =>
    new Map(
      await Promise.all(
        programs[profile].map(async (command) => [command.at(-1) as string, await spawnProgram(command, env)] as const),
      ),
    )
  let running = await spawnAll()
  const kill = async () => {
    for (const child of running.values()) child.kill('SIGKILL')
    await Promise.all([...running.values()].map((child) => child.exited))
  }
  return {
    ...createVisitor(`http://127.0.0.1:${port}`),
    ...{ env, database },
    get running() {
      return running
    },
    /** Kills every process at once; the database stays. */
    kill,
    async startAgain() {
      running = await spawnAll()
    },
    async stop() {
      await kill()
      await drop()
    },
  }
}

const redisUrl = process.env.TEST_REDIS_URL

/** The two profiles that Wardline promises (design, section 1). Without Redis the second runs on Postgres queues. */
export const profiles = [
  ['single', () => startHospital({ worker: true })],
  [
    redisUrl ? 'split, on Redis' : 'split, on Postgres',
    () => startProcesses('split', redisUrl ? { REDIS_URL: redisUrl } : {}),
  ],
] as const

/** A clock that tests move. */
export function movableClock(start = new Date()): Clock & { advance(milliseconds: number): void } {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds
    },
  }
}
