import type { BusMessages } from '@wardline/kit/bus'

/** One change of records of one kind: which, and the patients' own users among those concerned. */
export type Change = Omit<BusMessages['changed'], 'entity'>

/**
 * Hands on the first change of a quiet time at once, and those that follow together when the time is over:
 * what a bulk of changes costs a board is one frame for each window.
 * @param later calls back after one window, and returns how to call that off
 */
export function createChanges(
  deliver: (entity: string, changes: Change[]) => void,
  later: (work: () => void) => () => void,
) {
  const windows = new Map<string, { pending: Change[]; cancel: () => void }>()

  function begin(entity: string, changes: Change[]): void {
    const pending: Change[] = []
    const end = () => {
      windows.delete(entity)
      if (pending.length > 0) begin(entity, pending)
    }
    windows.set(entity, { pending, cancel: later(end) })
    deliver(entity, changes)
  }
  return {
    tell({ entity, ids, userIds }: BusMessages['changed']): void {
      const window = windows.get(entity)
      if (window) window.pending.push({ ids, userIds })
      else begin(entity, [{ ids, userIds }])
    },
    close(): void {
      for (const { cancel } of windows.values()) cancel()
      windows.clear()
    },
  }
}
