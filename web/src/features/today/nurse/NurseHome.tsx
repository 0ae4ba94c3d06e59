import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { t } from '../../../language/inside.ts'
import { dayInWords } from '../../../time/zone.ts'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Together } from '../../../ui/Together.tsx'
import { actionsColumn, doctorColumn, patientColumn, reasonColumn, timeColumn } from '../../appointments/columns.tsx'
import { inboxQuery } from '../../notifications/queries.ts'
import { DoctorBoard } from '../board/DoctorBoard.tsx'
import { DayWorklist } from '../DayWorklist.tsx'
import { boardQuery } from '../queries.ts'
import { standingColumn } from '../Standing.tsx'
import { useDay } from '../use-day.ts'
import { useToday } from '../use-today.ts'
import { MyAlerts } from './MyAlerts.tsx'

const columns = [timeColumn, patientColumn, doctorColumn, reasonColumn, standingColumn, actionsColumn]

/** The ward: what still asks for an answer, who sits outside which door and for how long, who is to come. */
export default function NurseHome() {
  const today = useToday()
  const answers = [useInfiniteQuery(inboxQuery), useQuery(boardQuery(today)), useDay()]
  return (
    <>
      <PageHeader eyebrow={dayInWords(today)} title={t('today.arrivals')} />
      <Together answers={answers}>
        <MyAlerts />
        <DoctorBoard />
        <DayWorklist columns={columns} startsWith="waiting" choosable />
      </Together>
    </>
  )
}
