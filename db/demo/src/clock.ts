import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '@wardline/kit/clock'

/** A clock that each call can carry its own time on, so that several calls of last week run at once. */
export interface ReplayClock extends Clock {
  /** Runs `work`, and all that it calls in this process, at another time. */
  at<T>(time: Date, work: () => T): T
  /** Brings whatever runs on its own, the relays, to a time; never back. From there they go on as clocks do. */
  set(time: Date): void
}

export function replayClock(start: Date): ReplayClock {
  const carried = new AsyncLocalStorage<Date>()
  let [common, since] = [start.getTime(), performance.now()]
  // It must not stand still: what a relay could not hand over comes again when its time has come.
  const shared = () => common + Math.floor(performance.now() - since)
  return {
    now: () => carried.getStore() ?? new Date(shared()),
    at: (time, work) => carried.run(time, work),
    set: (time) => {
      common = Math.max(shared(), time.getTime())
      since = performance.now()
    },
  }
}
