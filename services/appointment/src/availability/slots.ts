import { longestSearchDays } from '@wardline/doctor/rules'
import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import { type Interval, overlaps } from '@wardline/kit/zone'
import type { Booking } from '../booking.ts'
import type { Slot } from '../model.ts'
import { type Claimant, type Held, isForeign } from '../schedule.ts'
import { reaching, readOpenings, slotsIn } from './openings.ts'

const dayMs = 24 * 3600_000
// The day on which clocks go back has an hour more.
const longestSearchMs = longestSearchDays * dayMs + 3600_000

/**
 * What of an interval can still be booked: nothing begins in the past.
 * @throws ProblemError `invalid` for an interval that cannot be searched
 */
export function searched({ from, to }: { from: string; to: string }, now: Date): Interval {
  const [startsAt, endsAt] = [new Date(from), new Date(to)]
  const length = endsAt.getTime() - startsAt.getTime()
  if (length <= 0) throw ProblemError.invalid('to', '“to” must be later than “from”.')
  if (length > longestSearchMs)
    throw ProblemError.invalid('to', `Slots are searched for at most ${longestSearchDays} days.`)
  return { startsAt: startsAt < now ? now : startsAt, endsAt }
}

/** Whose holds are the caller's own: theirs, and for a patient what is kept for them. */
export async function claimantOf(
  { people }: Pick<Booking, 'people'>,
  { userId, role }: UserCaller,
): Promise<Claimant & { userId: string }> {
  return { userId, patientId: (role === 'patient' && (await people.patientIdOf(userId))) || '' }
}

/** A slot as it goes over the wire. */
export function view({ startsAt, endsAt }: Interval, holds: readonly Held[], claimant: Claimant): Slot {
  const touching = holds.filter((hold) => overlaps(hold, { startsAt, endsAt }))
  const own = touching.find((hold) => !isForeign(hold, claimant))
  return {
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    ...(touching.some((hold) => isForeign(hold, claimant)) && { held: true }),
    ...(own && { holdId: own.id }),
  }
}

/**
 * When a doctor could be booked.
 * @throws ProblemError `invalid` for an interval that cannot be searched, `not-found`
 */
export async function searchSlots(
  booking: Booking,
  doctorId: string,
  query: { from: string; to: string },
  caller: UserCaller,
): Promise<Slot[]> {
  const { db, people, clock, hospitalTz } = booking
  const within = searched(query, clock.now())
  const [doctor, claimant] = await Promise.all([people.findDoctor(doctorId), claimantOf(booking, caller)])
  if (!doctor) throw new ProblemError('not-found', 'There is no such doctor.')
  if (doctor.archivedAt || within.startsAt >= within.endsAt) return []
  const reached = reaching(within, doctor.slotMinutes)
  const [opening] = await readOpenings(db, [{ doctor, room: doctor.room }], reached, hospitalTz)
  return opening ? slotsIn(opening, within, hospitalTz).map((slot) => view(slot, opening.holds, claimant)) : []
}
