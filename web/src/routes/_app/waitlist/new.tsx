import { createFileRoute } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { requireMay } from '../../../features/auth/access.ts'
import { asChoice as doctorAsChoice, doctorQuery } from '../../../features/doctors/queries.ts'
import { NoRecordNotice } from '../../../features/patients/NoRecordNotice.tsx'
import { asChoice, ownPatientQuery, patientQuery } from '../../../features/patients/queries.ts'
import { NewEntryPage } from '../../../features/waitlist/NewEntryPage.tsx'

interface EntrySearch {
  patientId?: string
  doctorId?: string
}

export const Route = createFileRoute('/_app/waitlist/new')({
  validateSearch: ({ patientId, doctorId }): EntrySearch => ({
    ...(typeof patientId === 'string' && { patientId }),
    ...(typeof doctorId === 'string' && { doctorId }),
  }),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'waitlist.enter'),
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { user, queryClient }, deps: { patientId, doctorId } }) => {
    const own = may(user.role, 'waitlist.enter') === 'own'
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
  component: NewEntry,
})

function NewEntry() {
  const { own, patient, doctor } = Route.useLoaderData()
  if (own && !patient) return <NoRecordNotice />
  return <NewEntryPage start={{ patient, doctor, patientIsFixed: own }} />
}
