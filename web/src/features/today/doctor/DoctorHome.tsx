import { Grid } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, Printer } from 'lucide-react'
import { t } from '../../../language/inside.ts'
import { dayInWords } from '../../../time/zone.ts'
import { pageHeading } from '../../../ui/focus.ts'
import { ButtonLink } from '../../../ui/links.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Together } from '../../../ui/Together.tsx'
import { useKeptFocus } from '../../../ui/use-kept-focus.ts'
import { actionsColumn, patientColumn, reasonColumn, timeColumn } from '../../appointments/columns.tsx'
import { DayWorklist } from '../DayWorklist.tsx'
import { latestQuery } from '../queries.ts'
import { standingColumn } from '../Standing.tsx'
import { useDay } from '../use-day.ts'
import { useToday } from '../use-today.ts'
import { upNow } from '../worklist.ts'
import { NewBookings } from './NewBookings.tsx'
import { NextPatient } from './NextPatient.tsx'
import { OwnAbsence } from './OwnAbsence.tsx'

const columns = [timeColumn, patientColumn, reasonColumn, standingColumn, actionsColumn]

/** Whoever takes the place of the patient who left. */
const nextCard = (part: HTMLElement) => part.querySelector<HTMLElement>('h2 a[href]') ?? pageHeading()

/** A doctor's own day: who is next, what is new, then the list. */
export default function DoctorHome() {
  const day = useDay()
  const kept = useKeptFocus(nextCard)
  const latest = useQuery(latestQuery)
  const { data: appointments = [] } = day
  // It is the doctor's own list, so that any of its rows knows which doctor that is.
  const doctorId = appointments[0]?.doctor.id
  return (
    <>
      <PageHeader
        eyebrow={dayInWords(useToday())}
        title={t('today.yourDay')}
        actions={
          <>
            <ButtonLink to="/day" search={doctorId ? { doctorId } : {}} look="ghost">
              <Printer aria-hidden />
              {t('today.printDay')}
            </ButtonLink>
            <ButtonLink to="/appointments/new" {...(doctorId && { search: { doctorId } })}>
              <CalendarPlus aria-hidden />
              {t('today.newAppointment')}
            </ButtonLink>
          </>
        }
      />
      <OwnAbsence />
      <Together answers={[day, latest]}>
        <Grid {...kept} gap="4" mb="6" gridTemplateColumns="repeat(auto-fit, minmax(min(100%, 26rem), 1fr))">
          {upNow(appointments).map((appointment) => (
            <NextPatient key={appointment.id} appointment={appointment} />
          ))}
        </Grid>
        <NewBookings />
        <DayWorklist columns={columns} startsWith="waiting" />
      </Together>
    </>
  )
}
