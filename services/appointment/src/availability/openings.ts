import type { Database } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import { freeSlots, isWithinHours, type Schedule } from '@wardline/doctor/rules'
import { type Interval, overlaps } from '@wardline/kit/zone'
import { type Exceptions, exceptionsOf, type Held, scheduleOf } from '../schedule.ts'
import { type Asked, takenTimes } from './taken.ts'

/** When a doctor works, and what of that is gone. */
export interface Opening {
  doctor: DoctorSummary
  /** Where they would see somebody. */
  room: string | null
  schedule: Schedule
  /** Taken by appointments and what is kept free around them, and by leave. */
  taken: readonly Interval[]
  holds: readonly Held[]
}

/** An interval with what slots that begin in it may reach: none is longer than `minutes`. */
export const reaching = ({ startsAt, endsAt }: Interval, minutes: number): Interval => ({
  startsAt,
  endsAt: new Date(endsAt.getTime() + minutes * 60_000),
})

/** Somebody whose calendar is asked about, and where they would see people. */
export interface Place {
  doctor: DoctorSummary
  room: string | null
}

export const openingOf = ({ doctor, room }: Place, exceptions: Exceptions, taken: readonly Interval[]): Opening => ({
  ...{ doctor, room, schedule: scheduleOf(doctor, exceptions), holds: exceptions.holds },
  taken: [...taken, ...exceptions.leaves],
})

export const askedOf = ({ doctor, room }: Place): Asked => ({
  ...{ doctorId: doctor.id, room, bufferMinutes: doctor.bufferMinutes },
})

/** The calendars of some doctors, for times that end within an interval: two statements, however many doctors. */
export async function readOpenings(
  db: Database,
  places: readonly Place[],
  reached: Interval,
  timeZone: string,
): Promise<Opening[]> {
  if (places.length === 0) return []
  const ids = [...new Set(places.map(({ doctor }) => doctor.id))]
  const [exceptions, taken] = await Promise.all([
    exceptionsOf(db, ids, reached, timeZone),
    takenTimes(db, places.map(askedOf), reached),
  ])
  return places.map((place, index) => openingOf(place, exceptions(place.doctor.id), taken[index] ?? []))
}

/** The free slots of an opening that begin within an interval, held ones among them. */
export function slotsIn({ doctor, schedule, taken }: Opening, within: Interval, timeZone: string): Interval[] {
  const reached = reaching(within, doctor.slotMinutes)
  const busy = taken.filter((each) => overlaps(each, reached))
  return freeSlots({
    ...schedule,
    ...{ slotMinutes: doctor.slotMinutes, bufferMinutes: doctor.bufferMinutes },
    ...{ within, busy, timeZone },
  })
}

/** The same for an appointment of another length: it begins where slots do, and lies within hours as a whole. */
export function timesIn(opening: Opening, within: Interval, minutes: number, timeZone: string): Interval[] {
  const slots = slotsIn(opening, within, timeZone)
  const { slotMinutes } = opening.doctor
  if (minutes === slotMinutes) return slots
  const times = slots.map(({ startsAt }) => ({ startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) }))
  if (minutes < slotMinutes) return times
  const isFree = (time: Interval) => !opening.taken.some((taken) => overlaps(taken, time))
  return times.filter((time) => isFree(time) && isWithinHours(opening.schedule, time, timeZone))
}
