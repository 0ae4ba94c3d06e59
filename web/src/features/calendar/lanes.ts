interface Extent {
  top: number
  bottom: number
}

/** Which of how many narrow columns something stands in. */
export interface Lane {
  lane: number
  lanes: number
}

/** Puts what overlaps beside each other: each in the first lane that is free, all of one knot equally wide. */
export function lanesOf<Item extends Extent>(items: readonly Item[]): (Item & Lane)[] {
  const sorted = items.toSorted((a, b) => a.top - b.top || b.bottom - a.bottom)
  const placed: (Item & Lane)[] = []
  let knot: (Item & Lane)[] = []
  let ends: number[] = []
  for (const item of sorted) {
    if (ends.every((end) => end <= item.top)) [knot, ends] = [[], []]
    const free = ends.findIndex((end) => end <= item.top)
    const lane = free < 0 ? ends.length : free
    ends[lane] = item.bottom
    const each = { ...item, lane, lanes: ends.length }
    knot.push(each)
    placed.push(each)
    for (const other of knot) other.lanes = ends.length
  }
  return placed
}
