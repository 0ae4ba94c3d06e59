import { createFileRoute } from '@tanstack/react-router'
import { AppointmentPage } from '../../../features/appointments/AppointmentPage.tsx'
import { appointmentQuery, historyQuery } from '../../../features/appointments/queries.ts'
import { requireMay } from '../../../features/auth/access.ts'

export const Route = createFileRoute('/_app/appointments/$id')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'appointment.read'),
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([queryClient.ensureQueryData(appointmentQuery(id)), queryClient.ensureQueryData(historyQuery(id))]),
  component: AppointmentPage,
})
