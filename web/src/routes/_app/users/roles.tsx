import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { RolesPage } from '../../../features/users/RolesPage.tsx'
import { roleSearch } from '../../../features/users/user-search.ts'

export const Route = createFileRoute('/_app/users/roles')({
  validateSearch: roleSearch,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'user.manage'),
  component: RolesPage,
})
