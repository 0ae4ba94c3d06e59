import { describe, expect, test } from 'bun:test'
import { readConfig, readLaunchConfig } from '@wardline/kit/config'
import type { Keys } from '@wardline/kit/identity'
import { parts } from '@wardline/kit/parts'
import { databaseUrlsOf, environmentOf } from './environment.ts'

const every = <T>(value: (part: string) => T) => Object.fromEntries(parts.map((part) => [part, value(part)]))
const keys = { public: every(() => 'x'.repeat(43)), private: every((part) => part.padEnd(43, '-')) } as Keys
const passwords = every((part) => `${part}-password`) as Record<(typeof parts)[number], string>
const owner = 'postgres://postgres:owner@127.0.0.1:5432/wardline?sslmode=disable'
const env = {
  PATH: '/bin',
  DATABASE_URL: owner,
  HOSPITAL_TZ: 'UTC',
  ADMIN_EMAIL: 'a@b.org',
  ADMIN_PASSWORD: 'long enough',
}
const config = readLaunchConfig(env)
const prepared = { databaseUrls: databaseUrlsOf(owner, {}, passwords), keys, hospitalTz: 'UTC' }

describe('databaseUrlsOf', () => {
  test('derives what is not given from the owner', () => {
    const urls = databaseUrlsOf(owner, { auth: 'postgres://me:mine@db/wardline' }, passwords)
    expect(urls.auth).toBe('postgres://me:mine@db/wardline')
    expect(urls.doctor).toBe('postgres://wardline_doctor:doctor-password@127.0.0.1:5432/wardline?sslmode=disable')
  })
})

describe('environmentOf', () => {
  test.each(parts)('%s is given its own secrets and nobody else’s', (part) => {
    const own = environmentOf(env, config, prepared, [part])
    expect(readConfig(own, [part]).keys.private).toEqual({ [part]: keys.private[part] })
    const secrets = Object.keys(own).filter((name) => /DATABASE|PRIVATE|ADMIN/.test(name))
    const upper = part.toUpperCase()
    const admin = part === 'auth' ? ['ADMIN_EMAIL', 'ADMIN_PASSWORD'] : []
    expect(secrets.sort()).toEqual([...admin, `${upper}_DATABASE_URL`, `${upper}_PRIVATE_KEY`].sort())
    expect(own.PATH).toBe('/bin')
  })

  test('one process of every part has all of them but the owner’s', () => {
    const whole = environmentOf(env, config, prepared, parts)
    expect(readConfig(whole, parts)).toMatchObject({ databaseUrls: prepared.databaseUrls, hospitalTz: 'UTC' })
    expect(whole.DATABASE_URL).toBeUndefined()
  })
})
