import type { QueryClient } from '@tanstack/react-query'
import type { Role } from '@wardline/kit/permissions'
import type { HospitalClock } from '../../time/zone.ts'
import { dayQuery, upcomingQuery } from '../appointments/queries.ts'
import { failuresQuery, healthQuery } from '../deliveries/queries.ts'
import { boardQuery, latestQuery, loadQuery } from './queries.ts'

type Begin = (queryClient: QueryClient, clock: HospitalClock) => void

const today = (clock: HospitalClock) => clock.dayOf(Date.now())

const ward: Begin = (queryClient, clock) => {
  void queryClient.prefetchQuery(boardQuery(today(clock)))
  void queryClient.prefetchQuery(dayQuery(clock, today(clock)))
}

/** Begins to read what each role's first page shows. */
export const beginHome: Record<Role, Begin> = {
  receptionist: ward,
  nurse: ward,
  doctor: (queryClient, clock) => {
    void queryClient.prefetchQuery(dayQuery(clock, today(clock)))
    void queryClient.prefetchQuery(latestQuery)
  },
  admin: (queryClient, clock) => {
    void queryClient.prefetchQuery(failuresQuery())
    void queryClient.prefetchQuery(loadQuery(today(clock)))
    void queryClient.prefetchQuery(healthQuery)
  },
  patient: (queryClient) => void queryClient.prefetchQuery(upcomingQuery),
}
