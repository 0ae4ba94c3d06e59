import { locale, t } from '../language/t.ts'

/** A day of the calendar, `YYYY-MM-DD`. It names no instant until a zone is given. */
export type CivilDay = string

const dayMs = 86_400_000

const asUtc = (day: CivilDay): number => Date.parse(`${day}T00:00:00Z`)

export const addDays = (day: CivilDay, days: number): CivilDay =>
  new Date(asUtc(day) + days * dayMs).toISOString().slice(0, 10)

export const isCivilDay = (text: unknown): text is CivilDay =>
  typeof text === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(asUtc(text)) &&
  addDays(text, 0) === text

/** 1 is Monday. */
export const weekdayOf = (day: CivilDay): number => new Date(asUtc(day)).getUTCDay() || 7

const dayFormat = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  return (day: CivilDay) => format.format(asUtc(day))
}

/** "Sunday 22 November": for headings. */
export const dayInWords = dayFormat({ weekday: 'long', day: 'numeric', month: 'long' })
/** "22 Nov 2026": for cells and dates of birth. */
export const dayInShort = dayFormat({ day: 'numeric', month: 'short', year: 'numeric' })

const weekdayFormat = (length: 'long' | 'short') => {
  const format = dayFormat({ weekday: length })
  const sunday = '2023-12-31'
  return (weekday: number) => format(addDays(sunday, weekday))
}

/** "Monday" and "Mon", of a weekday; 1 is Monday. */
export const weekdayInWords = weekdayFormat('long')
export const weekdayInShort = weekdayFormat('short')

/** "08:00–12:00 and 14:00–18:00" */
export const listInWords = (items: string[]): string => new Intl.ListFormat(locale).format(items)

/** "Sunday 22 November 2026": beside a field, whose own way of writing a day is the browser's. */
export const dayInFull = dayFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
/** "Sun 22 Nov": for columns of days. */
export const dayWithWeekday = dayFormat({ weekday: 'short', day: 'numeric', month: 'short' })

/** Completed years between two days. */
export const ageOn = (today: CivilDay, birth: CivilDay): number =>
  Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) - (today.slice(5) < birth.slice(5) ? 1 : 0)

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetOf(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (instant: number): number => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
  }
}

/**
 * The hospital's clock. Every time on screen is read off it, whatever the zone of the computer in front of it.
 * @param timeZone IANA name
 */
export function hospitalClock(timeZone: string) {
  const offsetAt = offsetOf(timeZone)
  const ofTheDay = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const clockFormat = new Intl.DateTimeFormat(locale, ofTheDay)
  const secondFormat = new Intl.DateTimeFormat(locale, { ...ofTheDay, second: '2-digit' })

  /** A wall clock skipped in spring means the instant after the gap; one that comes twice means the first (as Temporal's "compatible"). */
  const at = (day: CivilDay, clock: string): string => {
    const wall = Date.parse(`${day}T${clock}:00Z`)
    const readings = [wall - offsetAt(wall - dayMs), wall - offsetAt(wall + dayMs)]
    const real = readings.filter((instant) => instant + offsetAt(instant) === wall)
    return new Date(real.length ? Math.min(...real) : Math.max(...readings)).toISOString()
  }

  const dayOf = (instant: string | number): CivilDay => {
    const epoch = new Date(instant).getTime()
    return new Date(epoch + offsetAt(epoch)).toISOString().slice(0, 10)
  }

  const clock = (instant: string): string => clockFormat.format(Date.parse(instant))

  return {
    timeZone,
    at,
    dayOf,
    clock,
    /** "12:41:07" */
    clockToTheSecond: (instant: string): string => secondFormat.format(Date.parse(instant)),
    /** Half-open, as the API's `from` and `to`: 23 or 25 hours when the clocks change. */
    range: (day: CivilDay) => ({ from: at(day, '00:00'), to: at(addDays(day, 1), '00:00') }),
    /** "22 Nov 2026, 08:30" */
    dayAndClock: (instant: string): string => `${dayInShort(dayOf(instant))}, ${clock(instant)}`,
  }
}

export type HospitalClock = ReturnType<typeof hospitalClock>

/** "just now", "5 min ago", then the day and time; of the last days with the weekday, by which people remember them. */
export function ago(hospital: HospitalClock, instant: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000)
  if (minutes < 1) return t('time.justNow')
  if (minutes < 60) return t('time.minutesAgo', { count: minutes })
  if (hospital.dayOf(instant) === hospital.dayOf(now)) return t('time.todayAt', { clock: hospital.clock(instant) })
  const day = hospital.dayOf(instant)
  if (day <= addDays(hospital.dayOf(now), -7)) return hospital.dayAndClock(instant)
  return t('time.onDayAt', { day: dayWithWeekday(day), clock: hospital.clock(instant) })
}

/** "2 h 05 min", "4 min 09 s", "12 s": what is left until an instant; nothing less than no time. */
export function timeLeft(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))
  const two = (count: number) => String(count).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
  return minutes ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`
}
