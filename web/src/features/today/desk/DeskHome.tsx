import { Flex, Grid } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, Footprints, Printer } from 'lucide-react'
import { t } from '../../../language/inside.ts'
import { dayInWords } from '../../../time/zone.ts'
import { ButtonLink } from '../../../ui/links.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Together } from '../../../ui/Together.tsx'
import { actionsColumn, doctorColumn, patientColumn, reasonColumn, timeColumn } from '../../appointments/columns.tsx'
import { DoctorBoard } from '../board/DoctorBoard.tsx'
import { DayWorklist } from '../DayWorklist.tsx'
import { boardQuery } from '../queries.ts'
import { standingColumn } from '../Standing.tsx'
import { useDay } from '../use-day.ts'
import { useToday } from '../use-today.ts'
import { DayNumbers } from './DayNumbers.tsx'
import { PatientFinder } from './PatientFinder.tsx'

const columns = [timeColumn, patientColumn, doctorColumn, reasonColumn, standingColumn, actionsColumn]

/** What the desk presses all day comes first; narrower, the names in its list would break into three lines. */
const besideWhenWide = { '@media (min-width: 88rem)': { gridTemplateColumns: 'minmax(0, 1fr) 17rem' } }

/** The front desk: find whoever stands there, check in who is expected, know who waits for whom. */
export default function DeskHome() {
  const today = useToday()
  const answers = [useQuery(boardQuery(today)), useDay()]
  return (
    <>
      <PageHeader
        eyebrow={dayInWords(today)}
        title={t('today.desk')}
        actions={
          <>
            <ButtonLink to="/day" look="ghost">
              <Printer aria-hidden />
              {t('today.printDay')}
            </ButtonLink>
            <ButtonLink to="/walk-in" look="outline">
              <Footprints aria-hidden />
              {t('today.walkIn.title')}
            </ButtonLink>
            <ButtonLink to="/appointments/new">
              <CalendarPlus aria-hidden />
              {t('today.newAppointment')}
            </ButtonLink>
          </>
        }
      />
      <Flex gap="8" rowGap="5" wrap="wrap" align="end" justify="space-between" mb="6">
        <Flex flex="1" minW={{ base: 'full', md: 'xl' }}>
          <PatientFinder />
        </Flex>
        <DayNumbers />
      </Flex>
      <Together answers={answers}>
        <Grid gap="6" alignItems="start" gridTemplateColumns="minmax(0, 1fr)" css={besideWhenWide}>
          <DayWorklist columns={columns} startsWith="expected" choosable />
          <DoctorBoard />
        </Grid>
      </Together>
    </>
  )
}
