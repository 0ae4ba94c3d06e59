import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { SendPage } from '../../../features/send/SendPage.tsx'

export const Route = createFileRoute('/_app/send/')({
  validateSearch: ({ sent }: Record<string, unknown>): { sent?: 'all' } => (sent === 'all' ? { sent } : {}),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'notification.send'),
  component: SendPage,
})
