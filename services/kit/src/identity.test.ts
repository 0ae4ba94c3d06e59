import { beforeAll, describe, expect, test } from 'bun:test'
import { SignJWT } from 'jose'
import {
  type AccessSigner,
  createAccessSigner,
  createPartSigner,
  createVerifier,
  generateKey,
  type Keys,
  type Verifier,
} from './identity.ts'
import { parts } from './parts.ts'

let now = new Date()
const clock = { now: () => now }
const user = { userId: '01933b8e-0000-7000-8000-000000000001', role: 'nurse' as const, sessionId: 's1' }
let keys: Keys
let verify: Verifier
let sign: AccessSigner

beforeAll(async () => {
  const pairs = await Promise.all(parts.map(async (part) => [part, await generateKey()] as const))
  keys = {
    public: Object.fromEntries(pairs.map(([part, key]) => [part, key.public])) as Keys['public'],
    private: Object.fromEntries(pairs.map(([part, key]) => [part, key.private])) as Keys['private'],
  }
  verify = await createVerifier('patient', keys, clock)
  sign = await createAccessSigner(keys, clock)
})

const bearer = (token: string) => `Bearer ${token}`

describe('an access token', () => {
  test('says who, in which role and session, for 15 minutes', async () => {
    const token = await sign(user)
    expect(await verify(bearer(token))).toMatchObject({ kind: 'user', ...user, token })
    const before = now
    now = new Date(before.getTime() + 15 * 60_000 + 1000)
    expect(await verify(bearer(token))).toBeUndefined()
    now = before
  })

  const forge =
    (claims: object, header: object = { alg: 'EdDSA' }, audience = 'wardline', issuer = 'wardline/auth') =>
    async () => {
      const { importJWK } = await import('jose')
      const other = await generateKey()
      const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: other.public, d: other.private }, 'EdDSA')
      return new SignJWT({ role: 'admin', sid: 's', ...claims })
        .setProtectedHeader(header as { alg: string })
        .setSubject('u')
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('10m')
        .sign(key)
    }
  const unsigned = async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const exp = Math.floor(Date.now() / 1000) + 600
    return `${encode({ alg: 'none' })}.${encode({ iss: 'wardline/auth', aud: 'wardline', sub: 'u', sid: 's', role: 'admin', exp })}.`
  }
  const symmetric = async () =>
    new SignJWT({ role: 'admin', sid: 's' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('u')
      .setIssuer('wardline/auth')
      .setAudience('wardline')
      .setExpirationTime('10m')
      .sign(new TextEncoder().encode(keys.public.auth.padEnd(64, 'x')))
  const byAnotherPart = async () => (await createPartSigner('doctor', keys, clock))('appointment')

  test.each([
    ['signed with a key that is not auth’s', forge({})],
    ['from somebody unknown', forge({}, { alg: 'EdDSA' }, 'wardline', 'elsewhere')],
    ['unsigned', unsigned],
    ['signed with the public key as a secret', symmetric],
    ['a part token meant for another part', byAnotherPart],
    ['rubbish', async () => 'a.b.c'],
    ['nothing', async () => ''],
  ])('%s is nobody’s', async (_, make) => {
    expect(await verify(bearer(await make()))).toBeUndefined()
  })
  test.each([[null], ['Basic abc'], ['Bearer']])('authorization %p is nobody’s', async (authorization) => {
    expect(await verify(authorization)).toBeUndefined()
  })
})

describe('a part token', () => {
  test('says which part, to the one it is meant for, for a minute', async () => {
    const forPatient = await (await createPartSigner('doctor', keys, clock))('patient')
    expect(await verify(bearer(forPatient))).toMatchObject({ kind: 'part', part: 'doctor' })
    const before = now
    now = new Date(before.getTime() + 61_000)
    expect(await verify(bearer(forPatient))).toBeUndefined()
    now = before
  })
  test('is signed again before it ends', async () => {
    const signer = await createPartSigner('doctor', keys, clock)
    const before = now
    const first = await signer('patient')
    now = new Date(before.getTime() + 30_000)
    expect(await signer('patient')).toBe(first)
    now = new Date(before.getTime() + 45_000)
    expect(await signer('patient')).not.toBe(first)
    now = before
  })
  test('of auth is no user’s token', async () => {
    const token = await (await createPartSigner('auth', keys, clock))('patient')
    expect(await verify(bearer(token))).toMatchObject({ kind: 'part', part: 'auth' })
  })
})
