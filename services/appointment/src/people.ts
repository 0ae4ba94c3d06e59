import type { Treaty } from '@elysiajs/eden'
import type { DoctorApi } from '@wardline/doctor/api'
import type { DoctorSummary } from '@wardline/doctor/model'
import { ask } from '@wardline/kit/client'
import { coalesce } from '@wardline/kit/coalesce'
import { ProblemError } from '@wardline/kit/errors'
import type { PatientApi } from '@wardline/patient/api'
import type { PatientSummary } from '@wardline/patient/model'

export interface Peers {
  patient: Treaty.Create<PatientApi>
  doctor: Treaty.Create<DoctorApi>
}

export const archivedPatient = () => ProblemError.invalid('patientId', 'This patient’s record is archived.')

/** Everything this service asks others about people; always before a transaction, never inside one. */
export function knowPeople({ patient, doctor }: Peers) {
  const findDoctors = async (ids: string[]): Promise<DoctorSummary[]> =>
    (await ask(doctor.internal.doctors.lookup.post({ ids: [...new Set(ids)] }))).items
  const findDoctor = coalesce(findDoctors)
  const findPatient = coalesce(
    async (ids): Promise<PatientSummary[]> => (await ask(patient.internal.patients.lookup.post({ ids }))).items,
  )

  return {
    findDoctor,
    findDoctors,
    /** The active doctors of a specialty; of all without one. */
    activeDoctors: async (specialty?: string): Promise<DoctorSummary[]> =>
      (await ask(doctor.internal.doctors.of.post(specialty === undefined ? {} : { specialty }))).items,
    patientIdOf: async (userId: string): Promise<string | undefined> =>
      (await ask(patient.internal.patients['by-user']({ userId }).get())).patient?.id,
    doctorIdOf: async (userId: string): Promise<string | undefined> =>
      (await ask(doctor.internal.doctors['by-user']({ userId }).get())).doctor?.id,

    /** @throws ProblemError `invalid` when nobody can be booked with this doctor */
    async bookableDoctor(id: string): Promise<DoctorSummary> {
      const found = await findDoctor(id)
      if (!found) throw ProblemError.invalid('doctorId', 'There is no such doctor.')
      if (found.archivedAt) throw ProblemError.invalid('doctorId', 'This doctor no longer takes appointments.')
      return found
    },

    /** @throws ProblemError `invalid` when nothing can be booked for this patient */
    async assertBookable(patientId: string): Promise<void> {
      const found = await findPatient(patientId)
      if (!found) throw ProblemError.invalid('patientId', 'There is no such patient.')
      if (found.archivedAt) throw archivedPatient()
    },
  }
}
export type People = ReturnType<typeof knowPeople>
