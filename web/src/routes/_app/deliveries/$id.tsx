import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { deliveriesQuery, historyQuery, notificationQuery } from '../../../features/deliveries/queries.ts'
import { StoryPage } from '../../../features/deliveries/StoryPage.tsx'

export const Route = createFileRoute('/_app/deliveries/$id')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'delivery.read'),
  loader: async ({ context: { queryClient }, params: { id } }) => {
    void queryClient.prefetchQuery(deliveriesQuery(id))
    void queryClient.prefetchQuery(historyQuery(id))
    await queryClient.ensureQueryData(notificationQuery(id))
  },
  component: StoryPage,
})
