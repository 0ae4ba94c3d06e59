import { addDays, civilDateAt, type Interval, instantAt, overlaps } from '@wardline/kit/zone'
import { type Opening, timesIn } from '../availability/openings.ts'

/** An appointment that cannot take place as it is. */
export interface Displaced extends Interval {
  id: string
  doctorId: string
  patientId: string
  room: string | null
  /** The patient is here already: another day is of no use to them. */
  isHere: boolean
}

/** Where a displaced appointment could go. */
export interface Proposed extends Interval {
  doctorId: string
  sameDoctor: boolean
}

/** What is known of the calendars around an absence. */
export interface Calendars {
  absence: Interval
  now: Date
  timeZone: string
  /** The displaced's own doctor, where the appointment takes place; undefined when nothing can be booked with them. */
  ownOf: (displaced: Displaced) => Opening | undefined
  /** Other doctors of the same specialty. */
  colleagues: readonly Opening[]
  /** Appointments of the patients, the displaced ones among them. */
  patientsTimes: readonly (Interval & { id: string; patientId: string })[]
}

/** A free time of somebody, as the diary knows it. */
export interface Time extends Proposed {
  /** Civil date. */
  date: string
  opening: Opening
}

/** So many days after an absence the same doctor's calendar is looked at. */
export const daysAfter = 28
/** And so many before it. */
export const daysBefore = 14
/** So many days around the original one other doctors' calendars are looked at. */
export const daysAround = 14

const minutesOf = ({ startsAt, endsAt }: Interval) => (endsAt.getTime() - startsAt.getTime()) / 60_000
const byStart = (one: Interval, other: Interval) => one.startsAt.getTime() - other.startsAt.getTime()

/** Times in the order of how far they are from an instant. */
function* nearest(times: readonly Time[], to: Date): Generator<Time> {
  const at = to.getTime()
  const far = (time: Time | undefined) => (time ? Math.abs(time.startsAt.getTime() - at) : Number.POSITIVE_INFINITY)
  let later = times.findIndex((time) => time.startsAt >= to)
  if (later < 0) later = times.length
  let earlier = later - 1
  while (later < times.length || earlier >= 0)
    yield (far(times[later]) <= far(times[earlier]) ? times[later++] : times[earlier--]) as Time
}

/** Free times around an absence. Each doctor's day is looked at when somebody first asks for it, and once. */
export function createDiary({ absence, now, timeZone, ownOf, colleagues }: Calendars) {
  const known = new Map<string, Time[]>()
  const days = new Map<string, Interval>()
  const range = (from: Date, step: 1 | -1, days: number) => {
    const first = civilDateAt(from, timeZone)
    return Array.from({ length: days + 1 }, (_, distance) => addDays(first, step * distance))
  }
  const [datesAfter, datesBefore] = [range(absence.endsAt, 1, daysAfter), range(absence.startsAt, -1, daysBefore)]

  /** What of a civil date lies ahead. */
  function dayOf(date: string): Interval {
    const known = days.get(date)
    if (known) return known
    const begin = instantAt(date, '00:00', timeZone)
    const day = { startsAt: begin < now ? now : begin, endsAt: instantAt(date, '24:00', timeZone) }
    days.set(date, day)
    return day
  }
  function read(opening: Opening, date: string, minutes: number, sameDoctor: boolean): Time[] {
    const day = dayOf(date)
    if (day.startsAt >= day.endsAt) return []
    return timesIn(opening, day, minutes, timeZone)
      .filter((time) => !opening.holds.some((hold) => overlaps(hold, time)))
      .map((time) => ({ ...time, date, doctorId: opening.doctor.id, sameDoctor, opening }))
  }
  function kept(key: string, work: () => Time[]): Time[] {
    const times = known.get(key) ?? work()
    known.set(key, times)
    return times
  }
  const ownOn = (opening: Opening, date: string, minutes: number) =>
    kept(`${opening.doctor.id} ${opening.room} ${date} ${minutes}`, () => read(opening, date, minutes, true))
  const othersOn = (date: string, minutes: number) =>
    kept(`${date} ${minutes}`, () =>
      colleagues.flatMap((opening) => read(opening, date, minutes, false)).toSorted(byStart),
    )

  return {
    /** The same doctor's times after the absence, the first ones first. */
    *after(displaced: Displaced): Generator<Time> {
      const opening = ownOf(displaced)
      if (!opening) return
      for (const date of datesAfter)
        for (const time of ownOn(opening, date, minutesOf(displaced))) if (time.startsAt >= absence.endsAt) yield time
    },
    /** The same doctor's times before the absence, the last ones first. */
    *before(displaced: Displaced): Generator<Time> {
      const opening = ownOf(displaced)
      if (!opening) return
      for (const date of datesBefore)
        for (const time of ownOn(opening, date, minutesOf(displaced)).toReversed())
          if (time.endsAt <= absence.startsAt) yield time
    },
    /** Other doctors' times on the same day, then on the days around it, the nearest first. */
    *others(displaced: Displaced, date: string): Generator<Time> {
      if (colleagues.length === 0) return
      const { startsAt } = displaced
      const minutes = minutesOf(displaced)
      yield* nearest(othersOn(date, minutes), startsAt)
      for (let distance = 1; distance <= daysAround; distance++) {
        const [before, after] = [addDays(date, -distance), addDays(date, distance)]
        yield* nearest([...othersOn(before, minutes), ...othersOn(after, minutes)], startsAt)
      }
    },
  }
}
export type Diary = ReturnType<typeof createDiary>
