import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '@wardline/kit/clock'

/** A clock that each call can carry its own time on, so that several calls of last week run at once. */
export interface ReplayClock extends Clock {
  /** Runs `work`, and all that it calls in this process, at another time. */
  at<T>(time: Date, work: () => T): T
  /** The time of whatever runs on its own: the relays. */
  set(time: Date): void
}

export function replayClock(start: Date): ReplayClock {
  const carried = new AsyncLocalStorage<Date>()
  let common = start
  return {
    now: () => carried.getStore() ?? common,
    at: (time, work) => carried.run(time, work),
    set: (time) => {
      common = time
    },
  }
}
