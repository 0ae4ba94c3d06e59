interface Hours {
  weekday: number
  from: string
  to: string
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

const dayName = (weekday: number) => days[weekday - 1] ?? ''

const span = (weekdays: number[]) => {
  const [first, last] = [weekdays[0] ?? 1, weekdays.at(-1) ?? 1]
  return first === last ? dayName(first) : `${dayName(first)}–${dayName(last)}`
}

/** "Mon–Thu 08:00–18:00, Fri 08:00–12:00": neighbouring days with the same hours are said once. Weekday 1 is Monday. */
export function hoursInWords(hours: Hours[]): string {
  const byDay = new Map<number, string>()
  for (const { weekday, from, to } of hours.toSorted((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from))) {
    const sofar = byDay.get(weekday)
    byDay.set(weekday, sofar ? `${sofar} and ${from}–${to}` : `${from}–${to}`)
  }
  const groups: { weekdays: number[]; times: string }[] = []
  for (const [weekday, times] of byDay) {
    const last = groups.at(-1)
    if (last?.times === times && last.weekdays.at(-1) === weekday - 1) last.weekdays.push(weekday)
    else groups.push({ weekdays: [weekday], times })
  }
  return groups.map(({ weekdays, times }) => `${span(weekdays)} ${times}`).join(', ') || 'No regular hours'
}
