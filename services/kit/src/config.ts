import { join } from 'node:path'
import type { Keys } from './identity.ts'
import { type Part, parts } from './parts.ts'

/** A value that is missing or malformed. Its message names every such variable; the start stops there. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export interface Config {
  /** Where the gateway listens; the parts follow on the ports after it. */
  port: number
  host: string
  dataDir: string
  /** IANA zone of the hospital's wall clock. */
  hospitalTz: string
  /** Set: queues and bus on Redis. Unset: on Postgres. */
  redisUrl: string | undefined
  databaseUrls: Record<Part, string>
  /** Where each part is reached when it is a process of its own. */
  urls: Record<Part, string>
  keys: Keys
  administrator: { email: string; password: string } | undefined
  smtpUrl: string | undefined
  fallbackEmail: string | undefined
  webhookAllowPrivate: boolean
  delivery: { attempts: number; backoffMs: number }
  /** Requests a minute for each user; undefined is no limit. */
  rateLimit: number | undefined
  logLevel: string
  shutdownGraceMs: number
}

/** What the launcher adds: the owner's database and whether to fill the demo hospital. */
export interface LaunchConfig {
  port: number
  host: string
  dataDir: string
  /** The migrator's; undefined: embedded Postgres. */
  databaseUrl: string | undefined
  demo: boolean
  hospitalTz: string
  administrator: { email: string; password: string } | undefined
}

export type Environment = Record<string, string | undefined>

/** Collects every complaint, so that one failed start names them all. */
function reader(env: Environment) {
  const complaints: string[] = []
  const given = (name: string): string | undefined => env[name]?.trim() || undefined
  const complain = <T>(complaint: string, instead: T): T => {
    complaints.push(complaint)
    return instead
  }
  return {
    complaints,
    complain,
    given,
    text: (name: string, fallback?: string): string => given(name) ?? fallback ?? complain(`${name} is required`, ''),
    integer(name: string, fallback: number, minimum: number, maximum: number): number {
      const text = given(name)
      if (text === undefined) return fallback
      const value = Number(text)
      if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value
      return complain(`${name} must be a whole number from ${minimum} to ${maximum}, not “${text}”`, fallback)
    },
    flag(name: string, fallback: boolean): boolean {
      const text = given(name)
      if (text === undefined) return fallback
      if (text === '1' || text === 'true') return true
      if (text === '0' || text === 'false') return false
      return complain(`${name} must be 0 or 1, not “${text}”`, fallback)
    },
    url(name: string, protocols: string[], fallback?: string): string | undefined {
      const text = given(name)
      if (text === undefined) return fallback
      const protocol = URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : undefined
      if (protocol && protocols.includes(protocol)) return text
      return complain(
        `${name} must be a URL that begins with ${protocols.map((p) => `${p}://`).join(' or ')}`,
        fallback,
      )
    },
    done<T>(config: T): T {
      if (complaints.length)
        throw new ConfigError(`Wardline cannot start:\n${complaints.map((each) => `  - ${each}`).join('\n')}`)
      return config
    },
  }
}

type Reader = ReturnType<typeof reader>

function timeZone(read: Reader, fallback: string | undefined): string {
  const zone = read.text('HOSPITAL_TZ', fallback)
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

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

function logLevel(read: Reader): string {
  const level = read.text('LOG_LEVEL', 'warn')
  return logLevels.includes(level) ? level : read.complain(`LOG_LEVEL must be one of ${logLevels.join(', ')}`, 'warn')
}

function rateLimit(read: Reader): number | undefined {
  return read.given('RATE_LIMIT') === 'off' ? undefined : read.integer('RATE_LIMIT', 6000, 1, 10_000_000)
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

/**
 * The configuration of a process that runs the given parts (design, section 8). The only readers of the environment are here.
 * @throws ConfigError naming each variable that is missing or malformed
 */
export function readConfig(env: Environment, mine: readonly Part[]): Config {
  const read = reader(env)
  const port = read.integer('PORT', 3000, 1, 65535 - parts.length)
  const everyPart = <T>(value: (part: Part, index: number) => T) =>
    Object.fromEntries(parts.map((part, index) => [part, value(part, index)])) as Record<Part, T>
  return read.done({
    port,
    host: read.text('HOST', '127.0.0.1'),
    dataDir: read.text('DATA_DIR', '.data'),
    hospitalTz: timeZone(read, undefined),
    redisUrl: read.url('REDIS_URL', ['redis', 'rediss']),
    databaseUrls: everyPart((part) => {
      const name = `${part.toUpperCase()}_DATABASE_URL`
      const url = read.url(name, ['postgres', 'postgresql'])
      return url ?? (mine.includes(part) ? read.complain(`${name} is required`, '') : '')
    }),
    urls: everyPart(
      (part, index) =>
        read.url(`${part.toUpperCase()}_URL`, ['http', 'https'], `http://127.0.0.1:${port + index}`) ?? '',
    ),
    keys: readKeys(read, mine),
    administrator: administrator(read),
    smtpUrl: read.url('SMTP_URL', ['smtp', 'smtps']),
    fallbackEmail: read.given('FALLBACK_EMAIL'),
    webhookAllowPrivate: read.flag('WEBHOOK_ALLOW_PRIVATE', false),
    delivery: {
      attempts: read.integer('DELIVERY_ATTEMPTS', 5, 1, 100),
      backoffMs: read.integer('DELIVERY_BACKOFF_MS', 1000, 1, 3_600_000),
    },
    rateLimit: rateLimit(read),
    logLevel: logLevel(read),
    shutdownGraceMs: read.integer('SHUTDOWN_GRACE_MS', 10_000, 0, 600_000),
  })
}

/**
 * The configuration of the launcher, which prepares the database and starts the parts.
 * @throws ConfigError naming each variable that is missing or malformed
 */
export function readLaunchConfig(env: Environment): LaunchConfig {
  const read = reader(env)
  const databaseUrl = read.url('DATABASE_URL', ['postgres', 'postgresql'])
  const demo = read.flag('DEMO', databaseUrl === undefined)
  // Read for their complaints: a malformed value should stop the launcher, not each process in turn.
  rateLimit(read)
  logLevel(read)
  return read.done({
    port: read.integer('PORT', 3000, 1, 65535 - parts.length),
    host: read.text('HOST', '127.0.0.1'),
    dataDir: join(process.cwd(), read.text('DATA_DIR', '.data')),
    databaseUrl,
    demo,
    hospitalTz: timeZone(read, demo ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined),
    administrator: administrator(read),
  })
}
