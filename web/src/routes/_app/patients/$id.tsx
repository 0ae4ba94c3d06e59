import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { PatientPage } from '../../../features/patients/PatientPage.tsx'
import { patientQuery } from '../../../features/patients/queries.ts'

export const Route = createFileRoute('/_app/patients/$id')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'patient.read'),
  loader: ({ context: { queryClient }, params: { id } }) => queryClient.ensureQueryData(patientQuery(id)),
  component: PatientPage,
})
