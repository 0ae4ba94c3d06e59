import { createFileRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { hospitalQuery } from '../api/hospital.ts'
import { loadInside } from '../load-inside.ts'
import { hospitalClock } from '../time/zone.ts'

/** Everything behind the login. */
export const Route = createFileRoute('/_app')({
  // What it loads is split off already.
  codeSplitGroupings: [],
  beforeLoad: async ({ context: { user, queryClient }, location }) => {
    if (!user) throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { to: location.href } })
    const { timeZone } = await queryClient.ensureQueryData(hospitalQuery)
    return { user, clock: hospitalClock(timeZone) }
  },
  loader: async ({ context: { queryClient } }) => {
    const { beginAlerts } = await loadInside()
    beginAlerts(queryClient)
  },
  component: lazyRouteComponent(loadInside, 'Layout'),
})
