import { createFileRoute } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { AppointmentsPage } from '../../../features/appointments/AppointmentsPage.tsx'
import { requireMay } from '../../../features/auth/access.ts'
import { useSignedIn } from '../../../features/auth/signed-in.ts'
import { OwnAppointmentsPage } from '../../../features/patients/OwnAppointmentsPage.tsx'
import { isCivilDay } from '../../../time/zone.ts'

export interface AppointmentsSearch {
  day?: string
  status?: string
}

/** The day's list for staff; patients see their own visits, whichever day. */
function Page() {
  const { user } = useSignedIn()
  return may(user.role, 'appointment.read') === 'any' ? <AppointmentsPage /> : <OwnAppointmentsPage />
}

export const Route = createFileRoute('/_app/appointments/')({
  validateSearch: ({ day, status }): AppointmentsSearch => ({
    ...(isCivilDay(day) && { day }),
    ...(typeof status === 'string' && { status }),
  }),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'appointment.read'),
  component: Page,
})
