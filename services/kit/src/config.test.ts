import { describe, expect, test } from 'bun:test'
import { ConfigError, type Environment, readConfig, readLaunchConfig, readMigrateConfig } from './config.ts'
import { parts, services } from './parts.ts'

const key = 'k'.repeat(43)
const upper = parts.map((part) => part.toUpperCase())
const whole: Environment = {
  HOSPITAL_TZ: 'Europe/Madrid',
  PUBLIC_KEYS: parts.map((part) => `${part}:${key}`).join(','),
  ...Object.fromEntries(upper.map((part) => [`${part}_DATABASE_URL`, `postgres://${part}:secret@db/wardline`])),
  ...Object.fromEntries(upper.map((part) => [`${part}_PRIVATE_KEY`, key])),
}
const readers = {
  'a process of every part': (env: Environment) => readConfig(env, parts),
  'the launcher': readLaunchConfig,
}

/** Name and a value it must not have. */
const malformed: [string, string][] = [
  ['PORT', '0'],
  ['PORT', '3000a'],
  ['PORT', '65535'],
  ['REDIS_URL', 'http://localhost'],
  ['SMTP_URL', 'localhost:25'],
  ['FALLBACK_EMAIL', 'nobody'],
  ['WEBHOOK_ALLOW_PRIVATE', 'maybe'],
  ['DELIVERY_ATTEMPTS', '0'],
  ['DELIVERY_BACKOFF_MS', '-1'],
  ['CANARY_SECONDS', '0'],
  ['CANARY_SECONDS', 'never'],
  ['RATE_LIMIT', 'none'],
  ['STREAMS_PER_USER', '0'],
  ['STREAMS_MAX', 'off'],
  ['LOG_LEVEL', 'loud'],
  ['SHUTDOWN_GRACE_MS', '1.5'],
  ['HOSPITAL_TZ', 'Mars/Olympus'],
  ['ADMIN_EMAIL', 'admin@example.org'],
  ['ADMIN_PASSWORD', 'long enough'],
  ['PUBLIC_KEYS', `auth:${key}`],
  ['PUBLIC_URL', 'hospital.example'],
  ...services.map((service): [string, string] => [`${service.toUpperCase()}_URL`, 'auth:3001']),
  ...upper.flatMap((part): [string, string][] => [
    [`${part}_DATABASE_URL`, 'mysql://db/wardline'],
    [`${part}_PRIVATE_KEY`, 'short'],
  ]),
]

