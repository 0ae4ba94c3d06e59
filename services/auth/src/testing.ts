import { connect } from '@wardline/db/connect'
import { testDatabase } from '@wardline/db/testing'
import type { Bus } from '@wardline/kit/bus'
import { readConfig } from '@wardline/kit/config'
import {
  createAccessSigner,
  createPartSigner,
  createVerifier,
  generateKey,
  type UserCaller,
} from '@wardline/kit/identity'
import { createLogger } from '@wardline/kit/log'
import { type Part, parts } from '@wardline/kit/parts'
import type { Role } from '@wardline/kit/permissions'
import { ensureAdministrator } from './administrator.ts'
import { createAuthService } from './index.ts'
import type { Session, User } from './model.ts'

export const password = 'correct horse battery'

async function testConfig(urls: Record<Part, string>) {
  const pairs = await Promise.all(parts.map(async (part) => [part, await generateKey()] as const))
  const env = Object.fromEntries([
    ['HOSPITAL_TZ', 'Europe/Madrid'],
    ['PUBLIC_KEYS', pairs.map(([part, key]) => `${part}:${key.public}`).join(',')],
    ...pairs.map(([part, key]) => [`${part.toUpperCase()}_PRIVATE_KEY`, key.private]),
    ...parts.map((part) => [`${part.toUpperCase()}_DATABASE_URL`, urls[part]]),
  ])
  return readConfig(env, parts)
}

interface Asking {
  body?: unknown
  /** An access token, or a part's. */
  token?: string
  /** The refresh cookie's value. */
  cookie?: string
  headers?: Record<string, string>
}

/** An answer, with the refresh cookie that it set: undefined is none, '' one that was taken away. */
export interface Answered<T> {
  status: number
  body: T
  cookie: string | undefined
  setCookie: string | undefined
  headers: Headers
}

/** The auth service alone, on a database of its own, with a clock that tests move. */
export async function startAuth({ administrator = true } = {}) {
  const database = await testDatabase()
  const config = await testConfig(database.urls)
  let now = new Date('2026-11-22T08:00:00.000Z')
  const clock = { now: () => now }
  const { db, close } = connect(database.urls.auth, { name: 'test', max: 10 })
  const told: string[] = []
  const publish = (_topic: string, message: object) => {
    if ('sessionId' in message) told.push(String(message.sessionId))
  }
  const nothing = () => () => {}
  const bus: Bus = { publish, subscribe: nothing, onGap: nothing, close: async () => {} }
  const outbox = { wake: () => {}, flush: async () => {} }
  const log = createLogger('auth', 'silent')
  const verify = await createVerifier('auth', config.keys, clock)
  const signAccess = await createAccessSigner(config.keys, clock)
  const app = createAuthService({ db, clock, config, bus, outbox, log, verify, signAccess, peers: {} })
  const gateway = await createPartSigner('gateway', config.keys, clock)
  const partToken = () => gateway('auth')

  async function call<T = never>(method: string, path: string, asking: Asking = {}): Promise<Answered<T>> {
    const headers = new Headers({ host: 'hospital.example', ...asking.headers })
    if (asking.token) headers.set('authorization', `Bearer ${asking.token}`)
    if (asking.cookie !== undefined) headers.set('cookie', `theme=dark; refresh=${asking.cookie}`)
    if (asking.body !== undefined) headers.set('content-type', 'application/json')
    const body = asking.body === undefined ? null : JSON.stringify(asking.body)
    const response = await app.handle(new Request(`http://localhost${path}`, { method, headers, body }))
    const text = await response.text()
    const setCookie = response.headers.get('set-cookie') ?? undefined
    const cookie = setCookie && /^refresh=([^;]*)/.exec(setCookie)?.[1]
    return { status: response.status, body: text && JSON.parse(text), cookie, setCookie, headers: response.headers }
  }

  const signIn = (email: string, withPassword = password) =>
    call<Session>('POST', '/auth/login', { body: { email, password: withPassword } })

  if (administrator) await ensureAdministrator({ db, clock }, { email: 'admin@hospital.example', password })
  let admin: UserCaller | undefined
  /** Whoever the first administrator's session is; a new one after it was ended. */
  async function renewAdmin(): Promise<void> {
    const caller = await verify(`Bearer ${(await signIn('admin@hospital.example')).body.accessToken}`)
    admin = caller?.kind === 'user' ? caller : undefined
  }
  const theAdmin = (): UserCaller => {
    if (!admin) throw new Error('the administrator is not signed in')
    return admin
  }
  if (administrator) await renewAdmin()
  /** Signed anew each time, since tests move the clock past its end. */
  const adminToken = () => signAccess(theAdmin())
  let count = 0

  /** A new account, made by the administrator. */
  async function account(role: Role, fields: { name?: string; email?: string } = {}): Promise<User> {
    const body = { email: `user${++count}@hospital.example`, name: `User ${count}`, role, password, ...fields }
    return (await call<User>('POST', '/auth/users', { token: await adminToken(), body })).body
  }

  return {
    db,
    clock,
    config,
    verify,
    told,
    call,
    signIn,
    account,
    partToken,
    /** The first administrator, signed in. */
    get admin() {
      return theAdmin()
    },
    adminToken,
    renewAdmin,
    advance: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    },
    stop: async () => {
      await close()
      await database.drop()
    },
  }
}
export type TestAuth = Awaited<ReturnType<typeof startAuth>>
