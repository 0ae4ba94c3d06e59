import { addresser } from './appointments.ts'
import { composeLeave, type LeaveKind } from './compose.ts'
import type { Tell } from './telling.ts'

/** Tells a doctor of leave that somebody else entered for them, or called off. */
export const tellLeave: Tell = async (people, { type, ids }, { hospitalTz }) => {
  const leave = ids.leaveId && (await people.leave(ids.leaveId))
  if (!leave) return
  const doctor = await people.doctor(leave.doctorId)
  if (!doctor) return
  const addressee = await addresser(people, [doctor])
  return {
    addressees: [addressee('doctor', doctor)],
    textFor: () => composeLeave(type as LeaveKind, leave, hospitalTz),
    link: `/app/doctors/${doctor.id}`,
    data: { leaveId: leave.id, doctorId: doctor.id },
    channels: ['in-app'],
    subject: leave.id,
  }
}
