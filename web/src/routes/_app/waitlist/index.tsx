import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { waitlistQuery } from '../../../features/waitlist/queries.ts'
import { WaitlistPage } from '../../../features/waitlist/WaitlistPage.tsx'

export const Route = createFileRoute('/_app/waitlist/')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'waitlist.read'),
  loader: ({ context: { queryClient } }) => void queryClient.prefetchInfiniteQuery(waitlistQuery),
  component: WaitlistPage,
})
