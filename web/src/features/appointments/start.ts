import type { QueryClient } from '@tanstack/react-query'
import { type Action, may } from '@wardline/kit/permissions'
import type { User } from '../../api/records.ts'
import { asChoice as doctorAsChoice, doctorQuery } from '../doctors/queries.ts'
import { asChoice, ownPatientQuery, patientQuery } from '../patients/queries.ts'

/** Whom a form about a patient and a doctor begins with: who is named in its address, and for patients themselves. */
export async function loadStart(
  { user, queryClient }: { user: User; queryClient: QueryClient },
  action: Action,
  { patientId, doctorId }: { patientId?: string; doctorId?: string },
) {
  const own = may(user.role, action) === 'own'
  const [patient, doctor] = await Promise.all([
    own
      ? queryClient.ensureQueryData(ownPatientQuery)
      : patientId && queryClient.ensureQueryData(patientQuery(patientId)),
    doctorId && queryClient.ensureQueryData(doctorQuery(doctorId)),
  ])
  return {
    own,
    patient: patient ? asChoice(patient) : undefined,
    doctor: doctor ? doctorAsChoice(doctor) : undefined,
  }
}
