import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { PatientsPage } from '../../../features/patients/PatientsPage.tsx'
import { patientsQuery } from '../../../features/patients/queries.ts'
import { searchText } from '../../../ui/search-text.ts'

export const Route = createFileRoute('/_app/patients/')({
  validateSearch: searchText,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'patient.read', 'any'),
  loaderDeps: ({ search: { q = '' } }) => ({ q }),
  // Begun, not awaited: the page is there at once, with placeholders for the rows.
  loader: ({ context: { queryClient }, deps: { q } }) => void queryClient.prefetchInfiniteQuery(patientsQuery(q)),
  component: PatientsPage,
})
