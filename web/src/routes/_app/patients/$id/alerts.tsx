import { createFileRoute } from '@tanstack/react-router'
import { AlertsSection } from '../../../../features/patients/AlertsSection.tsx'
import { toldQuery } from '../../../../features/patients/queries.ts'

export const Route = createFileRoute('/_app/patients/$id/alerts')({
  loader: ({ context: { queryClient }, params: { id } }) => void queryClient.prefetchInfiniteQuery(toldQuery(id)),
  component: AlertsSection,
})
