import type { Pool, Waiting } from './pace-pool.ts'

/** Bytes that may wait for a reader before the next of its sequence is kept back. */
export const byteBudget = 256 * 1024
/** What is sent unasked may go beyond the budget, up to this. */
export const mostWaiting = 2 * byteBudget
/** A reader that has taken nothing for this long, with the whole budget waiting, is sent off. */
export const patienceMs = 3000
/** The connection of a reader that was sent off is given up when it takes nothing more for this long. */
export const lingerMs = 60_000

/** What carries items to one reader. */
export interface Carrier<Item> {
  /** Hands one item on. Returns the bytes that wait there until `taken` is said; 0 when they are gone already. */
  hand(item: Item, bytes: number): number
  /** The reader is slow: it has to go, and to resume later. */
  slow(): void
  /** Everything was taken: what was kept back may follow. */
  drained(): void
  /** The last words wait for a reader that may have stopped reading: its connection ends after `lingerMs` without a sign of it. */
  linger(): void
  /** The last words were taken: the connection ends in order. */
  finish(): void
  /** The connection ends as it is. */
  cut(): void
}

/** Calls back when a reader's time is up, and returns how to call that off. */
export function afterPatience(work: () => void): () => void {
  const timer = setTimeout(work, patienceMs)
  return () => clearTimeout(timer)
}

/**
 * What waits for one reader. Only one item at a time is handed to its connection, which never gives anything back: the others can
 * still be dropped when the reader has to go, so that the last words come next and the memory is free at once.
 *
 * Tells a slow reader from a burst: a reader is full when a budget of bytes waits for it, gets nothing more of its
 * sequence until it has taken all of them, and is slow when it takes nothing, or when more than twice the budget waits.
 */
export function createPace<Item>(carrier: Carrier<Item>, pool: Pool, later = afterPatience) {
  const queue: { item: Item; bytes: number }[] = []
  let queued = 0
  let inHand = 0
  let state: 'open' | 'leaving' | 'gone' = 'open'
  let isFull = false
  let cancel = () => {}
  const self: Waiting = {
    sent: 0,
    waiting: 0,
    hurry() {
      const freed = state === 'open' ? queued : self.waiting
      if (state === 'open') carrier.slow()
      else if (state === 'leaving') carrier.cut()
      return freed
    },
  }

  function watch(): void {
    const taken = self.sent - self.waiting
    cancel = later(() => (self.sent - self.waiting > taken ? watch() : carrier.slow()))
  }
  function put(item: Item, bytes: number): void {
    self.sent += bytes
    if (inHand === 0 && queued === 0) inHand = carrier.hand(item, bytes)
    else {
      queue.push({ item, bytes })
      queued += bytes
    }
    pool.note(self, inHand + queued)
  }
  function drop(): void {
    queue.length = 0
    self.sent -= queued
    queued = 0
    isFull = false
    cancel()
  }
  return {
    get isFull() {
      return isFull
    },
    send(item: Item, bytes: number): void {
      if (state !== 'open') return
      put(item, bytes)
      if (self.waiting > mostWaiting) carrier.slow()
      else if (!isFull && (self.waiting >= byteBudget || (queued > 0 && pool.isTight))) {
        isFull = true
        watch()
      }
    },
    /** To be said whenever the reader has taken something of what is in its connection's hands, and how much is left there. */
    taken(left = 0): void {
      if (state === 'gone') return
      inHand = left
      while (inHand === 0) {
        const next = queue.shift()
        if (!next) break
        queued -= next.bytes
        inHand = carrier.hand(next.item, next.bytes)
      }
      pool.note(self, inHand + queued)
      if (inHand > 0) return
      if (state === 'leaving') carrier.finish()
      else if (isFull) {
        isFull = false
        cancel()
        carrier.drained()
      }
    },
    /** Says the last words, before anything else that waits, which is dropped: who resumes is sent it again. */
    leave(item: Item, bytes: number): void {
      if (state !== 'open') return
      state = 'leaving'
      drop()
      put(item, bytes)
      if (inHand > 0) carrier.linger()
      else carrier.finish()
    },
    /** The connection is gone. */
    end(): void {
      state = 'gone'
      drop()
      pool.note(self, 0)
    },
  }
}
export type Pace<Item> = ReturnType<typeof createPace<Item>>
