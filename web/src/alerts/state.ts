import { useSyncExternalStore } from 'react'
import type { StreamState } from './stream.ts'

let state: StreamState = 'connecting'
const listeners = new Set<() => void>()

export function setStreamState(next: StreamState): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether this page is being told what happens, as it happens. */
export const useStreamState = (): StreamState => useSyncExternalStore(subscribe, () => state)
