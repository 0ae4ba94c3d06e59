import { freeSlots, longestSearchDays } from '@wardline/doctor/rules'
import { ProblemError } from '@wardline/kit/errors'
import type { Booking } from './booking.ts'
import type { Slot } from './model.ts'
import { busyTimes } from './store.ts'

const hourMs = 3600_000

/**
 * When a doctor could be booked.
 * @throws ProblemError `invalid` for an interval that cannot be searched, `not-found`
 */
export async function searchSlots(
  { db, people, hospitalTz }: Pick<Booking, 'db' | 'people' | 'hospitalTz'>,
  doctorId: string,
  { from, to }: { from: string; to: string },
): Promise<Slot[]> {
  const within = { startsAt: new Date(from), endsAt: new Date(to) }
  const length = within.endsAt.getTime() - within.startsAt.getTime()
  if (length <= 0) throw ProblemError.invalid('to', '“to” must be later than “from”.')
  // The day on which clocks go back has an hour more.
  if (length > (longestSearchDays * 24 + 1) * hourMs)
    throw ProblemError.invalid('to', `Slots are searched for at most ${longestSearchDays} days.`)
  const doctor = await people.findDoctor(doctorId)
  if (!doctor) throw new ProblemError('not-found', 'There is no such doctor.')
  if (doctor.archivedAt) return []
  // The last slot that begins in time may reach beyond the interval.
  const reached = { ...within, endsAt: new Date(within.endsAt.getTime() + doctor.slotMinutes * 60_000) }
  const busy = await busyTimes(db, [doctor.id], reached)
  return freeSlots({ ...doctor, within, busy, timeZone: hospitalTz }).map(({ startsAt, endsAt }) => ({
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  }))
}
