import { t } from '../../../language/inside.ts'
import { dayInWords } from '../../../time/zone.ts'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { actionsColumn, doctorColumn, patientColumn, reasonColumn, timeColumn } from '../../appointments/columns.tsx'
import { DoctorBoard } from '../board/DoctorBoard.tsx'
import { DayWorklist } from '../DayWorklist.tsx'
import { standingColumn } from '../Standing.tsx'
import { useToday } from '../use-today.ts'
import { MyAlerts } from './MyAlerts.tsx'

const columns = [timeColumn, patientColumn, doctorColumn, reasonColumn, standingColumn, actionsColumn]

/** The ward: what still asks for an answer, who sits outside which door and for how long, who is to come. */
export default function NurseHome() {
  return (
    <>
      <PageHeader eyebrow={dayInWords(useToday())} title={t('today.arrivals')} />
      <MyAlerts />
      <DoctorBoard layout="grid" />
      <DayWorklist columns={columns} startsWith="waiting" choosable />
    </>
  )
}
