import { resolve } from 'node:path'
import type { MigrateOptions } from '@wardline/db/migrate'
import type { Keys } from './identity.ts'
import { type Part, parts, type Service, services } from './parts.ts'
import { type Environment, type Reader, reader } from './reader.ts'

export { ConfigError, type Environment } from './reader.ts'

/** What the launcher and every part read alike. */
interface Common {
  /** Where the gateway listens; the parts follow on the ports after it. */
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  /** Set: queues and bus on Redis. Unset: on Postgres. */
  redisUrl: string | undefined
  /** Where each service is reached when it is a process of its own. */
  urls: Record<Service, string>
  /** The address that people use: links in messages lead there. */
  publicUrl: string
  administrator: { email: string; password: string } | undefined
  smtpUrl: string | undefined
  fallbackEmail: string | undefined
  webhookAllowPrivate: boolean
  delivery: { attempts: number; backoffMs: number }
  /** How often a test notification crosses the whole path, in seconds; undefined is never. */
  canarySeconds: number | undefined
  /** Requests a minute for each user; undefined is no limit. */
  rateLimit: number | undefined
  /** Live streams, SSE and WebSocket together: of one user at one gateway (undefined is no limit), and of one process. */
  streams: { perUser: number | undefined; max: number }
  logLevel: string
  shutdownGraceMs: number
}

export interface Config extends Common {
  /** IANA zone of the hospital's wall clock. */
  hospitalTz: string
  databaseUrls: Record<Part, string>
  keys: Keys
}

/** What the launcher adds: the owner's database, whether to fill the demo hospital, and which secrets are given. */
export interface LaunchConfig extends Common {
  /** The migrator's; undefined: embedded Postgres. */
  databaseUrl: string | undefined
  /** Those given; the launcher derives the others. */
  databaseUrls: Partial<Record<Part, string>>
  /** Undefined: none are given, and the launcher makes its own. */
  keys: Keys | undefined
  demo: boolean
  /** The address of auth as given; undefined: the single profile, where only the worker asks for it, takes any free port. */
  authUrl: string | undefined
  /** Undefined: the demo takes the zone it was started in, at first this machine's. */
  hospitalTz: string | undefined
}

function timeZone(read: Reader): string {
  const zone = read.text('HOSPITAL_TZ')
  if (!zone) return zone
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone
  } catch {
    return read.complain(`HOSPITAL_TZ must be an IANA time zone such as Europe/Madrid, not “${zone}”`, 'UTC')
  }
}

function administrator(read: Reader): Config['administrator'] {
  const [email, password] = [read.given('ADMIN_EMAIL'), read.given('ADMIN_PASSWORD')]
  if (!email && !password) return
  if (!email?.includes('@'))
    return read.complain('ADMIN_EMAIL must be an e-mail address when ADMIN_PASSWORD is set', undefined)
  if (!password || password.length < 8)
    return read.complain('ADMIN_PASSWORD must have at least 8 characters when ADMIN_EMAIL is set', undefined)
  return { email, password }
}

