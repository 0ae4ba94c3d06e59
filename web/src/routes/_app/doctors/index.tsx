import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { DoctorsPage } from '../../../features/doctors/DoctorsPage.tsx'
import { doctorsQuery } from '../../../features/doctors/queries.ts'
import { searchText } from '../../../ui/search-text.ts'

interface DoctorsSearch {
  q?: string
  archived?: true
}

export const Route = createFileRoute('/_app/doctors/')({
  validateSearch: ({ archived, ...search }): DoctorsSearch => ({
    ...searchText(search),
    ...(archived === true && { archived }),
  }),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'doctor.read'),
  loaderDeps: ({ search: { q = '', archived = false } }) => ({ q, archived }),
  loader: ({ context: { queryClient }, deps: { q, archived } }) =>
    void queryClient.prefetchInfiniteQuery(doctorsQuery(q, archived)),
  component: DoctorsPage,
})
