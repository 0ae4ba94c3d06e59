import { isStartable, type Status } from '../rules.ts'

/** Where somebody is on a day's way through the hospital, in its order. */
export const places = [
  /** Not here yet. */
  'expected',
  /** Here, and not seen yet. */
  'waiting',
  /** With the doctor. */
  'inProgress',
  /** Seen. */
  'done',
  /** Did not come, or left without being seen. */
  'missed',
] as const
export type Place = (typeof places)[number]

/** Where an appointment stands on its day; undefined for what no board shows: called off before anybody came, or a mistake. */
export function placeOf(visit: {
  status: Status
  arrivedAt: string | null
  startedAt: string | null
}): Place | undefined {
  const { status, arrivedAt, startedAt } = visit
  if (status === 'pending' || status === 'booked') return 'expected'
  if (isStartable(status)) return startedAt === null ? 'waiting' : 'inProgress'
  if (status === 'fulfilled') return 'done'
  if (status === 'noshow') return 'missed'
  return status === 'cancelled' && arrivedAt !== null ? 'missed' : undefined
}

/** Whole minutes for which somebody has waited; none when a clock says that they have yet to come. */
export const waitedMinutes = (arrivedAt: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(arrivedAt)) / 60_000))
