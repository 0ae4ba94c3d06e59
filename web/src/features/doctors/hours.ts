import { t } from '../../language/inside.ts'
import { listInWords, weekdayInShort } from '../../time/zone.ts'

interface Hours {
  weekday: number
  from: string
  to: string
}

const span = (weekdays: number[]) => {
  const [first, last] = [weekdays[0] ?? 1, weekdays.at(-1) ?? 1]
  return first === last ? weekdayInShort(first) : `${weekdayInShort(first)}–${weekdayInShort(last)}`
}

/** "Mon–Thu 08:00–18:00, Fri 08:00–12:00": neighbouring days with the same hours are said once. Weekday 1 is Monday. */
export function hoursInWords(hours: Hours[]): string {
  const sorted = hours.toSorted((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from))
  const groups: { weekdays: number[]; times: string }[] = []
  for (const [weekday, ofDay] of Map.groupBy(sorted, (each) => each.weekday)) {
    const times = listInWords(ofDay.map(({ from, to }) => `${from}–${to}`))
    const last = groups.at(-1)
    if (last?.times === times && last.weekdays.at(-1) === weekday - 1) last.weekdays.push(weekday)
    else groups.push({ weekdays: [weekday], times })
  }
  return groups.map(({ weekdays, times }) => `${span(weekdays)} ${times}`).join(', ') || t('doctors.noHours')
}
