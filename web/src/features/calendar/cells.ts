import { type Axis, type Day, extentOf, instantAt, minuteMs, overlaps, type Span } from './axis.ts'

/** What an empty place of the calendar says of itself. */
type CellState = 'free' | 'past' | 'outside' | 'leave' | 'held'

/** A place of a doctor's day where something could begin. */
export interface Cell extends Span {
  top: number
  bottom: number
  state: CellState
  /** An appointment stands there: a drag may end here, but nothing is shown. */
  taken: boolean
}

/** A doctor's time as far as the calendar's cells go. */
export interface Hours {
  slotMinutes: number
  bufferMinutes: number
  working: readonly Span[]
  leave: readonly Span[]
  held: readonly Span[]
  taken: readonly Span[]
}

/** Whole slots of a working interval, as the server cuts them. */
function slotsOf({ startsAt, endsAt }: Span, { slotMinutes, bufferMinutes }: Hours): Span[] {
  const length = slotMinutes * minuteMs
  const step = length + bufferMinutes * minuteMs
  const slots: Span[] = []
  for (let start = startsAt; start + length <= endsAt; start += step)
    slots.push({ startsAt: start, endsAt: start + length })
  return slots
}

/** The same of the time between: cut where the clock shows a multiple of the doctor's slots. */
function fillOf(axis: Axis, day: Day, hours: Hours): Span[] {
  const spans: Span[] = []
  for (let position = 0; position < axis.minutes; position += hours.slotMinutes) {
    const startsAt = instantAt(axis, day, position)
    if (startsAt !== undefined) spans.push({ startsAt, endsAt: startsAt + hours.slotMinutes * minuteMs })
  }
  return spans.filter((span) => !hours.working.some((working) => overlaps(working, span)))
}

function stateOf(span: Span, hours: Hours, now: number): CellState {
  if (span.startsAt < now) return 'past'
  if (hours.leave.some((leave) => overlaps(leave, span))) return 'leave'
  if (!hours.working.some((working) => working.startsAt <= span.startsAt && span.endsAt <= working.endsAt))
    return 'outside'
  return hours.held.some((hold) => overlaps(hold, span)) ? 'held' : 'free'
}

/** The places of a doctor's day, from morning to night. */
export function cellsOf(axis: Axis, day: Day, hours: Hours, now: number): Cell[] {
  const first = instantAt(axis, day, 0) ?? day.stretches[0]?.startsAt ?? 0
  return [...hours.working.flatMap((working) => slotsOf(working, hours)), ...fillOf(axis, day, hours)]
    .filter(({ startsAt }) => startsAt >= first)
    .map((span) => ({
      ...span,
      ...extentOf(axis, day, span),
      state: stateOf(span, hours, now),
      taken: hours.taken.some((appointment) => overlaps(appointment, span)),
    }))
    .toSorted((a, b) => a.startsAt - b.startsAt)
}

/** The cell whose beginning is nearest to a place: where something that is dropped there goes. */
export const nearestCell = (cells: readonly Cell[], top: number): Cell | undefined =>
  cells.reduce<Cell | undefined>(
    (best, cell) => (best && Math.abs(best.top - top) <= Math.abs(cell.top - top) ? best : cell),
    undefined,
  )

/** Cells beneath each other as one span. */
export interface Reach extends Span {
  top: number
  bottom: number
}

/** The cells from one to another, either way round, as one span. */
export const reachOf = (one: Cell, other: Cell): Reach => ({
  startsAt: Math.min(one.startsAt, other.startsAt),
  endsAt: Math.max(one.endsAt, other.endsAt),
  top: Math.min(one.top, other.top),
  bottom: Math.max(one.bottom, other.bottom),
})
