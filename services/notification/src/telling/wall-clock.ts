/** The time of day on the hospital's wall clock: `09:00`. */
export const timeOfDay = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at)

/** `Monday 23 November 2026`. */
export function dayInWords(at: Date, timeZone: string): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone } as const
  const parts = new Intl.DateTimeFormat('en-GB', day).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
}

/** An instant on the hospital's wall clock: `Monday 23 November 2026, 09:00`. */
export const wallClock = (at: Date, timeZone: string): string =>
  `${dayInWords(at, timeZone)}, ${timeOfDay(at, timeZone)}`

/** A day or a moment in these words as `YYYY-MM-DD` and `HH:MM`; undefined when it is anything else. */
export function readWallClock(words: string): { day: string; time: string | undefined } | undefined {
  const [, day, time] = /^[A-Z][a-z]+day (\d{1,2} [A-Z][a-z]+ \d{4})(?:, (\d\d:\d\d))?$/.exec(words) ?? []
  const at = Date.parse(`${day} UTC`)
  return Number.isNaN(at) ? undefined : { day: new Date(at).toISOString().slice(0, 10), time }
}
