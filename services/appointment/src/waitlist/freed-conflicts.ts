import type { Database } from '@wardline/db/connect'
import { isWithinHours } from '@wardline/doctor/rules'
import { overlaps } from '@wardline/kit/zone'
import { sql } from 'drizzle-orm'
import type { Booking } from '../booking.ts'
import { activeStatuses, longestMinutes } from '../rules.ts'
import { exceptionsOf, scheduleOf } from '../schedule.ts'
import { appointments, type FreedSlotRow, freedSlots } from '../tables.ts'
import type { FreedSlot } from './waitlist-model.ts'

type Conflict = NonNullable<FreedSlot['conflict']>

/** Which of the slots another appointment has taken. */
async function takenAmong(db: Database, slotIds: string[]): Promise<Set<string>> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select slot.id from ${freedSlots} slot where slot.id = any(${sql.param(slotIds)}::uuid[]) and exists (
      select from ${appointments} where doctor_id = slot.doctor_id
        and starts_at < slot.ends_at and ends_at > slot.starts_at
        and starts_at > slot.starts_at - make_interval(mins => ${longestMinutes})
        and status = any(${sql.param(activeStatuses)}::text[]))`)
  return new Set(rows.map(({ id }) => id))
}

/** Why slots that had become free are not free now, by id: leave, hours that do not hold them, another appointment. */
export async function conflictsOf(
  { db, people, hospitalTz }: Booking,
  slots: readonly FreedSlotRow[],
): Promise<Map<string, Conflict>> {
  if (slots.length === 0) return new Map()
  const ids = slots.map(({ doctorId }) => doctorId)
  const within = {
    startsAt: new Date(Math.min(...slots.map(({ startsAt }) => startsAt.getTime()))),
    endsAt: new Date(Math.max(...slots.map(({ endsAt }) => endsAt.getTime()))),
  }
  const [doctors, exceptions, taken] = await Promise.all([
    // The list serves without knowing whose hours have changed.
    people.findDoctors(ids).catch(() => []),
    exceptionsOf(db, ids, within, hospitalTz),
    takenAmong(
      db,
      slots.map(({ id }) => id),
    ),
  ])
  const doctorOf = new Map(doctors.map((doctor) => [doctor.id, doctor]))
  const conflictOf = (slot: FreedSlotRow): Conflict | undefined => {
    const doctor = doctorOf.get(slot.doctorId)
    const known = exceptions(slot.doctorId)
    if (known.leaves.some((leave) => overlaps(leave, slot))) return 'on-leave'
    if (taken.has(slot.id)) return 'doctor-busy'
    if (doctor && (doctor.archivedAt || !isWithinHours(scheduleOf(doctor, known), slot, hospitalTz)))
      return 'outside-hours'
  }
  return new Map(
    slots.flatMap((slot) => {
      const conflict = conflictOf(slot)
      return conflict ? [[slot.id, conflict] as const] : []
    }),
  )
}
