/** The time as a part sees it. Rules never read the machine's clock: they are handed this one. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
