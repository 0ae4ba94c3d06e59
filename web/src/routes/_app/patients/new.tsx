import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { RegisterPatientPage } from '../../../features/patients/RegisterPatientPage.tsx'

interface RegisterSearch {
  /** What was typed where nobody was found. */
  name?: string
}

export const Route = createFileRoute('/_app/patients/new')({
  validateSearch: ({ name }): RegisterSearch => (typeof name === 'string' ? { name } : {}),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'patient.create'),
  component: RegisterPatientPage,
})
