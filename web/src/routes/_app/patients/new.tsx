import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { RegisterPatientPage } from '../../../features/patients/RegisterPatientPage.tsx'

export const Route = createFileRoute('/_app/patients/new')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'patient.create'),
  component: RegisterPatientPage,
})
