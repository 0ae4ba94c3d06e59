import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { boardQuery } from '../../features/today/queries.ts'
import { WalkInPage } from '../../features/today/walk-in/WalkInPage.tsx'

export const Route = createFileRoute('/_app/walk-in')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'appointment.create', 'any'),
  loader: ({ context: { queryClient, clock } }) => queryClient.ensureQueryData(boardQuery(clock.dayOf(Date.now()))),
  component: WalkInPage,
})
