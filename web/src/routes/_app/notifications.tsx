import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { InboxPage } from '../../features/notifications/InboxPage.tsx'
import { inboxSearch } from '../../features/notifications/inbox-search.ts'

export const Route = createFileRoute('/_app/notifications')({
  validateSearch: inboxSearch,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'notification.read'),
  component: InboxPage,
})
