import { locale } from '../language/t.ts'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

const format = (unit: string, digits = 0) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: digits })

/** "3 days", "2 hours", "12 seconds": how long something took or has lasted, in its largest whole unit. */
export function durationInWords(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ['second', 1]
  return format(unit).format(Math.floor(seconds / size))
}

/** "90 seconds": a count as it was given, of seconds, minutes, hours or days. */
export const countInWords = (count: number, unit: 'second' | 'minute' | 'hour' | 'day'): string =>
  format(unit).format(count)
