import { createFileRoute } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { BookingPage } from '../../../features/appointments/BookingPage.tsx'
import { requireMay } from '../../../features/auth/access.ts'
import { asChoice as doctorAsChoice, doctorQuery } from '../../../features/doctors/queries.ts'
import { NoRecordNotice } from '../../../features/patients/NoRecordNotice.tsx'
import { asChoice, ownPatientQuery, patientQuery } from '../../../features/patients/queries.ts'
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
  loader: async ({ context: { user, queryClient }, deps: { patientId, doctorId } }) => {
    const own = may(user.role, 'appointment.create') === 'own'
    const [patient, doctor] = await Promise.all([
      own
        ? queryClient.ensureQueryData(ownPatientQuery)
        : patientId && queryClient.ensureQueryData(patientQuery(patientId)),
      doctorId && queryClient.ensureQueryData(doctorQuery(doctorId)),
    ])
    return {
      own,
      patient: patient ? asChoice(patient) : undefined,
      doctor: doctor ? doctorAsChoice(doctor) : undefined,
    }
  },
  component: NewAppointment,
})

function NewAppointment() {
  const { own, patient, doctor } = Route.useLoaderData()
  const { day } = Route.useSearch()
  const { clock } = Route.useRouteContext()
  if (own && !patient) return <NoRecordNotice />
  return <BookingPage start={{ patient, doctor, day: day ?? clock.dayOf(Date.now()), patientIsFixed: own }} />
}
