import { ProblemError } from '@wardline/kit/errors'

/** How often something may happen: `capacity` at once, refilled evenly over a minute. Buckets that are full again are forgotten. */
export function createLimiter(perMinute: number | undefined, now: () => number) {
  const buckets = new Map<string, { left: number; at: number }>()
  const refill = (perMinute ?? 0) / 60_000
  let swept = now()

  function sweep(at: number): void {
    if (at - swept < 60_000) return
    swept = at
    for (const [key, bucket] of buckets) if (at - bucket.at > 60_000) buckets.delete(key)
  }
  const level = (key: string, at: number): number => {
    const bucket = buckets.get(key)
    return bucket ? Math.min(perMinute ?? 0, bucket.left + (at - bucket.at) * refill) : (perMinute ?? 0)
  }
  /** @throws ProblemError `rate-limited`, with the seconds to wait, when nothing is left */
  function assert(key: string): void {
    if (perMinute === undefined) return
    const left = level(key, now())
    if (left < 1)
      throw new ProblemError('rate-limited', 'Too many requests; wait a moment.', {
        retryAfter: Math.max(1, Math.ceil((1 - left) / refill / 1000)),
      })
  }
  function take(key: string): void {
    if (perMinute === undefined) return
    const at = now()
    sweep(at)
    buckets.set(key, { left: level(key, at) - 1, at })
  }
  return {
    assert,
    take,
    /** @throws ProblemError `rate-limited` when nothing is left; takes one otherwise */
    spend(key: string): void {
      assert(key)
      take(key)
    },
  }
}
export type Limiter = ReturnType<typeof createLimiter>
