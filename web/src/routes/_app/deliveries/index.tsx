import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { DeliveriesPage } from '../../features/deliveries/DeliveriesPage.tsx'
import { failuresQuery } from '../../features/deliveries/queries.ts'

export const Route = createFileRoute('/_app/deliveries')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'delivery.read'),
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(failuresQuery),
  component: DeliveriesPage,
})
