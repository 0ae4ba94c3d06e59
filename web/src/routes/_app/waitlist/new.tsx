import { createFileRoute, useLocation } from '@tanstack/react-router'
import { loadStart } from '../../../features/appointments/start.ts'
import { requireMay } from '../../../features/auth/access.ts'
import { NoRecordNotice } from '../../../features/patients/NoRecordNotice.tsx'
import { NewEntryPage } from '../../../features/waitlist/NewEntryPage.tsx'
import { isCivilDay } from '../../../time/zone.ts'

interface EntrySearch {
  patientId?: string
  doctorId?: string
  specialty?: string
  notBefore?: string
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What somebody wants to be seen for, brought along from another form. */
    reason?: string
  }
}

export const Route = createFileRoute('/_app/waitlist/new')({
  validateSearch: ({ patientId, doctorId, specialty, notBefore }): EntrySearch => ({
    ...(typeof patientId === 'string' && { patientId }),
    ...(typeof doctorId === 'string' && { doctorId }),
    ...(typeof specialty === 'string' && { specialty }),
    ...(isCivilDay(notBefore) && { notBefore }),
  }),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'waitlist.enter'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => loadStart(context, 'waitlist.enter', deps),
  component: NewEntry,
})

function NewEntry() {
  const { own, patient, doctor } = Route.useLoaderData()
  const { specialty, notBefore } = Route.useSearch()
  const reason = useLocation({ select: ({ state }) => state.reason })
  if (own && !patient) return <NoRecordNotice />
  return <NewEntryPage start={{ patient, doctor, specialty, notBefore, reason, patientIsFixed: own }} />
}
