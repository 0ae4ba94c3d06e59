import { isMovable } from '@wardline/appointment/rules'
import type { Appointment } from '../../../api/records.ts'

/** What was booked after somebody last looked and is still to come. */
export const newSince = (latest: Appointment[], lookedAt: string, now: number): Appointment[] =>
  latest.filter(
    ({ createdAt, startsAt, status }) => createdAt > lookedAt && isMovable(status) && Date.parse(startsAt) > now,
  )

/** The moment up to which everything listed has been seen; never earlier than before. */
export const lookedUpTo = (latest: Appointment[], lookedAt: string): string =>
  [lookedAt, ...latest.map(({ createdAt }) => createdAt)].toSorted().at(-1) ?? lookedAt
