import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { usersQuery } from '../../../features/users/queries.ts'
import { UsersPage } from '../../../features/users/UsersPage.tsx'
import { userSearch } from '../../../features/users/user-search.ts'

export const Route = createFileRoute('/_app/users/')({
  validateSearch: userSearch,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'user.manage'),
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => void queryClient.prefetchInfiniteQuery(usersQuery(deps)),
  component: UsersPage,
})
