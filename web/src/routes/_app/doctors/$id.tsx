import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { DoctorPage } from '../../../features/doctors/DoctorPage.tsx'
import { doctorQuery } from '../../../features/doctors/queries.ts'

export const Route = createFileRoute('/_app/doctors/$id')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'doctor.read'),
  loader: ({ context: { queryClient }, params: { id } }) => queryClient.ensureQueryData(doctorQuery(id)),
  component: DoctorPage,
})
