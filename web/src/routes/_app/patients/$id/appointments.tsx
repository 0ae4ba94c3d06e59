import { createFileRoute } from '@tanstack/react-router'
import { AppointmentsSection } from '../../../../features/patients/AppointmentsSection.tsx'
import { comingQuery, pastQuery } from '../../../../features/patients/queries.ts'

export const Route = createFileRoute('/_app/patients/$id/appointments')({
  loader: ({ context: { queryClient, clock }, params: { id } }) => {
    void queryClient.prefetchInfiniteQuery(comingQuery(clock, id))
    void queryClient.prefetchInfiniteQuery(pastQuery(clock, id))
  },
  component: AppointmentsSection,
})
