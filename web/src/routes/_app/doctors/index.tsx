import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { DoctorsPage } from '../../../features/doctors/DoctorsPage.tsx'
import { doctorsQuery } from '../../../features/doctors/queries.ts'
import { searchText } from '../../../ui/search-text.ts'

export const Route = createFileRoute('/_app/doctors/')({
  validateSearch: searchText,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'doctor.read'),
  loaderDeps: ({ search: { q = '' } }) => ({ q }),
  loader: ({ context: { queryClient }, deps: { q } }) => void queryClient.prefetchInfiniteQuery(doctorsQuery(q)),
  component: DoctorsPage,
})
