import { createFileRoute } from '@tanstack/react-router'
import { summaryAppointmentsQuery } from '../../../../features/patients/queries.ts'
import { SummaryPage } from '../../../../features/patients/SummaryPage.tsx'

export const Route = createFileRoute('/_app/patients/$id/print')({
  loader: ({ context: { queryClient, clock }, params: { id } }) =>
    void queryClient.prefetchQuery(summaryAppointmentsQuery(clock, id)),
  component: SummaryPage,
})
