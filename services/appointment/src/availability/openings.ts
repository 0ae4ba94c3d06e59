import type { Database } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import { freeSlots, isWithinHours, type Schedule } from '@wardline/doctor/rules'
import { type Interval, overlaps } from '@wardline/kit/zone'
import { exceptionsOf, type Held, scheduleOf } from '../schedule.ts'
import { takenTimes } from './taken.ts'

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

/** The calendars of some doctors, for times that end within an interval: two statements, however many doctors. */
export async function readOpenings(
  db: Database,
  asked: readonly { doctor: DoctorSummary; room: string | null }[],
  reached: Interval,
  timeZone: string,
): Promise<Opening[]> {
  if (asked.length === 0) return []
  const ids = [...new Set(asked.map(({ doctor }) => doctor.id))]
  const [exceptions, taken] = await Promise.all([
    exceptionsOf(db, ids, reached, timeZone),
    takenTimes(
      db,
      asked.map(({ doctor, room }) => ({ doctorId: doctor.id, room, bufferMinutes: doctor.bufferMinutes })),
      reached,
    ),
  ])
  return asked.map(({ doctor, room }, index) => {
    const own = exceptions(doctor.id)
    return {
      ...{ doctor, room, schedule: scheduleOf(doctor, own), holds: own.holds },
      taken: [...(taken[index] as Interval[]), ...own.leaves],
    }
  })
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
