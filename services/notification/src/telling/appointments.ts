import { reminderOf } from '@wardline/appointment/reminders/rules'
import type { Event } from '@wardline/kit/events'
import { isStaff } from '../rules.ts'
import { type AppointmentKind, composeAppointment, composeReminder, type Reader } from './compose.ts'
import type { People } from './people.ts'
import type { Addressee, Tell } from './telling.ts'

/** People by whether they have a login that works, and whose role may read what a doctor is told: it names the patient. */
export async function addresser(people: People, persons: { userId: string | null }[]) {
  const users = await Promise.all(persons.flatMap(({ userId }) => (userId === null ? [] : people.user(userId))))
  const active = new Map(users.flatMap((user) => (user?.status === 'active' ? [[user.id, user.role]] : [])))
  return (reader: Reader, { id, userId }: { id: string; userId: string | null }): Addressee => {
    const role = userId === null ? undefined : active.get(userId)
    return { reader, personId: id, userId, isActive: role !== undefined && (reader === 'patient' || isStaff(role)) }
  }
}

/** An appointment as it is by now, with its people; undefined when nobody knows it. */
async function gather(people: People, { ids }: Event) {
  if (!ids.appointmentId) return
  const appointment = await people.appointment(ids.appointmentId)
  if (!appointment) return
  // The event's own doctors: the appointment may have gone to yet another one since.
  const doctorIds = new Set([appointment.doctorId, ids.doctorId, ids.previousDoctorId].filter((id) => id !== undefined))
  const [patient, ...found] = await Promise.all([
    people.patient(appointment.patientId),
    ...[...doctorIds].map(people.doctor),
  ])
  if (!patient) return
  const doctors = found.filter((doctor) => doctor !== undefined)
  const { id: appointmentId, patientId, doctorId } = appointment
  return {
    appointment,
    patient,
    doctorOf: (id: string | undefined) => doctors.find((each) => each.id === id),
    addressee: await addresser(people, [...doctors, patient]),
    link: `/app/appointments/${appointmentId}`,
    data: { appointmentId, patientId, doctorId },
  }
}

/** Booked, moved, called off: the doctor and the patient hear of it. */
export const tellAppointment: Tell = async (people, event, { hospitalTz }) => {
  const known = await gather(people, event)
  if (!known) return
  const { appointment, patient, doctorOf, addressee, link, data } = known
  const { ids } = event
  const doctor = doctorOf(ids.doctorId ?? appointment.doctorId)
  const previous = doctorOf(ids.previousDoctorId)
  const facts = {
    patientName: patient.name,
    doctorName: (doctor ?? doctorOf(appointment.doctorId))?.name ?? 'the doctor',
    startsAt: new Date(appointment.startsAt),
  }
  return {
    addressees: [
      ...(doctor ? [addressee('doctor', doctor)] : []),
      ...(previous && previous.id !== doctor?.id ? [addressee('previous-doctor', previous)] : []),
      addressee('patient', patient),
    ],
    textFor: (reader) => composeAppointment(event.type as AppointmentKind, reader, facts, hospitalTz),
    ...{ link, data, channels: ['in-app'], subject: appointment.id },
  }
}

/** Reminds the patient, unless it is not true any more by now. */
export const tellReminder: Tell = async (people, event, { at, hospitalTz }) => {
  const known = await gather(people, event)
  if (!known) return
  const { appointment, patient, doctorOf, addressee, link, data } = known
  const startsAt = new Date(appointment.startsAt)
  if (!reminderOf({ status: appointment.status, startsAt }, new Date(event.at), at)) return
  const doctorName = doctorOf(appointment.doctorId)?.name ?? 'the doctor'
  return {
    addressees: [addressee('patient', patient)],
    textFor: () => composeReminder({ doctorName, startsAt }, hospitalTz),
    ...{ link, data, channels: ['in-app', 'email'], expiresAt: startsAt },
  }
}
