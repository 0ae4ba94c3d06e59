import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { DayListPage } from '../../features/today/print/DayListPage.tsx'
import { boardQuery } from '../../features/today/queries.ts'
import { isCivilDay } from '../../time/zone.ts'

interface DayListSearch {
  day?: string
  doctorId?: string
}

export const Route = createFileRoute('/_app/day')({
  validateSearch: ({ day, doctorId }): DayListSearch => ({
    ...(isCivilDay(day) && { day }),
    ...(typeof doctorId === 'string' && { doctorId }),
  }),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'board.read'),
  loaderDeps: ({ search: { day } }) => ({ day }),
  loader: ({ context: { queryClient, clock }, deps: { day = clock.dayOf(Date.now()) } }) =>
    queryClient.ensureQueryData(boardQuery(day)),
  component: DayListPage,
})
