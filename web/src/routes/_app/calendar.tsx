import { createFileRoute } from '@tanstack/react-router'
import { timetableQuery } from '../../features/appointments/timetable.ts'
import { requireMay } from '../../features/auth/access.ts'
import { CalendarPage } from '../../features/calendar/CalendarPage.tsx'
import { allDoctorsQuery } from '../../features/calendar/queries.ts'
import { calendarSearch, shownOf } from '../../features/calendar/search.ts'

export const Route = createFileRoute('/_app/calendar')({
  validateSearch: calendarSearch,
  beforeLoad: ({ context: { user } }) => requireMay(user, 'board.read'),
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { user, clock, queryClient }, deps }) => {
    const doctors = await queryClient.ensureQueryData(allDoctorsQuery)
    // Begun, not awaited: the page stands while its columns are on their way.
    void queryClient.prefetchQuery(timetableQuery(shownOf(deps, { user, clock, doctors }).filter))
  },
  component: CalendarPage,
})
