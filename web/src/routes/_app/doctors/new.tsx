import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { NewDoctorPage } from '../../../features/doctors/NewDoctorPage.tsx'

export const Route = createFileRoute('/_app/doctors/new')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'doctor.manage'),
  component: NewDoctorPage,
})
