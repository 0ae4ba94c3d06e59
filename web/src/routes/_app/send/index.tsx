import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { SendPage } from '../../features/notifications/SendPage.tsx'

export const Route = createFileRoute('/_app/send')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'notification.send'),
  component: SendPage,
})
