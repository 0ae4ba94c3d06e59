import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { ChartPage } from '../../../features/patients/ChartPage.tsx'
import { beginChart } from '../../../features/patients/queries.ts'

export const Route = createFileRoute('/_app/patients/$id')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'patient.read', 'any'),
  // Begun, not awaited: until a loader is done, the page before stays, and with it the patient before.
  loader: ({ context: { queryClient }, params: { id } }) => beginChart(queryClient, id),
  component: ChartPage,
})
