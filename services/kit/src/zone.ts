/** Half-open `[startsAt, endsAt)`. */
export interface Interval {
  startsAt: Date
  endsAt: Date
}

export const overlaps = (one: Interval, other: Interval): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** The civil date of an instant on the wall clock of a zone. */
export const civilDateAt = (instant: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** ISO weekday of a civil date: 1 is Monday. */
export const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString()

/**
 * The instant at which a wall clock shows `time` (`00:00` to `24:00`) on `date`.
 * A time that a spring change skips is read as if the clock had not changed; of a repeated one, the first (RFC 5545, 3.3.5).
 */
export function instantAt(date: string, time: string, timeZone: string): Date {
  const [day, clock] = time === '24:00' ? [addDays(date, 1), '00:00'] : [date, time]
  return new Date(Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime(timeZone).epochMilliseconds)
}