function fallbackEmail(read: Reader): string | undefined {
  const email = read.given('FALLBACK_EMAIL')
  return email && !email.includes('@') ? read.complain('FALLBACK_EMAIL must be an e-mail address', undefined) : email
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

function logLevel(read: Reader): string {
  const level = read.text('LOG_LEVEL', 'warn')
  return logLevels.includes(level) ? level : read.complain(`LOG_LEVEL must be one of ${logLevels.join(', ')}`, 'warn')
}

const unlessOff = (read: Reader, name: string, fallback: number | undefined, maximum: number): number | undefined => {
  const given = read.given(name)
  return given === 'off' || (given === undefined && fallback === undefined)
    ? undefined
    : read.integer(name, fallback ?? maximum, 1, maximum)
}

function limits(read: Reader): Pick<Common, 'rateLimit' | 'streams'> {
  const rateLimit = unlessOff(read, 'RATE_LIMIT', 6000, 10_000_000)
  // Load tests come from one address as few users: they switch one limit off and mean both.
  const perUser = unlessOff(read, 'STREAMS_PER_USER', rateLimit === undefined ? undefined : 100, 1_000_000)
  return { rateLimit, streams: { perUser, max: read.integer('STREAMS_MAX', 15_000, 1, 1_000_000) } }
}

const base64Key = /^[A-Za-z0-9_-]{43}$/

function readKeys(read: Reader, mine: readonly Part[]): Keys {
  const keys: Keys = { public: {} as Keys['public'], private: {} }
  const shared = read.text('PUBLIC_KEYS')
  const named = new Map(shared.split(',').map((entry) => entry.split(':') as [string, string]))
  for (const part of shared ? parts : []) {
    const key = named.get(part) ?? ''
    if (!base64Key.test(key)) read.complain(`PUBLIC_KEYS must hold ${part}:<Ed25519 public key, base64url>`, undefined)
    keys.public[part] = key
  }
  for (const part of mine) {
    const name = `${part.toUpperCase()}_PRIVATE_KEY`
    const key = read.text(name)
    if (key && !base64Key.test(key)) read.complain(`${name} must be an Ed25519 private key, base64url`, undefined)
    keys.private[part] = key
  }
  return keys
}

function common(read: Reader): Common {
  const port = read.integer('PORT', 3000, 1, 65535 - parts.length)
  const address = (name: string, fallback: string) => read.url(name, ['http', 'https'], fallback) ?? ''
  const urlOf = (service: Service) =>
    address(`${service.toUpperCase()}_URL`, `http://127.0.0.1:${port + parts.indexOf(service)}`)
  return {
    port,
    host: read.text('HOST', '127.0.0.1'),
    dataDir: resolve(read.text('DATA_DIR', '.data')),
    redisUrl: read.url('REDIS_URL', ['redis', 'rediss']),
    urls: Object.fromEntries(services.map((service) => [service, urlOf(service)])) as Common['urls'],
    publicUrl: address('PUBLIC_URL', `http://localhost:${port}`),
    administrator: administrator(read),
    smtpUrl: read.url('SMTP_URL', ['smtp', 'smtps']),
    fallbackEmail: fallbackEmail(read),
    webhookAllowPrivate: read.flag('WEBHOOK_ALLOW_PRIVATE', false),
    delivery: {
      attempts: read.integer('DELIVERY_ATTEMPTS', 5, 1, 100),
      backoffMs: read.integer('DELIVERY_BACKOFF_MS', 1000, 1, 3_600_000),
    },
    canarySeconds: unlessOff(read, 'CANARY_SECONDS', 60, 86_400),
    ...limits(read),
    logLevel: logLevel(read),
    shutdownGraceMs: read.integer('SHUTDOWN_GRACE_MS', 10_000, 0, 600_000),
  }
}

const databaseUrlOf = (read: Reader, part: Part) =>
  read.url(`${part.toUpperCase()}_DATABASE_URL`, ['postgres', 'postgresql'])

/**
 * The configuration of a process that runs the given parts (design, section 8). The only readers of the environment are here.
 * @throws ConfigError naming each variable that is missing or malformed
 */
export function readConfig(env: Environment, mine: readonly Part[]): Config {
  const read = reader(env)
  const databaseUrl = (part: Part) => {
    const url = databaseUrlOf(read, part)
    const isMissing = !read.given(`${part.toUpperCase()}_DATABASE_URL`) && mine.includes(part)
    return isMissing ? read.complain(`${part.toUpperCase()}_DATABASE_URL is required`, '') : (url ?? '')
  }
  return read.done({
    ...common(read),
    hospitalTz: timeZone(read),
    databaseUrls: Object.fromEntries(parts.map((part) => [part, databaseUrl(part)])) as Config['databaseUrls'],
    keys: readKeys(read, mine),
  })
}

/**
 * The configuration of the launcher, which prepares the database and starts the parts. It reads what they will read,
 * so that a malformed value stops the launcher and not each of them in turn.
 * @throws ConfigError naming each variable that is missing or malformed
 */
export function readLaunchConfig(env: Environment): LaunchConfig {
  const read = reader(env)
  const databaseUrl = read.url('DATABASE_URL', ['postgres', 'postgresql'])
  const demo = read.flag('DEMO', !read.given('DATABASE_URL'))
  const givesKeys = ['PUBLIC_KEYS', ...parts.map((part) => `${part.toUpperCase()}_PRIVATE_KEY`)].some(read.given)
  const given = parts.map((part) => [part, databaseUrlOf(read, part)] as const).filter(([, url]) => url)
  return read.done({
    ...common(read),
    databaseUrl,
    databaseUrls: Object.fromEntries(given),
    keys: givesKeys ? readKeys(read, parts) : undefined,
    demo,
    authUrl: read.url('AUTH_URL', ['http', 'https']),
    hospitalTz: demo && !read.given('HOSPITAL_TZ') ? undefined : timeZone(read),
  })
}

/**
 * What the migrator needs: the owner's address, and the login of each part as its own address has it.
 * @throws ConfigError naming each variable that is missing or malformed
 */
export function readMigrateConfig(env: Environment): MigrateOptions {
  const read = reader(env)
  const address = (name: string): URL | undefined => {
    const url = read.given(name) ? read.url(name, ['postgres', 'postgresql']) : read.complain(`${name} is required`, '')
    return url ? new URL(url) : undefined
  }
  const login = (part: Part) => {
    const name = `${part.toUpperCase()}_DATABASE_URL`
    const url = address(name)
    if (url && !(url.username && url.password)) read.complain(`${name} needs a user and a password`, undefined)
    return { user: decodeURIComponent(url?.username ?? ''), password: decodeURIComponent(url?.password ?? '') }
  }
  return read.done({
    url: address('DATABASE_URL')?.href ?? '',
    logins: Object.fromEntries(parts.map((part) => [part, login(part)])) as MigrateOptions['logins'],
    timeZone: timeZone(read),
  })
}
