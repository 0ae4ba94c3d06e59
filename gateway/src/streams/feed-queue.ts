import type { Logger } from '@wardline/kit/log'

/** Users in one read: a single alert waits for one such read of a large send at most. */
const batch = 125
/** A hint about so few is a single alert, and goes before those of large sends. */
const fewUsers = 5

/**
 * Whose sequences are to be read, one read after the other. Users who are marked while one is under way come with the next;
 * those of a read that failed come again.
 * @param read reads for some users, and answers those for whom it has to be done once more
 * @param retryMs how long it waits after a failure
 */
export function createQueue(
  read: (userIds: string[]) => Promise<Iterable<string>>,
  { retryMs, log }: { retryMs: number; log: Pick<Logger, 'warn'> },
) {
  const dirty = new Set<string>()
  const urgent = new Set<string>()
  let isReading = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Whose sequences are read next. */
  function takeSome(): string[] {
    const from = urgent.size > 0 ? urgent : dirty
    const userIds = from.values().take(batch).toArray()
    for (const userId of userIds) from.delete(userId)
    return userIds
  }

  async function readAll(): Promise<void> {
    // A read under way takes with its next batch what became dirty meanwhile.
    if (isReading) return
    isReading = true
    while (dirty.size + urgent.size > 0 && !isClosed) {
      const userIds = takeSome()
      try {
        for (const userId of await read(userIds)) dirty.add(userId)
      } catch (error) {
        log.warn({ error }, 'sequences cannot be read')
        for (const userId of userIds) dirty.add(userId)
        await Bun.sleep(retryMs)
      }
    }
    isReading = false
  }

  return {
    /** Something may have come for them; it is read for after so many milliseconds, with whatever else is marked by then. */
    mark(userIds: string[], milliseconds: number): void {
      const set = userIds.length <= fewUsers ? urgent : dirty
      for (const userId of userIds) set.add(userId)
      if (userIds.length === 0) return
      timer ??= setTimeout(() => {
        timer = undefined
        void readAll()
      }, milliseconds)
    },
    close(): void {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
