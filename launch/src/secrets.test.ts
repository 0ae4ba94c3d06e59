import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@wardline/kit/config'
import { parts } from '@wardline/kit/parts'
import { loadSecrets } from './secrets.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wardline-secrets-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const file = () => join(dataDir, 'secrets.json')

describe('loadSecrets', () => {
  test('makes them once, for the owner of the file alone', async () => {
    const first = await loadSecrets(dataDir)
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect(await readdir(dataDir)).toEqual(['secrets.json'])
    expect(await loadSecrets(dataDir)).toEqual(first)
    const values = [
      ...Object.values(first.loginPasswords),
      first.ownerPassword,
      ...parts.map((part) => first.keys[part].private),
    ]
    expect(new Set(values).size).toBe(2 * parts.length + 1)
  })

  test('adds what a newer version needs, and changes nothing else', async () => {
    const whole = await loadSecrets(dataDir)
    const { doctor, ...loginPasswords } = whole.loginPasswords
    await writeFile(file(), JSON.stringify({ ...whole, loginPasswords }))
    const mended = await loadSecrets(dataDir)
    expect(mended).toEqual({ ...whole, loginPasswords: { ...loginPasswords, doctor: mended.loginPasswords.doctor } })
    expect(mended.loginPasswords.doctor).not.toBe(doctor)
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual(mended)
  })

  test('a damaged file is left as it is', async () => {
    await writeFile(file(), '{"ownerPassw')
    await expect(loadSecrets(dataDir)).rejects.toThrow('secrets.json is damaged')
    expect(await readFile(file(), 'utf8')).toBe('{"ownerPassw')
  })
})

test('bun run secrets prints what a deployment puts into .env', async () => {
  const printed = Bun.spawn([process.execPath, join(import.meta.dir, 'secrets.ts')], { stdout: 'pipe' })
  const lines = (await new Response(printed.stdout).text()).trim().split('\n')
  const env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2)))
  const urls = parts.map((part) => {
    const name = `${part.toUpperCase()}_DATABASE`
    return [`${name}_URL`, `postgres://wardline_${part}:${env[`${name}_PASSWORD`]}@db/wardline`]
  })
  const { keys } = readConfig({ ...env, ...Object.fromEntries(urls), HOSPITAL_TZ: 'UTC' }, parts)
  expect(keys.private.auth).toBe(env.AUTH_PRIVATE_KEY)
})
