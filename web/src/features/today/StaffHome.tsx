import { CalendarPlus, UserPlus } from 'lucide-react'
import { dayInWords } from '../../time/zone.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import {
  actionsColumn,
  doctorColumn,
  patientColumn,
  reasonColumn,
  statusColumn,
  timeColumn,
} from '../appointments/columns.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { DayWorklist } from './DayWorklist.tsx'

const columns = [timeColumn, patientColumn, doctorColumn, reasonColumn, statusColumn, actionsColumn]

/** The desk works through the whole day; the ward through who has arrived. */
export default function StaffHome() {
  const { user, clock } = useSignedIn()
  const nurse = user.role === 'nurse'
  return (
    <>
      <PageHeader
        eyebrow={dayInWords(clock.dayOf(Date.now()))}
        title={nurse ? 'Today’s arrivals' : 'Today at the desk'}
        actions={
          <>
            <ButtonLink to="/patients/new" look="outline">
              <UserPlus aria-hidden />
              Register patient
            </ButtonLink>
            <ButtonLink to="/appointments/new">
              <CalendarPlus aria-hidden />
              New appointment
            </ButtonLink>
          </>
        }
      />
      <DayWorklist columns={columns} startsWith={nurse ? 'here' : 'open'} />
    </>
  )
}
