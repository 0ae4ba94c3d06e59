import { createFileRoute } from '@tanstack/react-router'
import { loadStart } from '../../../features/appointments/start.ts'
import { requireMay } from '../../../features/auth/access.ts'
import { NoRecordNotice } from '../../../features/patients/NoRecordNotice.tsx'
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
  loader: ({ context, deps }) => loadStart(context, 'waitlist.enter', deps),
  component: NewEntry,
})

function NewEntry() {
  const { own, patient, doctor } = Route.useLoaderData()
  if (own && !patient) return <NoRecordNotice />
  return <NewEntryPage start={{ patient, doctor, patientIsFixed: own }} />
}
