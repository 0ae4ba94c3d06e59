import type { Outcome } from '../../../rules.ts'
import { causeOfCode } from '../connection-causes.ts'

/** Longer than this nobody waits, whatever the other side asks for. */
const longestWaitMs = 3600_000

/** `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3), as milliseconds from now. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (!header) return
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestWaitMs)
}

/** What an answer means: 2xx took it; 408, 429 and 5xx may take it later; anything else, redirects too, is final. */
export function outcomeOfStatus(status: number, retryAfter: string | undefined, now: Date): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const detail = `It answered ${status}.`
  if (status !== 408 && status !== 429 && status < 500) return { kind: 'permanent', cause: 'rejected', detail }
  const wait = retryAfterMs(retryAfter, now)
  return { kind: 'temporary', cause: 'not-now', detail, ...(wait !== undefined && { retryAfterMs: wait }) }
}

/** What our own limit is called when it ends a call. */
const isGivenUp = (name: string): boolean => name === 'AbortError' || name === 'TimeoutError'

/** What a call that got no answer means: it may pass. */
export function outcomeOfError(error: unknown): Outcome {
  const { code, name = '' } = error as { code?: string; name?: string }
  return { kind: 'temporary', cause: isGivenUp(name) ? 'timed-out' : (causeOfCode(code) ?? 'unreachable') }
}
