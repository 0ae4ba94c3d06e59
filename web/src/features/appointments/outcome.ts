import { decideChange, isRefusal } from '@wardline/appointment/rules'
import type { Role } from '@wardline/kit/permissions'
import type { Appointment } from '../../api/records.ts'
import type { Step } from './status.ts'

const asDate = (instant: string | null) => (instant === null ? null : new Date(instant))
const asInstant = (date: Date | null | undefined, before: string | null) =>
  date === undefined ? before : (date?.toISOString() ?? null)

/**
 * What a step will make of an appointment, by the rule that the server decides with; undefined where it would refuse.
 * What the server alone knows, such as the next version, stays as it is.
 */
export function outcomeOf(appointment: Appointment, change: Step['change'], role: Role, at: Date) {
  const { cancelled, doctor } = appointment
  const row = {
    ...appointment,
    doctorId: doctor.id,
    startsAt: new Date(appointment.startsAt),
    endsAt: new Date(appointment.endsAt),
    arrivedAt: asDate(appointment.arrivedAt),
    checkedInAt: asDate(appointment.checkedInAt),
    startedAt: asDate(appointment.startedAt),
    finishedAt: asDate(appointment.finishedAt),
    cancelledBy: cancelled?.by ?? null,
    cancelledAt: asDate(cancelled?.at ?? null),
    cancelReason: cancelled?.reason ?? null,
  }
  const decided = decideChange(row, change, { actorId: null, role, at })
  if (isRefusal(decided)) return
  return {
    ...appointment,
    status: decided.status ?? appointment.status,
    arrivedAt: asInstant(decided.arrivedAt, appointment.arrivedAt),
    checkedInAt: asInstant(decided.checkedInAt, appointment.checkedInAt),
    startedAt: asInstant(decided.startedAt, appointment.startedAt),
    finishedAt: asInstant(decided.finishedAt, appointment.finishedAt),
  } satisfies Appointment
}
