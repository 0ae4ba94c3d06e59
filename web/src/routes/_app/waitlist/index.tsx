import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { type Shown, shownGroups, waitlistQuery } from '../../../features/waitlist/queries.ts'
import { WaitlistPage } from '../../../features/waitlist/WaitlistPage.tsx'

export const Route = createFileRoute('/_app/waitlist/')({
  validateSearch: ({ shown }): { shown?: Shown } => {
    const group = shownGroups.find((each) => each === shown)
    return group ? { shown: group } : {}
  },
  beforeLoad: ({ context: { user } }) => requireMay(user, 'waitlist.read'),
  loaderDeps: ({ search: { shown = 'waiting' } }) => ({ shown }),
  loader: ({ context: { queryClient }, deps: { shown } }) =>
    void queryClient.prefetchInfiniteQuery(waitlistQuery(shown)),
  component: WaitlistPage,
})
