import { createFileRoute } from '@tanstack/react-router'
import { AppointmentsPage } from '../../../features/appointments/AppointmentsPage.tsx'
import { requireMay } from '../../../features/auth/access.ts'
import { isCivilDay } from '../../../time/zone.ts'

export interface AppointmentsSearch {
  day?: string
  status?: string
}

export const Route = createFileRoute('/_app/appointments/')({
  validateSearch: ({ day, status }): AppointmentsSearch => ({
    ...(isCivilDay(day) && { day }),
    ...(typeof status === 'string' && { status }),
  }),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'appointment.read'),
  component: AppointmentsPage,
})
