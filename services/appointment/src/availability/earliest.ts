import type { DoctorSummary } from '@wardline/doctor/model'
import { longestSearchDays } from '@wardline/doctor/rules'
import type { UserCaller } from '@wardline/kit/identity'
import { defaultLimit, page, positionIn } from '@wardline/kit/list'
import type { Interval } from '@wardline/kit/zone'
import type { Booking } from '../booking.ts'
import type { EarliestQuery, EarliestSlot } from '../model.ts'
import { exceptionsOf } from '../schedule.ts'
import { askedOf, type Opening, openingOf, reaching, slotsIn } from './openings.ts'
import { claimantOf, searched, view } from './slots.ts'
import { takenTimes } from './taken.ts'

const dayMs = 24 * 3600_000
const slotOrder = 'slot startsAt'

interface Found extends Interval {
  /** The doctor's: of slots that begin together they tell which comes first. */
  id: string
  opening: Opening
}

const order = (one: Found, other: Found): number =>
  one.startsAt.getTime() - other.startsAt.getTime() || (one.id < other.id ? -1 : 1)

/** An interval in steps of one day, two days, four days: mostly the first has enough, and never are there many. */
function* steps({ startsAt, endsAt }: Interval): Generator<Interval> {
  let [from, days] = [startsAt, 1]
  while (from < endsAt) {
    const to = new Date(Math.min(from.getTime() + days * dayMs, endsAt.getTime()))
    yield { startsAt: from, endsAt: to }
    ;[from, days] = [to, days * 2]
  }
}

/** Reads the doctors' calendars step by step until there are more slots than wanted. */
async function find(
  { db, hospitalTz }: Booking,
  doctors: readonly DoctorSummary[],
  within: Interval,
  { wanted, isBeyond }: { wanted: number; isBeyond: (slot: Found) => boolean },
): Promise<Found[]> {
  const ids = doctors.map(({ id }) => id)
  const places = doctors.map((doctor) => ({ doctor, room: doctor.room }))
  const longest = Math.max(...doctors.map(({ slotMinutes }) => slotMinutes))
  const exceptions = await exceptionsOf(db, ids, reaching(within, longest), hospitalTz)
  let found: Found[] = []
  for (const step of steps(within)) {
    // One after the other: what the page does not need is not read.
    const taken = await takenTimes(db, places.map(askedOf), reaching(step, longest))
    const inStep = places.flatMap((place, index) => {
      const { id } = place.doctor
      const opening = openingOf(place, exceptions(id), taken[index] ?? [])
      return slotsIn(opening, step, hospitalTz).map((slot) => ({ ...slot, id, opening }))
    })
    found = found.concat(inStep.filter(isBeyond).sort(order))
    if (found.length >= wanted) break
  }
  return found
}

/**
 * The earliest free slots of all active doctors, or of those of a specialty, in order of time and then of doctor.
 * @throws ProblemError `invalid` for an interval that cannot be searched, or a cursor that is none
 */
export async function earliestSlots(booking: Booking, query: EarliestQuery, caller: UserCaller) {
  const { people, clock } = booking
  const now = clock.now()
  const { limit = defaultLimit, specialty, from = now.toISOString() } = query
  const { to = new Date(Date.parse(from) + longestSearchDays * dayMs).toISOString() } = query
  const within = searched({ from, to }, now)
  const after = query.cursor === undefined ? undefined : positionIn(query.cursor, slotOrder)
  if (after && after.at > within.startsAt) within.startsAt = after.at
  const [doctors, claimant] = await Promise.all([people.activeDoctors(specialty), claimantOf(booking, caller)])
  const isBeyond = (slot: Found) =>
    !after || slot.startsAt > after.at || (slot.startsAt.getTime() === after.at.getTime() && slot.id > after.id)
  const found = doctors.length ? await find(booking, doctors, within, { wanted: limit + 1, isBeyond }) : []
  const show = ({ opening, ...slot }: Found): EarliestSlot => {
    const { id, name, specialty, room } = opening.doctor
    return { ...view(slot, opening.holds, claimant), doctor: { id, name, specialty, room } }
  }
  return page(
    found.slice(0, limit + 1),
    { limit, order: slotOrder },
    { sortValue: (slot) => slot.startsAt, view: show, total: async () => found.length },
  )
}
