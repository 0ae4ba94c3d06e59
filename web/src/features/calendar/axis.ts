import type { CivilDay, HospitalClock } from '../../time/zone.ts'

export const minuteMs = 60_000
const wholeDay = 24 * 60

export interface Span {
  /** Epoch milliseconds. */
  startsAt: number
  endsAt: number
}

export const overlaps = (one: Span, other: Span) => one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** A part of a day in which the wall clock runs evenly; `from` and `to` are minutes that it shows. */
interface Stretch {
  /** Epoch milliseconds. */
  startsAt: number
  from: number
  to: number
}

/** A day as the hospital's clock goes through it: in one stretch, or in two when the clocks change. */
export interface Day {
  date: CivilDay
  stretches: Stretch[]
}

/** A part of the axis: minutes of the wall clock, `again` where an hour comes a second time. */
interface Piece {
  from: number
  to: number
  again: boolean
}

/** What a calendar is drawn along, from top to bottom. */
export interface Axis {
  pieces: Piece[]
  minutes: number
}

const wallMinute = (clock: HospitalClock, instant: number): number => {
  const [hours = 0, minutes = 0] = clock.clock(new Date(instant).toISOString()).split(':').map(Number)
  return hours * 60 + minutes
}

/** The first minute of `[low, high)` for which a condition holds that holds from there on. */
function firstMinute(low: number, high: number, holds: (instant: number) => boolean): number {
  let [from, to] = [0, (high - low) / minuteMs]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (holds(low + middle * minuteMs)) to = middle
    else from = middle + 1
  }
  return low + from * minuteMs
}

export function readDay(clock: HospitalClock, date: CivilDay): Day {
  const range = clock.range(date)
  const [start, end] = [Date.parse(range.from), Date.parse(range.to)]
  // How far the clock is ahead of the time that has gone by: it changes when the clocks do.
  const lead = (instant: number) => wallMinute(clock, instant) - (instant - start) / minuteMs
  const before = lead(start)
  const change = firstMinute(start, end, (instant) => lead(instant) !== before)
  const stretch = (startsAt: number, endsAt: number): Stretch => {
    const from = wallMinute(clock, startsAt)
    return { startsAt, from, to: from + (endsAt - startsAt) / minuteMs }
  }
  return { date, stretches: change < end ? [stretch(start, change), stretch(change, end)] : [stretch(start, end)] }
}

/** Minutes of the wall clock that a day has twice. */
const repeatOf = ({ stretches: [first, second] }: Day) =>
  first && second && second.from < first.to ? { from: second.from, to: first.to } : undefined

const withoutRepeat = ({ stretches }: Day): Piece[] => stretches.map(({ from, to }) => ({ from, to, again: false }))

/** One axis for all the days beside each other: an hour that one of them has twice is there twice, one that none has is not. */
export function axisOf(days: Day[]): Axis {
  const repeat = days.map(repeatOf).find((each) => each !== undefined)
  const [only, ...others] = days
  const pieces = repeat
    ? [
        { from: 0, to: repeat.to, again: false },
        { ...repeat, again: true },
        { from: repeat.to, to: wholeDay, again: false },
      ]
    : only && others.length === 0
      ? withoutRepeat(only)
      : [{ from: 0, to: wholeDay, again: false }]
  const shown = pieces.filter(({ from, to }) => from < to)
  return { pieces: shown, minutes: shown.reduce((sum, { from, to }) => sum + to - from, 0) }
}

const lengthOf = ({ from, to }: Stretch) => (to - from) * minuteMs
const startOf = (day: Day): number => day.stretches[0]?.startsAt ?? 0
const endOf = ({ stretches }: Day): number => {
  const last = stretches.at(-1)
  return last ? last.startsAt + lengthOf(last) : 0
}

/** The day from its first to its last instant. */
export const wholeOf = (day: Day): Span => ({ startsAt: startOf(day), endsAt: endOf(day) })

/** Minutes from the top of the axis at which an instant of the day is; what lies outside the day is at its edge. */
export function positionOf(axis: Axis, day: Day, instant: number): number {
  const within = Math.min(Math.max(instant, startOf(day)), endOf(day))
  const stretch = day.stretches.find((each) => within < each.startsAt + lengthOf(each)) ?? day.stretches.at(-1)
  if (!stretch) return 0
  const wall = stretch.from + (within - stretch.startsAt) / minuteMs
  const repeat = repeatOf(day)
  const again = stretch !== day.stretches[0] && repeat !== undefined && wall < repeat.to
  let above = 0
  for (const piece of axis.pieces) {
    if (piece.again === again && wall >= piece.from && wall < piece.to) return above + wall - piece.from
    above += piece.to - piece.from
  }
  return above
}

/** Where an interval lies on the axis. It ends where its last minute does, even if the clocks change just then. */
export const extentOf = (axis: Axis, day: Day, { startsAt, endsAt }: Span) => {
  const top = positionOf(axis, day, startsAt)
  const last = Math.min(endsAt, endOf(day)) - minuteMs
  return { top, bottom: Math.max(top, positionOf(axis, day, last) + 1) }
}

/** The instant at a place of the axis, or undefined where the day has none: an hour that it skips, or has but once. */
export function instantAt(axis: Axis, day: Day, position: number): number | undefined {
  let above = 0
  for (const { from, to, again } of axis.pieces) {
    if (position >= above && position < above + to - from) {
      const wall = from + position - above
      const [first, second] = day.stretches
      const holder = again ? (repeatOf(day) ? second : undefined) : first && wall < first.to ? first : second
      if (!holder || wall < holder.from || wall >= holder.to) return
      return holder.startsAt + (wall - holder.from) * minuteMs
    }
    above += to - from
  }
}

/** Parts of the axis that a day does not have. */
export function missingOf(axis: Axis, day: Day): { top: number; bottom: number }[] {
  const parts: { top: number; bottom: number }[] = []
  for (let position = 0; position < axis.minutes; position += 15) {
    if (instantAt(axis, day, position) !== undefined) continue
    const last = parts.at(-1)
    if (last?.bottom === position) last.bottom += 15
    else parts.push({ top: position, bottom: position + 15 })
  }
  return parts
}

/** The full hours of the axis. */
export function hoursOf({ pieces }: Axis): { position: number; wall: number; again: boolean }[] {
  let above = 0
  return pieces.flatMap(({ from, to, again }) => {
    const start = above
    above += to - from
    const first = Math.ceil(from / 60) * 60
    return Array.from({ length: Math.max(0, Math.ceil((to - first) / 60)) }, (_, index) => ({
      position: start + first - from + index * 60,
      wall: first + index * 60,
      again,
    }))
  })
}
