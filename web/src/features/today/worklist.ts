import { type Place, placeOf, places } from '@wardline/appointment/board/rules'
import type { Appointment } from '../../api/records.ts'

/** The parts of the day, as the desk thinks of it. */
export type Section = Place
export const sections = places

/** Where an appointment is on the list; undefined for what was recorded by mistake. Who called off did not come either. */
export const sectionOf = (appointment: Appointment): Section | undefined =>
  placeOf(appointment) ?? (appointment.status === 'cancelled' ? 'missed' : undefined)

/** The day in its parts: who waits in the order in which they came, everybody else by the clock. */
export function bySection(appointments: Appointment[]): Record<Section, Appointment[]> {
  const parts: Record<Section, Appointment[]> = { expected: [], waiting: [], inProgress: [], done: [], missed: [] }
  for (const appointment of appointments) {
    const section = sectionOf(appointment)
    if (section) parts[section].push(appointment)
  }
  parts.waiting.sort((one, other) => (one.arrivedAt ?? '').localeCompare(other.arrivedAt ?? ''))
  return parts
}

/** Who is being seen, and whom to see next: who waits in the order of their appointments, then who is expected. */
export function upNow(appointments: Appointment[]): Appointment[] {
  const { inProgress, waiting, expected } = bySection(appointments)
  const next = waiting.toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))[0] ?? expected[0]
  return [...inProgress, ...(next ? [next] : [])]
}

/** When whoever has waited longest came. */
export const longestSince = (waiting: Pick<Appointment, 'arrivedAt'>[]): string | undefined =>
  waiting
    .flatMap(({ arrivedAt }) => arrivedAt ?? [])
    .toSorted()
    .at(0)

export type Timed = 'late' | 'waited' | 'inVisit'

/** What is counted beside the status, and since when: how late they are, how long they wait, or how long they are being seen. */
export function timedOf(appointment: Appointment): { timed: Timed; since: string } | undefined {
  const { startsAt, arrivedAt, startedAt } = appointment
  const section = sectionOf(appointment)
  if (section === 'expected') return { timed: 'late', since: startsAt }
  if (section === 'waiting' && arrivedAt) return { timed: 'waited', since: arrivedAt }
  if (section === 'inProgress' && startedAt) return { timed: 'inVisit', since: startedAt }
  return undefined
}
