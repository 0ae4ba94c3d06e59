import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for everything on the page that shows how time goes by. */
function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size) return
    clearInterval(timer)
    timer = undefined
  }
}

/** What is read off the present moment; whoever shows it is drawn anew when it reads differently, and nothing else is. */
export function useTick<Reading extends string | number>(read: (now: number) => Reading): Reading {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => read(Date.now()), [read]),
  )
}
