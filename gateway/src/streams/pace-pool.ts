/** Bytes that may wait for all readers of one process together. */
export const poolBudget = 64 * 1024 * 1024
/** How long readers are watched before those who take nothing have to make room. */
const lookMs = 500

/** One reader as the pool sees it. */
export interface Waiting {
  /** All bytes that were meant for it. */
  sent: number
  /** Those of them that it has not taken yet; kept by the pool. */
  waiting: number
  /** It has to make room. Returns how many bytes will be free. */
  hurry(): number
}

/**
 * What waits for all readers of a process, so that many slow ones cannot take what one may. When it is too much, those
 * make room who have taken nothing for a while, the most laden first; whoever takes something has to go only when that was not enough.
 * @param later calls back after a while, and returns how to call that off
 */
export function createPool(
  limit = poolBudget,
  later = (work: () => void): (() => void) => {
    const timer = setTimeout(work, lookMs)
    return () => clearTimeout(timer)
  },
) {
  const laden = new Set<Waiting>()
  let total = 0
  let cancel: (() => void) | undefined

  const takenBy = ({ sent, waiting }: Waiting): number => sent - waiting

  function look(mercy: boolean): void {
    const marks = new Map([...laden].map((reader) => [reader, takenBy(reader)]))
    const isIdle = (reader: Waiting) => marks.get(reader) === takenBy(reader)
    cancel = later(() => relieve(isIdle, mercy))
  }

  function relieve(isIdle: (reader: Waiting) => boolean, mercy: boolean): void {
    cancel = undefined
    let expected = total
    const order = [...laden]
      .map((reader) => ({ reader, idle: isIdle(reader), waiting: reader.waiting }))
      .sort((one, other) => Number(other.idle) - Number(one.idle) || other.waiting - one.waiting)
    for (const { reader, idle } of order) {
      if (expected <= limit || (mercy && !idle)) break
      expected -= reader.hurry()
    }
    if (total > limit) look(false)
  }

  return {
    get waiting() {
      return total
    },
    /** Too much waits already: nobody is given more than they take. */
    get isTight() {
      return total > limit
    },
    /** To be said whenever the bytes that wait for a reader are more or fewer; 0 when it is gone. */
    note(reader: Waiting, waiting: number): void {
      const before = reader.waiting
      if (before === waiting) return
      reader.waiting = waiting
      total += waiting - before
      if (before === 0) laden.add(reader)
      else if (waiting === 0) laden.delete(reader)
      if (total > limit && !cancel) look(true)
    },
    close: () => cancel?.(),
  }
}
export type Pool = ReturnType<typeof createPool>
