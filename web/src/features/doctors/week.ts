import { defaultHours, type Hours, hoursFault } from '@wardline/doctor/rules'

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** What a time field can hold: it knows no 24:00, and hours never end at the midnight they begin at. */
export const shownEnd = (to: string): string => (to === '24:00' ? '00:00' : to)
export const meantEnd = (to: string): string => (to === '00:00' ? '24:00' : to)

const isClock = (time: string) => /^\d{2}:\d{2}$/.test(time)

const laterBy = (clock: string, hours: number): string => {
  const hour = Math.min(24, Number(clock.slice(0, 2)) + hours)
  return hour === 24 ? '24:00' : `${String(hour).padStart(2, '0')}:${clock.slice(3)}`
}

/** Each weekday's hours, with their place in the whole. */
export const hoursOf = (hours: Hours[], weekday: number): { entry: Hours; index: number }[] =>
  hours.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.weekday === weekday)

/** One more: an ordinary day at first, then after a break of an hour. */
export function withMore(hours: Hours[], weekday: number): Hours[] {
  const last = hoursOf(hours, weekday).at(-1)?.entry
  if (!last) return [...hours, { ...(defaultHours[0] ?? { from: '08:00', to: '18:00' }), weekday }]
  const from = isClock(last.to) && last.to < '23:00' ? laterBy(last.to, 1) : ''
  return [...hours, { weekday, from, to: from && laterBy(from, 4) }]
}

export const without = (hours: Hours[], index: number): Hours[] => hours.filter((_, each) => each !== index)

export const withChange = (hours: Hours[], index: number, change: Partial<Hours>): Hours[] =>
  hours.map((entry, each) => (each === index ? { ...entry, ...change } : entry))

/** The hours of one day on others too, in place of what these had. */
export function copied(hours: Hours[], weekday: number, to: readonly number[]): Hours[] {
  const targets = to.filter((each) => each !== weekday)
  const kept = hours.filter((entry) => !targets.includes(entry.weekday))
  const source = hours.filter((entry) => entry.weekday === weekday)
  return [...kept, ...targets.flatMap((each) => source.map((entry) => ({ ...entry, weekday: each })))]
}

/** The first thing that is wrong with a day's hours. */
export function dayFault(hours: Hours[], weekday: number): 'unclear' | ReturnType<typeof hoursFault> {
  const ofDay = hours.filter((entry) => entry.weekday === weekday)
  if (ofDay.some(({ from, to }) => !isClock(from) || !isClock(to))) return 'unclear'
  return hoursFault(ofDay)
}
