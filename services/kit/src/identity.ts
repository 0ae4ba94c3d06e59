import { jwt } from '@elysiajs/jwt'
import { decodeJwt, importJWK } from 'jose'
import type { Clock } from './clock.ts'
import { type Part, parts } from './parts.ts'
import { type Role, roles } from './permissions.ts'

/** Who is calling: a signed-in user, or another part of Wardline. */
export interface UserCaller {
  kind: 'user'
  userId: string
  role: Role
  /** The session, `sid`; revoking it ends every token that names it. */
  sessionId: string
  /** Unix seconds. */
  expiresAt: number
  token: string
}
export interface PartCaller {
  kind: 'part'
  part: Part
  expiresAt: number
}
export type Caller = UserCaller | PartCaller

/** Ed25519 keys, base64url: every part's public one, and the private ones of the parts that this process runs. */
export interface Keys {
  public: Record<Part, string>
  private: Partial<Record<Part, string>>
}

export const accessTokenSeconds = 15 * 60
const partTokenSeconds = 60
const userAudience = 'wardline'
const issuerOf = (part: Part) => `wardline/${part}`
const partOf = (issuer: string | undefined) => parts.find((part) => issuerOf(part) === issuer)

const publicJwk = (x: string) => ({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x })

/** A new Ed25519 pair, base64url. */
export async function generateKey(): Promise<{ public: string; private: string }> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const { x, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  if (!x || !d) throw new Error('Ed25519 keys cannot be exported on this machine')
  return { public: x, private: d }
}

async function signing(part: Part, keys: Keys) {
  const d = keys.private[part]
  if (!d) throw new Error(`${part} has no private key`)
  const secret = await importJWK({ ...publicJwk(keys.public[part]), d }, 'EdDSA')
  return jwt({ name: 'token', secret, alg: 'EdDSA', iss: issuerOf(part) }).decorator.token
}

/** Signs access tokens; auth alone holds the key for it. `sub`, `role` and `sid` as in design section 4. */
export async function createAccessSigner(keys: Keys, clock: Clock) {
  const token = await signing('auth', keys)
  return (user: { userId: string; role: Role; sessionId: string }): Promise<string> => {
    const issuedAt = Math.floor(clock.now().getTime() / 1000)
    return token.sign({
      sub: user.userId,
      aud: userAudience,
      role: user.role,
      sid: user.sessionId,
      iat: issuedAt,
      exp: issuedAt + accessTokenSeconds,
    } as never)
  }
}

/** Signs calls from one part to others; a token is reused until 20 seconds before its end. */
export async function createPartSigner(part: Part, keys: Keys, clock: Clock) {
  const token = await signing(part, keys)
  const signed = new Map<Part, { text: string; until: number }>()
  return async (audience: Part): Promise<string> => {
    const now = Math.floor(clock.now().getTime() / 1000)
    const held = signed.get(audience)
    if (held && held.until - now > 20 && held.until - now <= partTokenSeconds) return held.text
    const until = now + partTokenSeconds
    const text = await token.sign({ aud: issuerOf(audience), iat: now, exp: until } as never)
    signed.set(audience, { text, until })
    return text
  }
}

const tokensKept = 10_000

/**
 * Reads `Authorization: Bearer …` for one part. Undefined when the token is forged, expired, unsigned or meant for someone else.
 * A verified token is kept until it expires: checking a signature costs more than the rest of a small request.
 */
export async function createVerifier(self: Part, keys: Keys, clock: Clock) {
  const verifiers = Object.fromEntries(
    await Promise.all(
      parts.map(async (part) => {
        const secret = await importJWK(publicJwk(keys.public[part]), 'EdDSA')
        return [part, jwt({ name: 'token', secret, alg: 'EdDSA' }).decorator.token] as const
      }),
    ),
  )
  const known = new Map<string, Caller>()

  async function verify(token: string): Promise<Caller | undefined> {
    let issuer: string | undefined
    try {
      issuer = decodeJwt(token).iss
    } catch {
      return
    }
    const part = partOf(issuer)
    if (!part || !issuer) return
    // Auth speaks for users, and for itself as a part.
    const audience = part === 'auth' ? [userAudience, issuerOf(self)] : issuerOf(self)
    const currentDate = clock.now()
    const rules = { algorithms: ['EdDSA'], issuer, audience, currentDate, requiredClaims: ['exp'] }
    const claims = await verifiers[part]?.verify(token, rules)
    if (!claims || claims.exp === undefined) return
    if (claims.aud !== userAudience) return { kind: 'part', part, expiresAt: claims.exp }
    const { sub, role, sid } = claims as { sub?: unknown; role?: unknown; sid?: unknown }
    if (typeof sub !== 'string' || typeof sid !== 'string' || !roles.includes(role as Role)) return
    return { kind: 'user', userId: sub, role: role as Role, sessionId: sid, expiresAt: claims.exp, token }
  }

  return async (authorization: string | null): Promise<Caller | undefined> => {
    if (authorization?.slice(0, 7).toLowerCase() !== 'bearer ') return
    const token = authorization.slice(7).trim()
    const held = known.get(token)
    if (held) {
      if (held.expiresAt * 1000 > clock.now().getTime()) return held
      known.delete(token)
      return
    }
    const caller = await verify(token)
    if (!caller) return
    if (known.size >= tokensKept) known.delete(known.keys().next().value as string)
    known.set(token, caller)
    return caller
  }
}

export type Verifier = Awaited<ReturnType<typeof createVerifier>>
export type AccessSigner = Awaited<ReturnType<typeof createAccessSigner>>
export type PartSigner = Awaited<ReturnType<typeof createPartSigner>>
