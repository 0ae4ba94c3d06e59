import { wordsOf } from '@wardline/kit/fold'
import { addDays, civilDateAt, type Interval, overlaps, weekdayOf } from '@wardline/kit/zone'

/** Weekly hours on the wall clock: weekday 1 is Monday, `to` may be `24:00`. */
export interface Hours {
  weekday: number
  from: string
  to: string
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

/** What is wrong with weekly hours, in words, or undefined. Times compare as text because they are padded. */
export function hoursProblem(hours: Hours[]): string | undefined {
  for (const { weekday, from, to } of hours)
    if (from >= to) return `On weekday ${weekday} the hours ${from}–${to} end before they begin.`
  const sorted = hours.toSorted((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from))
  const clash = sorted.find(
    (each, index) => sorted[index + 1]?.weekday === each.weekday && (sorted[index + 1] as Hours).from < each.to,
  )
  return clash && `On weekday ${clash.weekday} two of the hours overlap.`
}

/**
 * When the wall clock comes to `time` on `date`; a time that a spring change skips is come to at the change.
 * Read as if the clock had not changed, hours to 02:30 would reach into those from 03:00.
 */
function boundary(date: string, time: string, timeZone: string): Date {
  const wanted = Temporal.PlainDateTime.from(time === '24:00' ? `${addDays(date, 1)}T00:00` : `${date}T${time}`)
  const reached = wanted.toZonedDateTime(timeZone)
  const skipped = !reached.toPlainDateTime().equals(wanted)
  const change = skipped && reached.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  return new Date((change || reached).epochMilliseconds)
}

/** When a doctor works on a civil date, as instants; on the day of a clock change the wall clock still rules. */
export function workingIntervals(hours: Hours[], date: string, timeZone: string): Interval[] {
  const weekday = weekdayOf(date)
  return hours
    .filter((each) => each.weekday === weekday)
    .map(({ from, to }) => ({ startsAt: boundary(date, from, timeZone), endsAt: boundary(date, to, timeZone) }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** The civil dates that an interval touches. */
function datesOf({ startsAt, endsAt }: Interval, timeZone: string): string[] {
  const last = civilDateAt(new Date(endsAt.getTime() - 1), timeZone)
  const dates = [civilDateAt(startsAt, timeZone)]
  while ((dates.at(-1) as string) < last) dates.push(addDays(dates.at(-1) as string, 1))
  return dates
}

/** True when the whole interval lies in working time; hours that touch, also at midnight, count as one. */
export function isWithinHours(hours: Hours[], wanted: Interval, timeZone: string): boolean {
  let covered = wanted.startsAt.getTime()
  for (const date of datesOf(wanted, timeZone))
    for (const { startsAt, endsAt } of workingIntervals(hours, date, timeZone))
      if (startsAt.getTime() <= covered && endsAt.getTime() > covered) covered = endsAt.getTime()
  return covered >= wanted.endsAt.getTime()
}

/**
 * Free slots that begin in `[from, to)`: every `slotMinutes` from the beginning of each working interval,
 * whole ones only, less those that overlap a booking.
 */
export function freeSlots(options: {
  hours: Hours[]
  slotMinutes: number
  within: Interval
  busy: Interval[]
  timeZone: string
}): Interval[] {
  const { hours, slotMinutes, within, timeZone } = options
  const length = slotMinutes * 60_000
  const slots: Interval[] = []
  for (const date of datesOf(within, timeZone))
    for (const working of workingIntervals(hours, date, timeZone)) {
      const busy = options.busy.filter((taken) => overlaps(taken, working))
      const end = working.endsAt.getTime()
      for (let start = working.startsAt.getTime(); start + length <= end; start += length) {
        const slot = { startsAt: new Date(start), endsAt: new Date(start + length) }
        if (slot.startsAt < within.startsAt || slot.startsAt >= within.endsAt) continue
        if (!busy.some((taken) => overlaps(taken, slot))) slots.push(slot)
      }
    }
  return slots
}
