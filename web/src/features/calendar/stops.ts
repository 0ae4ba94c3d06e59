import type { Cell } from './cells.ts'
import type { Column, Entry } from './columns.ts'

/** Where the keyboard can stand: an empty place, or an appointment. */
export interface Stop {
  key: string
  /** Index of the column. */
  column: number
  top: number
  bottom: number
  cell?: Cell
  entry?: Entry
}

export const cellKey = (column: Column, cell: Cell): string => `${column.key} ${cell.startsAt}`

/** Everywhere that one can stand, column by column and from top to bottom. */
export const stopsOf = (columns: readonly Column[]): Stop[] =>
  columns.flatMap((column, index) => {
    const cells = column.cells
      .filter(({ taken }) => !taken)
      .map((cell): Stop => ({ key: cellKey(column, cell), column: index, top: cell.top, bottom: cell.bottom, cell }))
    const entries = column.entries.map(
      (entry): Stop => ({ key: entry.key, column: index, top: entry.top, bottom: entry.bottom, entry }),
    )
    return [...cells, ...entries].toSorted((a, b) => a.top - b.top || a.key.localeCompare(b.key))
  })

const isWorked = ({ cell }: Stop) => cell?.state !== 'outside'

const nearest = (stops: readonly Stop[], top: number): Stop | undefined =>
  stops.find((stop) => stop.top <= top && top < stop.bottom) ??
  stops.toSorted((a, b) => Math.abs(a.top - top) - Math.abs(b.top - top))[0]

/** Where a key leads from a stop; `isRtl` where columns run from right to left. */
export function stopAfter(stops: readonly Stop[], from: Stop, key: string, isRtl = false): Stop | undefined {
  const mine = stops.filter(({ column }) => column === from.column)
  const index = mine.findIndex((stop) => stop.key === from.key)
  const beside = (step: number) =>
    nearest(
      stops.filter(({ column }) => column === from.column + (isRtl ? -step : step)),
      from.top,
    )
  const worked = mine.filter(isWorked)
  switch (key) {
    case 'ArrowDown':
      return mine[index + 1]
    case 'ArrowUp':
      return mine[index - 1]
    case 'ArrowRight':
      return beside(1)
    case 'ArrowLeft':
      return beside(-1)
    case 'Home':
      return worked[0] ?? mine[0]
    case 'End':
      return worked.at(-1) ?? mine.at(-1)
  }
}

/** Where the keyboard stands: where it stood, or as near as there still is after somebody else's change. */
export function standingAt(stops: readonly Stop[], last: Pick<Stop, 'key' | 'column' | 'top'> | undefined) {
  const first = stops.find((stop) => stop.cell?.state === 'free') ?? stops.find(isWorked) ?? stops[0]
  if (!last) return first
  return (
    stops.find(({ key }) => key === last.key) ??
    nearest(
      stops.filter(({ column }) => column === last.column),
      last.top,
    ) ??
    first
  )
}
