import { type HospitalClock, isCivilDay } from '../../time/zone.ts'

/** The choice that stands for a time which is not among the free ones. */
export const otherTime = 'other'

interface TimeValues {
  day: string
  /** An instant, or `otherTime`. */
  slot: string
  clockTime: string
}

/** The instant that a form's time fields mean, once they mean one. */
export function chosenStart({ day, slot, clockTime }: TimeValues, clock: HospitalClock): string | undefined {
  if (slot !== otherTime) return slot || undefined
  return isCivilDay(day) && clockTime ? clock.at(day, clockTime) : undefined
}

/** Kept for a while, the time that was chosen may have begun meanwhile: then it is chosen anew. */
export const stillAhead = <Values extends TimeValues>(values: Values, now: number): Values =>
  values.slot !== otherTime && Date.parse(values.slot) <= now ? { ...values, slot: '' } : values

export const after = (startsAt: string, minutes: number): string =>
  new Date(Date.parse(startsAt) + minutes * 60_000).toISOString()

export const minutesBetween = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): number =>
  (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000
