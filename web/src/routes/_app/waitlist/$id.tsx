import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { waitlistEntryQuery } from '../../../features/waitlist/queries.ts'
import { WaitlistEntryPage } from '../../../features/waitlist/WaitlistEntryPage.tsx'

export const Route = createFileRoute('/_app/waitlist/$id')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'waitlist.read'),
  loader: ({ context: { queryClient }, params: { id } }) => queryClient.ensureQueryData(waitlistEntryQuery(id)),
  component: WaitlistEntryPage,
})
