import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from '@wardline/db/testing'
import { type Clock, systemClock } from '@wardline/kit/clock'
import { type Config, readConfig } from '@wardline/kit/config'
import { createAccessSigner, generateKey } from '@wardline/kit/identity'
import { parts } from '@wardline/kit/parts'
import type { Role } from '@wardline/kit/permissions'
import { connectClients } from './clients.ts'
import { hostGateway, hostServices, openPart } from './host.ts'
import { openBus } from './serve.ts'

/** Keys for a process's lifetime. */
export async function testKeys(): Promise<Record<string, string>> {
  const pairs = await Promise.all(parts.map(async (part) => [part, await generateKey()] as const))
  return {
    PUBLIC_KEYS: pairs.map(([part, key]) => `${part}:${key.public}`).join(','),
    ...Object.fromEntries(pairs.map(([part, key]) => [`${part.toUpperCase()}_PRIVATE_KEY`, key.private])),
  }
}

/** The environment of a hospital on a fresh database, as the launcher would compose it. */
export async function testEnvironment(overrides: Record<string, string> = {}) {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'wardline-test-'))
  const env: Record<string, string> = {
    ...Object.fromEntries(parts.map((part) => [`${part.toUpperCase()}_DATABASE_URL`, database.urls[part]])),
    ...(await testKeys()),
    HOSPITAL_TZ: 'Europe/Madrid',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    ...overrides,
  }
  const drop = async () => {
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { env, database, drop }
}

/** The whole hospital in this process, on a fresh database: every service, every rule, no mocks, no ports but the gateway's. */
export async function startHospital(options: { clock?: Clock; env?: Record<string, string> } = {}) {
  const { env, database, drop } = await testEnvironment(options.env)
  const config: Config = readConfig(env, parts)
  const clock = options.clock ?? systemClock
  const common = { config, clock, bus: await openBus(config, 'gateway') }
  const services = await hostServices(common)
  const shared = { ...common, targets: services.targets }
  const { clients } = await openPart('gateway', shared)
  const gateway = await hostGateway(shared)
  gateway.app.listen({ hostname: '127.0.0.1', port: 0, maxRequestBodySize: 16 * 1024 * 1024 })
  const url = `http://127.0.0.1:${gateway.app.server?.port}`
  const sign = await createAccessSigner(config.keys, clock)

  /** A signed-in user of a role; made by the auth service's own internal door, so that it exists everywhere. */
  async function as(role: Role, name = `Some ${role}`) {
    const email = `${role}-${crypto.randomUUID()}@wardline.test`
    const password = 'correct horse battery'
    const admin = await sign({ userId: crypto.randomUUID(), role: 'admin', sessionId: crypto.randomUUID() })
    const created = await clients.auth.auth.users.post(
      { email, name, role, password },
      { headers: { authorization: `Bearer ${admin}` } },
    )
    if (!created.data) throw new Error(`no ${role}: ${JSON.stringify(created.error?.value)}`)
    const { data } = await clients.auth.auth.login.post({ email, password })
    if (!data) throw new Error(`${role} cannot sign in`)
    return {
      userId: created.data.id,
      email,
      password,
      token: data.accessToken,
      headers: { authorization: `Bearer ${data.accessToken}` },
    }
  }

  return {
    config,
    clock,
    env,
    database,
    clients,
    bus: common.bus,
    targets: services.targets,
    url,
    as,
    /** A request at the gateway; a body that is no string is sent as JSON. */
    fetch: (path: string, { body, headers, ...init }: Omit<RequestInit, 'body'> & { body?: unknown } = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(headers as Record<string, string>),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    async stop() {
      await gateway.close()
      await gateway.app.stop(true)
      await services.close()
      await common.bus.close()
      await drop()
    },
  }
}
export type Hospital = Awaited<ReturnType<typeof startHospital>>

/** A clock that tests move. */
export function movableClock(start = new Date()): Clock & { advance(milliseconds: number): void; set(to: Date): void } {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds
    },
    set: (to) => {
      now = to.getTime()
    },
  }
}
