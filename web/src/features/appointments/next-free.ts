import { addDays, type CivilDay, type HospitalClock, weekdayOf } from '../../time/zone.ts'

/** So many days the hospital is searched at once. */
export const searchDays = 31

export const partsOfDay = ['morning', 'afternoon'] as const
export type PartOfDay = (typeof partsOfDay)[number]
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const
export type Weekday = (typeof weekdays)[number]

/** When it suits; what is empty may be any. */
export interface Suits {
  from: CivilDay
  weekday: Weekday | ''
  part: PartOfDay | ''
}

/** What a time is sought for. */
export interface Visit {
  patientId: string
  reason?: string
  /** Of an appointment that is to be moved. */
  id?: string
}

interface Span {
  startsAt: string
  endsAt: string
}

export interface FreeTime extends Span {
  /** Somebody else is booking it just now. */
  held?: boolean
  doctor: { id: string; name: string; specialty?: string | undefined }
}

const noon = '12:00'

/** The stretches of time to look into, one after the other: few questions, and none about what does not suit. */
export function windowsOf({ from, weekday, part }: Suits, clock: HospitalClock): { from: string; to: string }[] {
  const end = addDays(from, searchDays)
  if (!weekday && !part) return [{ from: clock.range(from).from, to: clock.range(end).from }]
  return Array.from({ length: searchDays }, (_, ahead) => addDays(from, ahead))
    .filter((day) => !weekday || Number(weekday) === weekdayOf(day))
    .map((day) => {
      const whole = clock.range(day)
      if (part === 'morning') return { ...whole, to: clock.at(day, noon) }
      return part === 'afternoon' ? { ...whole, from: clock.at(day, noon) } : whole
    })
}

/** Without those at which the patient is elsewhere; what is to be moved stands in nobody's way. */
export const whenPatientCan = (
  times: readonly FreeTime[],
  appointments: readonly (Span & { id: string })[],
  moved?: string,
): FreeTime[] =>
  times.filter((time) =>
    appointments.every(
      ({ id, startsAt, endsAt }) => id === moved || endsAt <= time.startsAt || time.endsAt <= startsAt,
    ),
  )

/**
 * A doctor's first time of each morning and each afternoon: a free day would otherwise fill the list by itself, and whoever
 * has chosen one sees that day's others.
 */
export function earliestOf(times: readonly FreeTime[], clock: HospitalClock): FreeTime[] {
  const seen = new Set<string>()
  return times.filter(({ startsAt, held, doctor }) => {
    const part: PartOfDay = clock.clock(startsAt) < noon ? 'morning' : 'afternoon'
    const place = `${doctor.id} ${clock.dayOf(startsAt)} ${part}`
    if (held || seen.has(place)) return false
    seen.add(place)
    return true
  })
}
