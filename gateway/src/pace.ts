/** Bytes that may wait for a reader before the next of its sequence is kept back. */
export const byteBudget = 256 * 1024
/** What is sent unasked may go beyond the budget, up to this. */
export const mostWaiting = 2 * byteBudget
/** A reader that has taken nothing for this long, with the whole budget waiting, is sent off. */
export const patienceMs = 3000

/** What carries the bytes to one reader. */
export interface Carrier {
  /** Bytes that the reader has not taken yet. */
  waiting(): number
  /** The reader is slow: it has to go, and to resume later. */
  slow(): void
  /** Everything was taken: what was kept back may follow. */
  drained(): void
  /** Calls back after `patienceMs`, and returns how to call that off. */
  later(work: () => void): () => void
}

/** Calls back when a reader's time is up. */
export function afterPatience(work: () => void): () => void {
  const timer = setTimeout(work, patienceMs)
  return () => clearTimeout(timer)
}

/**
 * Tells a slow reader from a burst: a reader is full when a budget of bytes waits for it, gets nothing more of its
 * sequence until it has taken all of them, and is slow when it takes nothing, or when more than twice the budget waits.
 */
export function createPace({ waiting, slow, drained, later }: Carrier) {
  let sent = 0
  let isFull = false
  let cancel = () => {}

  function watch(): void {
    const taken = sent - waiting()
    cancel = later(() => (sent - waiting() > taken ? watch() : slow()))
  }
  return {
    get isFull() {
      return isFull
    },
    /** To be said after each frame. */
    sent(bytes: number): void {
      sent += bytes
      if (waiting() > mostWaiting) slow()
      else if (!isFull && waiting() >= byteBudget) {
        isFull = true
        watch()
      }
    },
    /** To be said whenever the reader has taken something. */
    taken(): void {
      if (!isFull || waiting() > 0) return
      isFull = false
      cancel()
      drained()
    },
    end: () => cancel(),
  }
}
export type Pace = ReturnType<typeof createPace>