describe.each(Object.entries(readers))('%s', (_, read) => {
  test.each(malformed)('refuses %s=%s by name', (name, value) => {
    expect(() => read({ ...whole, [name]: value })).toThrow(ConfigError)
    expect(() => read({ ...whole, [name]: value })).toThrow(name)
  })

  test('names every complaint at once', () => {
    expect(() => read({ ...whole, PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/PORT[\s\S]*LOG_LEVEL/)
  })

  test('takes defaults, and blank for absent', () => {
    expect(read({ ...whole, PORT: ' ', REDIS_URL: '' })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: `${process.cwd()}/.data`,
      redisUrl: undefined,
      urls: { auth: 'http://127.0.0.1:3001' },
      publicUrl: 'http://localhost:3000',
      administrator: undefined,
      delivery: { attempts: 5, backoffMs: 1000 },
      canarySeconds: 60,
      rateLimit: 6000,
      streams: { perUser: 100, max: 15_000 },
    })
  })

  test.each([
    [{ RATE_LIMIT: 'off' }, undefined],
    [{ RATE_LIMIT: 'off', STREAMS_PER_USER: '3' }, 3],
    [{ STREAMS_PER_USER: 'off' }, undefined],
    [{ RATE_LIMIT: '10', STREAMS_PER_USER: '3' }, 3],
  ])('%j: streams for each user: %p', (given, perUser) => {
    expect(read({ ...whole, ...given }).streams).toEqual({ perUser, max: 15_000 })
  })

  test('reads what is given', () => {
    const given = {
      PORT: '3100',
      DATA_DIR: '/srv/wardline',
      RATE_LIMIT: 'off',
      CANARY_SECONDS: 'off',
      AUTH_URL: 'http://auth:3001',
    }
    const config = read({ ...whole, ...given, ADMIN_EMAIL: 'a@b.org', ADMIN_PASSWORD: 'long enough' })
    expect(config).toMatchObject({
      port: 3100,
      dataDir: '/srv/wardline',
      rateLimit: undefined,
      canarySeconds: undefined,
    })
    expect(config).toMatchObject({ urls: { auth: 'http://auth:3001', patient: 'http://127.0.0.1:3102' } })
    expect(config).toMatchObject({ administrator: { email: 'a@b.org', password: 'long enough' } })
  })
})

describe('readConfig', () => {
  test.each(Object.keys(whole))('%s is required', (name) => {
    expect(() => readConfig({ ...whole, [name]: undefined }, parts)).toThrow(name)
  })

  test('a part needs neither key nor address of the others', () => {
    const { HOSPITAL_TZ, PUBLIC_KEYS, AUTH_DATABASE_URL, AUTH_PRIVATE_KEY } = whole
    const config = readConfig({ HOSPITAL_TZ, PUBLIC_KEYS, AUTH_DATABASE_URL, AUTH_PRIVATE_KEY }, ['auth'])
    expect(config.keys.private).toEqual({ auth: key })
  })
})

describe('readLaunchConfig', () => {
  test.each<[Environment, { demo: boolean; databaseUrl?: string }]>([
    [{}, { demo: true }],
    [{ DEMO: '0', HOSPITAL_TZ: 'UTC' }, { demo: false }],
    [
      { DATABASE_URL: 'postgres://db/w', HOSPITAL_TZ: 'UTC' },
      { demo: false, databaseUrl: 'postgres://db/w' },
    ],
    [{ DATABASE_URL: 'postgres://db/w', DEMO: '1' }, { demo: true }],
  ])('%j', (env, expected) => {
    expect(readLaunchConfig(env)).toMatchObject({ ...expected, databaseUrls: {}, keys: undefined })
  })

  test('takes a blank AUTH_URL for none', () => {
    expect(readLaunchConfig({ AUTH_URL: ' ' }).authUrl).toBeUndefined()
    expect(readLaunchConfig({ AUTH_URL: 'http://127.0.0.1:4001' }).authUrl).toBe('http://127.0.0.1:4001')
  })

  test('wants the zone outside the demo', () => {
    expect(() => readLaunchConfig({ DEMO: '0' })).toThrow('HOSPITAL_TZ is required')
    expect(() => readLaunchConfig({ DEMO: 'yes' })).toThrow('DEMO must be 0 or 1')
    expect(() => readLaunchConfig({ DATABASE_URL: 'db' })).toThrow('DATABASE_URL')
  })

  test('keys that are given are given whole', () => {
    expect(readLaunchConfig(whole).keys?.private.doctor).toBe(key)
    expect(() => readLaunchConfig({ PUBLIC_KEYS: whole.PUBLIC_KEYS })).toThrow('DOCTOR_PRIVATE_KEY is required')
    expect(() => readLaunchConfig({ AUTH_PRIVATE_KEY: key })).toThrow('PUBLIC_KEYS is required')
  })
})

describe('readMigrateConfig', () => {
  const addresses = Object.fromEntries(upper.map((part) => [`${part}_DATABASE_URL`, `postgres://${part}:p%40ss@db/w`]))
  const needed = { DATABASE_URL: 'postgres://owner:x@db/wardline', HOSPITAL_TZ: 'Europe/Madrid', ...addresses }

  test('takes each login from its address', () => {
    const { url, logins, timeZone } = readMigrateConfig(needed)
    expect([url, timeZone]).toEqual([needed.DATABASE_URL, 'Europe/Madrid'])
    expect(logins.patient).toEqual({ user: 'PATIENT', password: 'p@ss' })
  })

  test('names all that is missing', () => {
    for (const name of Object.keys(needed)) expect(() => readMigrateConfig({})).toThrow(`- ${name} is required`)
  })

  test.each([
    ['DATABASE_URL', 'db.example', 'must be a URL'],
    ['AUTH_DATABASE_URL', 'postgres://auth@db/wardline', 'needs a user and a password'],
    ['HOSPITAL_TZ', 'Mars/Olympus', 'must be an IANA time zone'],
  ])('%s %s %s', (name, value, complaint) => {
    expect(() => readMigrateConfig({ ...needed, [name]: value })).toThrow(`${name} ${complaint}`)
  })
})
