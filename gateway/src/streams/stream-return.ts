/** When readers come back after their stream has ended: `restart` when it was told to, `lost` when its connection broke. */
const least = { restart: 500, lost: 2000 } as const
const mostMs = 15_000

/**
 * How long one reader waits before it comes back, in milliseconds: a random time, so that of all the `streams` that end
 * together about a thousand come back each second.
 */
export const retryOf = (why: keyof typeof least, streams: number, random = Math.random): number =>
  Math.round(least[why] + random() * Math.min(mostMs - least[why], streams))
