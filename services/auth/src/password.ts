import { availableParallelism } from 'node:os'
import { ProblemError } from '@wardline/kit/errors'

/** argon2id at OWASP's minimum: 19 MiB, two passes. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const cost = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const

const tooMany = () => new ProblemError('unavailable', 'Too many people are signing in just now.', { retryAfter: 2 })

/**
 * Lets `atOnce` pieces of work run, the others wait in order; with `longest` already waiting, the next is refused.
 * Whoever has waited for `patienceMs` when their turn comes is refused without any work: their caller has given up, and work for
 * those who left would keep those who came since waiting until they leave too.
 * @throws ProblemError `unavailable` when too many wait, or for too long
 */
export function createGate(atOnce: number, longest: number, patienceMs: number, now = () => performance.now()) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const cameAt = now()
    if (running >= atOnce) {
      if (waiting.length >= longest) throw tooMany()
      // Whoever finishes hands its place over, so that nobody who comes between takes it.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      if (now() - cameAt >= patienceMs) throw tooMany()
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/**
 * At most two at once, and a core left to everything else. On two cores, beside 50 logins, the p99 of reads was 2.5 to 3.4
 * times as long with two at once and 0.5 to 1.9 times with one (five rounds each); with one the logins took 1.5 times as long.
 */
const places = Math.max(1, Math.min(2, availableParallelism() - 1))

/**
 * Callers wait 15 s (gateway/clients.ts), in which a busy place serves about 150: whoever would wait longer is better told at once.
 * A machine that has more to do serves fewer: a turn that comes when hardly a second of the 15 is left comes too late.
 */
const gate = createGate(places, places * 150, 14_000)

/** The same password typed on another keyboard has the same code points (NIST SP 800-63B, 5.1.1.2). */
const canonical = (password: string) => password.normalize('NFKC')

/** `stillWanted` runs when the turn has come, and may throw: waiting can take longer than what it waited for. */
export const hashPassword = (password: string, stillWanted: () => Promise<void> = async () => {}): Promise<string> =>
  gate(async () => {
    await stillWanted()
    return Bun.password.hash(canonical(password), cost)
  })

/**
 * A hash that no password has, made once: an unknown address takes as long to refuse as a known one. Made past the gate, where
 * it could be refused: that would be kept, and said of every unknown address from then on.
 */
let nobody: Promise<string> | undefined

export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  nobody ??= Bun.password.hash(crypto.randomUUID(), cost)
  const against = hash ?? (await nobody)
  const matches = await gate(() => Bun.password.verify(canonical(password), against))
  return matches && hash !== undefined
}
