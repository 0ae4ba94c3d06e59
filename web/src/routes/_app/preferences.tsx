import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { PreferencesPage } from '../../features/preferences/PreferencesPage.tsx'
import { preferencesQuery } from '../../features/preferences/queries.ts'

export const Route = createFileRoute('/_app/preferences')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'notification.preferences'),
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(preferencesQuery),
  component: PreferencesPage,
})
