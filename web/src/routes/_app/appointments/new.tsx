import { createFileRoute } from '@tanstack/react-router'
import { BookingPage } from '../../../features/appointments/BookingPage.tsx'
import { loadStart } from '../../../features/appointments/start.ts'
import { requireMay } from '../../../features/auth/access.ts'
import { NoRecordNotice } from '../../../features/patients/NoRecordNotice.tsx'
import { isCivilDay } from '../../../time/zone.ts'

interface BookingSearch {
  patientId?: string
  doctorId?: string
  day?: string
}

export const Route = createFileRoute('/_app/appointments/new')({
  validateSearch: ({ patientId, doctorId, day }): BookingSearch => ({
    ...(typeof patientId === 'string' && { patientId }),
    ...(typeof doctorId === 'string' && { doctorId }),
    ...(isCivilDay(day) && { day }),
  }),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'appointment.create'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => loadStart(context, 'appointment.create', deps),
  component: NewAppointment,
})

function NewAppointment() {
  const { own, patient, doctor } = Route.useLoaderData()
  const { day } = Route.useSearch()
  const { clock } = Route.useRouteContext()
  if (own && !patient) return <NoRecordNotice />
  return <BookingPage start={{ patient, doctor, day: day ?? clock.dayOf(Date.now()), patientIsFixed: own }} />
}
