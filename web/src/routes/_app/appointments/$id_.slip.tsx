import { createFileRoute } from '@tanstack/react-router'
import { appointmentQuery } from '../../../features/appointments/queries.ts'
import { SlipPage } from '../../../features/appointments/SlipPage.tsx'
import { requireMay } from '../../../features/auth/access.ts'

export const Route = createFileRoute('/_app/appointments/$id_/slip')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'appointment.read'),
  loader: ({ context: { queryClient }, params: { id } }) => queryClient.ensureQueryData(appointmentQuery(id)),
  component: SlipPage,
})
