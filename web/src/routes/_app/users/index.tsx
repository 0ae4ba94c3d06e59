import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { usersQuery } from '../../../features/users/queries.ts'
import { UsersPage } from '../../../features/users/UsersPage.tsx'
import { searchText } from '../../../ui/search-text.ts'

export const Route = createFileRoute('/_app/users/')({
  validateSearch: searchText,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'user.manage'),
  loaderDeps: ({ search: { q = '' } }) => ({ q }),
  loader: ({ context: { queryClient }, deps: { q } }) => void queryClient.prefetchInfiniteQuery(usersQuery(q)),
  component: UsersPage,
})
