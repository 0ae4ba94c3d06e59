import { createFileRoute, redirect } from '@tanstack/react-router'
import { hospitalQuery } from '../api/hospital.ts'
import { SessionGate } from '../features/auth/SessionGate.tsx'
import { AppShell } from '../features/shell/AppShell.tsx'
import { hospitalClock } from '../time/zone.ts'

/** Everything behind the login. */
export const Route = createFileRoute('/_app')({
  beforeLoad: async ({ context: { user, queryClient }, location }) => {
    if (!user) throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { to: location.href } })
    const { timeZone } = await queryClient.ensureQueryData(hospitalQuery)
    return { user, clock: hospitalClock(timeZone) }
  },
  component: () => (
    <SessionGate>
      <AppShell />
    </SessionGate>
  ),
})
