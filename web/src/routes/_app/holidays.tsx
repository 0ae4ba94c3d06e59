import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { HolidaysPage } from '../../features/holidays/HolidaysPage.tsx'
import { holidaysQuery } from '../../features/holidays/queries.ts'

export const Route = createFileRoute('/_app/holidays')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'holiday.manage'),
  loader: ({ context: { queryClient, clock } }) =>
    void queryClient.prefetchInfiniteQuery(holidaysQuery(clock.dayOf(Date.now()))),
  component: HolidaysPage,
})
