import { type Conflict, findConflict, isCovered } from '@wardline/appointment/conflicts/rules'
import { isActive, startsTooEarly } from '@wardline/appointment/rules'
import type { Appointment } from '../../api/records.ts'
import type { Timetable } from './timetable.ts'

interface Span {
  startsAt: string
  endsAt: string
}

/** Where an appointment is to go. */
export interface Target extends Span {
  doctorId: string
}

const intervalOf = ({ startsAt, endsAt }: Span) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })

const wantedOf = ({ id, doctor, patient, room, overrideReason, ...span }: Appointment) => ({
  ...{ id, doctorId: doctor.id, patientId: patient.id, room, overrideReason },
  ...intervalOf(span),
})

/**
 * What would stand in the way of a move, by the rules that the server decides by, as far as the timetable knows.
 * What no reason waives comes first: whoever gave one would only be refused for it afterwards.
 */
export function conflictAhead(
  appointment: Appointment,
  target: Target,
  timetable: Timetable,
  now: Date,
): Conflict | 'past' | undefined {
  const doctor = timetable.doctors.find(({ id }) => id === target.doctorId)
  if (!doctor) return
  const stays = doctor.id === appointment.doctor.id
  const asked = { doctorId: doctor.id, room: stays ? appointment.room : doctor.room, overrideReason: null }
  const wanted = { ...wantedOf(appointment), ...asked, ...intervalOf(target) }
  if (target.startsAt !== appointment.startsAt && startsTooEarly(wanted.startsAt, now)) return 'past'
  const around = {
    others: timetable.appointments.filter(({ status }) => isActive(status)).map(wantedOf),
    leaves: doctor.leave.map(intervalOf),
    held: doctor.held.filter(({ own }) => !own).map(intervalOf),
    isWithinHours: isCovered(doctor.working.map(intervalOf), wanted),
    bufferMinutes: doctor.bufferMinutes,
  }
  const waived = { ...wanted, overrideReason: 'waived' }
  return findConflict(waived, around) ?? findConflict(wanted, around)
}
