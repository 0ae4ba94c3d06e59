import { isWithinHours } from '@wardline/doctor/rules'
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Booking } from '../booking.ts'
import type { Appointment } from '../model.ts'
import { activeStatuses, isMovable } from '../rules.ts'
import { exceptionsOf } from '../schedule.ts'
import { view } from '../store.ts'
import { type AppointmentRow, appointments } from '../tables.ts'
import { knownDoctor } from './planning.ts'

const awaited = activeStatuses.filter(isMovable)

/**
 * Appointments ahead that a doctor's weekly and extra hours do not hold, soonest first: changed hours leave them where they
 * were. What falls on a holiday is the holiday's to list.
 * @throws ProblemError `not-found`
 */
export async function outsideHours(
  { db, people, clock, hospitalTz }: Booking,
  doctorId: string,
): Promise<Appointment[]> {
  const { id, hours } = await knownDoctor(people, doctorId)
  const now = clock.now()
  const rows = await db
    .select()
    .from(appointments)
    .where(
      and(
        eq(appointments.doctorId, id),
        inArray(appointments.status, awaited),
        isNull(appointments.startedAt),
        gt(appointments.startsAt, now),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return []
  const within = { startsAt: first.startsAt, endsAt: last.endsAt }
  const { extraHours } = (await exceptionsOf(db, [id], within, hospitalTz))(id)
  const isHeld = (row: AppointmentRow) => isWithinHours({ hours, extraHours }, row, hospitalTz)
  return rows.filter((row) => !isHeld(row)).map(view)
}
