import { createHash, createHmac, randomBytes } from 'node:crypto'

/** A refresh token as the cookie carries it: which session, and a secret that only its hash is kept of. */
interface RefreshToken {
  sessionId: string
  secret: string
}

const form = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([\w-]{43})$/

export const writeToken = ({ sessionId, secret }: RefreshToken): string => `${sessionId}.${secret}`

export function readToken(text: string): RefreshToken | undefined {
  const [, sessionId, secret] = form.exec(text) ?? []
  return sessionId && secret ? { sessionId, secret } : undefined
}

export const newSecret = (): string => randomBytes(32).toString('base64url')
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** A session's tokens further back than this are no longer recognised: 15 days of refreshing every quarter of an hour. */
const recognised = 1500

/**
 * The secrets of a session are a chain that only auth can continue: each follows from the one before by a key.
 * So two tabs that race with one token get the same successor, and an older token is known for what it is,
 * while nothing but one hash is stored.
 */
export function createChain(privateKey: string) {
  const key = createHmac('sha256', privateKey).update('wardline refresh tokens').digest()
  const next = (secret: string): string => createHmac('sha256', key).update(secret).digest('base64url')
  return {
    next,
    /** How many rotations ago this secret was the current one; undefined when it never was. */
    age(secret: string, current: { tokenHash: string; rotations: number }): number | undefined {
      let candidate = secret
      for (let age = 0; age <= Math.min(current.rotations, recognised); age++) {
        if (hashSecret(candidate) === current.tokenHash) return age
        candidate = next(candidate)
      }
    },
  }
}
export type Chain = ReturnType<typeof createChain>
