import { useQuery } from '@tanstack/react-query'
import { useSignedIn } from '../auth/signed-in.ts'
import { summaryAppointmentsQuery } from './queries.ts'

/** What a patient has from today on; a doctor is answered with their own. */
export const useComing = (patientId: string) => useQuery(summaryAppointmentsQuery(useSignedIn().clock, patientId))
