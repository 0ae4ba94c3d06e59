import { ProblemError } from '@wardline/kit/errors'

/** argon2id at OWASP's minimum: 19 MiB, two passes. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const cost = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const

/**
 * Lets `atOnce` pieces of work run, the others wait in order; with `longest` already waiting, the next is refused.
 * @throws ProblemError `unavailable` when too many wait
 */
export function createGate(atOnce: number, longest: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (waiting.length >= longest)
        throw new ProblemError('unavailable', 'Too many people are signing in just now.', { retryAfter: 2 })
      // Whoever finishes hands its place over, so that nobody who comes between takes it.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/** One gate for the process: what it guards are the machine's cores. */
const gate = createGate(2, 500)

/** The same password typed on another keyboard has the same code points (NIST SP 800-63B, 5.1.1.2). */
const canonical = (password: string) => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> =>
  gate(() => Bun.password.hash(canonical(password), cost))

/** A hash that no password has, made once: an unknown address takes as long to refuse as a known one. */
let nobody: Promise<string> | undefined

export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomUUID())
  const against = hash ?? (await nobody)
  const matches = await gate(() => Bun.password.verify(canonical(password), against))
  return matches && hash !== undefined
}
