import type { Bus } from '@wardline/kit/bus'
import { ask } from '@wardline/kit/client'
import type { Clock } from '@wardline/kit/clock'
import { ProblemError } from '@wardline/kit/errors'
import { accessTokenSeconds, type UserCaller, type Verifier } from '@wardline/kit/identity'
import type { Logger } from '@wardline/kit/log'
import type { Clients } from './clients.ts'

const pollMs = 1000
/** Commits are not in time order: each poll looks this far back again. */
const overlapMs = 10_000
/** Auth unreachable for longer: nobody can say any more whose session still stands. */
const trustMs = 30_000
const keptMs = (accessTokenSeconds + 60) * 1000

export interface Sessions {
  /** The caller behind an access token whose session stands; undefined for every other. */
  verify: Verifier
  /** Whether a caller who was let in is still welcome. */
  stands(caller: UserCaller): boolean
  /** Called with the session when one is revoked, within a second. */
  onRevoked(listener: (sessionId: string) => void): void
  close(): void
}

/** Knows which sessions were revoked: told by the bus, asked for each second. */
export async function watchSessions(options: {
  clients: Pick<Clients, 'auth'>
  bus: Bus
  clock: Clock
  log: Logger
  verify: Verifier
  admit: (caller: UserCaller) => void
}): Promise<Sessions> {
  const { clients, bus, clock, log, verify, admit } = options
  const revoked = new Map<string, number>()
  const listeners: ((sessionId: string) => void)[] = []
  let since = new Date(clock.now().getTime() - keptMs)
  let heardAt = performance.now()
  let polling: Promise<void> | undefined

  async function readRevoked(): Promise<void> {
    const { items, at } = await ask(
      clients.auth.internal.sessions.revoked.get({ query: { since: since.toISOString() } }),
    )
    since = new Date(Date.parse(at) - overlapMs)
    heardAt = performance.now()
    for (const { sessionId, revokedAt } of items) {
      if (revoked.has(sessionId)) continue
      revoked.set(sessionId, Date.parse(revokedAt))
      for (const listener of listeners) listener(sessionId)
    }
    for (const [sessionId, at] of revoked) if (at < clock.now().getTime() - keptMs) revoked.delete(sessionId)
  }
  const poll = () => {
    polling ??= readRevoked()
      .catch((error) => log.warn({ error }, 'auth cannot be asked for revoked sessions'))
      .finally(() => {
        polling = undefined
      })
    return polling
  }

  await poll()
  const timer = setInterval(poll, pollMs)
  const stops = [bus.subscribe('sessions', () => void poll()), bus.onGap(() => void poll())]

  return {
    verify: async (authorization) => {
      const caller = await verify(authorization)
      if (caller?.kind !== 'user' || revoked.has(caller.sessionId)) return
      if (performance.now() - heardAt > trustMs)
        throw new ProblemError('unavailable', 'Sessions cannot be checked just now.', { retryAfter: 5 })
      admit(caller)
      return caller
    },
    stands: ({ sessionId }) => !revoked.has(sessionId),
    onRevoked: (listener) => void listeners.push(listener),
    close: () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    },
  }
}
