import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { DeliveriesPage } from '../../features/deliveries/DeliveriesPage.tsx'

export const Route = createFileRoute('/_app/deliveries')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'delivery.read'),
  component: DeliveriesPage,
})
