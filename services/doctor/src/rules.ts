import { wordsOf } from '@wardline/kit/fold'
import { addDays, civilDateAt, type Interval, overlaps, weekdayOf } from '@wardline/kit/zone'

/** Weekly hours on the wall clock: weekday 1 is Monday, `to` may be `24:00`. */
export interface Hours {
  weekday: number
  from: string
  to: string
}

/** Hours on one civil date, on the same wall clock. */
export interface ExtraHours {
  date: string
  from: string
  to: string
}

/** When a doctor works: each week, on single days beside that, and not on the hospital's holidays, but for those single days. */
export interface Schedule {
  hours: readonly Hours[]
  extraHours?: readonly ExtraHours[]
  /** Civil dates. */
  holidays?: ReadonlySet<string>
}

export const defaultHours: Hours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '18:00' }))
export const defaultSlotMinutes = 30
export const longestSearchDays = 31

/** Text without the spaces around it. */
export const tidy = <T extends object>(fields: T): T =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as T

/** The words of a search; a title before a name says nothing about which doctor is meant. */
export function searchWords(q: string): string[] {
  const words = wordsOf(q)
  const telling = words.filter((word) => !['dr', 'dra', 'prof'].includes(word))
  return telling.length ? telling : words
}

/** An account as far as signing in as a doctor goes. */
interface Account {
  role: string
  status: string
}

/** Why an account cannot be a doctor's, in words, or undefined. */
export function linkProblem(account: Account | undefined): string | undefined {
  if (!account) return 'There is no such user.'
  if (account.role !== 'doctor') return 'Only an account with the role doctor can be a doctor’s.'
  if (account.status !== 'active') return 'This account is disabled.'
}

/** The first of weekly hours with which something is wrong: they end before they begin, or the next begin before they end. */
export function hoursFault(hours: Hours[]): { kind: 'reversed' | 'overlapping'; hours: Hours } | undefined {
  // Times compare as text because they are padded.
  const reversed = hours.find(({ from, to }) => from >= to)
  if (reversed) return { kind: 'reversed', hours: reversed }
  const sorted = hours.toSorted((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from))
  const clash = sorted.find(
    (each, index) => sorted[index + 1]?.weekday === each.weekday && (sorted[index + 1] as Hours).from < each.to,
  )
  return clash && { kind: 'overlapping', hours: clash }
}

/** What is wrong with weekly hours, in words, or undefined. */
export function hoursProblem(hours: Hours[]): string | undefined {
  const fault = hoursFault(hours)
  if (!fault) return
  const { weekday, from, to } = fault.hours
  return fault.kind === 'reversed'
    ? `On weekday ${weekday} the hours ${from}–${to} end before they begin.`
    : `On weekday ${weekday} two of the hours overlap.`
}

/** What one boundary costs is most of what a search for slots does, and doctors share theirs. */
const boundaries = new Map<string, number>()
const mostBoundaries = 20_000

function readBoundary(date: string, time: string, timeZone: string): number {
  const wanted = Temporal.PlainDateTime.from(time === '24:00' ? `${addDays(date, 1)}T00:00` : `${date}T${time}`)
  const reached = wanted.toZonedDateTime(timeZone)
  const skipped = !reached.toPlainDateTime().equals(wanted)
  const change = skipped && reached.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  return (change || reached).epochMilliseconds
}

/**
 * When the wall clock comes to `time` on `date`; a time that a spring change skips is come to at the change.
 * Read as if the clock had not changed, hours to 02:30 would reach into those from 03:00.
 */
function boundary(date: string, time: string, timeZone: string): Date {
  const key = `${date} ${time} ${timeZone}`
  const known = boundaries.get(key) ?? readBoundary(date, time, timeZone)
  if (boundaries.size >= mostBoundaries) boundaries.clear()
  boundaries.set(key, known)
  return new Date(known)
}

/** When a doctor works on a civil date, as instants; on the day of a clock change the wall clock still rules. Hours that overlap are one. */
export function workingIntervals(schedule: Schedule, date: string, timeZone: string): Interval[] {
  const weekday = weekdayOf(date)
  const weekly = schedule.holidays?.has(date) ? [] : schedule.hours.filter((each) => each.weekday === weekday)
  const extra = schedule.extraHours?.filter((each) => each.date === date) ?? []
  const intervals = [...weekly, ...extra]
    .map(({ from, to }) => ({ startsAt: boundary(date, from, timeZone), endsAt: boundary(date, to, timeZone) }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return extra.length ? merged(intervals) : intervals
}

/** Sorted intervals without overlaps; those that only touch stay apart, since slots begin anew at each. */
function merged(intervals: Interval[]): Interval[] {
  const result: Interval[] = []
  for (const { startsAt, endsAt } of intervals) {
    const last = result.at(-1)
    if (last && startsAt < last.endsAt) last.endsAt = new Date(Math.max(last.endsAt.getTime(), endsAt.getTime()))
    else result.push({ startsAt, endsAt })
  }
  return result
}

/** The civil dates that an interval touches. */
function datesOf({ startsAt, endsAt }: Interval, timeZone: string): string[] {
  const last = civilDateAt(new Date(endsAt.getTime() - 1), timeZone)
  const dates = [civilDateAt(startsAt, timeZone)]
  while ((dates.at(-1) as string) < last) dates.push(addDays(dates.at(-1) as string, 1))
  return dates
}

/** True when the whole interval lies in working time, given by its beginning; what touches, also at midnight, counts as one. */
export function isCovered(working: readonly Interval[], wanted: Interval): boolean {
  let covered = wanted.startsAt.getTime()
  for (const { startsAt, endsAt } of working)
    if (startsAt.getTime() <= covered && endsAt.getTime() > covered) covered = endsAt.getTime()
  return covered >= wanted.endsAt.getTime()
}

/** The same of a schedule. */
export const isWithinHours = (schedule: Schedule, wanted: Interval, timeZone: string): boolean =>
  isCovered(
    datesOf(wanted, timeZone).flatMap((date) => workingIntervals(schedule, date, timeZone)),
    wanted,
  )

/**
 * Free slots that begin in `[from, to)`: every `slotMinutes` and what lies between two visits, from the beginning of each
 * working interval, whole ones only, less those that overlap what is taken.
 */
export function freeSlots(
  options: Schedule & {
    slotMinutes: number
    /** Between two visits. */
    bufferMinutes?: number
    within: Interval
    busy: readonly Interval[]
    timeZone: string
  },
): Interval[] {
  const { slotMinutes, bufferMinutes = 0, within, timeZone } = options
  const length = slotMinutes * 60_000
  const step = length + bufferMinutes * 60_000
  const [from, to] = [within.startsAt.getTime(), within.endsAt.getTime()]
  const slots: Interval[] = []
  for (const date of datesOf(within, timeZone))
    for (const working of workingIntervals(options, date, timeZone)) {
      const busy = options.busy.filter((taken) => overlaps(taken, working))
      // Where all is booked, most of a search goes by in days that are taken as a whole.
      if (busy.some((taken) => taken.startsAt <= working.startsAt && taken.endsAt >= working.endsAt)) continue
      const last = Math.min(working.endsAt.getTime() - length, to - 1)
      for (let start = working.startsAt.getTime(); start <= last; start += step) {
        if (start < from) continue
        const slot = { startsAt: new Date(start), endsAt: new Date(start + length) }
        if (!busy.some((taken) => overlaps(taken, slot))) slots.push(slot)
      }
    }
  return slots
}
