import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { DeliveriesPage } from '../../../features/deliveries/DeliveriesPage.tsx'
import { failureSearch } from '../../../features/deliveries/filter.ts'
import { failuresQuery, statsQuery } from '../../../features/deliveries/queries.ts'

export const Route = createFileRoute('/_app/deliveries/')({
  validateSearch: failureSearch,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'delivery.read'),
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    void queryClient.prefetchQuery(failuresQuery(deps))
    void queryClient.prefetchQuery(statsQuery('day'))
  },
  component: DeliveriesPage,
})
