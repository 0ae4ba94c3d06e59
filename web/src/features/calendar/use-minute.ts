import { useSyncExternalStore } from 'react'

const minuteMs = 60_000

const subscribe = (tell: () => void) => {
  const timer = setInterval(tell, 1000)
  return () => clearInterval(timer)
}
const current = () => Math.floor(Date.now() / minuteMs) * minuteMs

/** The present minute, as epoch milliseconds: a calendar moves no faster. */
export const useMinute = (): number => useSyncExternalStore(subscribe, current)
