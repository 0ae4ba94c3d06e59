import { createStore } from '../ui/store.ts'
import type { StreamState } from './stream.ts'

/** What this page knows of what it is told. */
interface Telling {
  state: StreamState
  /** The instant up to which the stream has shown that nothing is missing here. */
  completeUpTo?: string
}

const atFirst: Telling = { state: 'connecting' }
const telling = createStore(atFirst)

export function setStreamState(state: StreamState): void {
  if (state !== telling.get().state) telling.set({ ...telling.get(), state })
}

export const setCompleteUpTo = (completeUpTo: string): void => telling.set({ ...telling.get(), completeUpTo })

/** For whoever signs in next. */
export const forgetStream = (): void => telling.set(atFirst)

/** Whether nothing can be saved just now, as far as this page knows. */
export const isCutOff = (): boolean => telling.get().state === 'down'

/** Whether this page is being told what happens, as it happens, and up to when it surely has been. */
export const useStream = telling.use
