import { CalendarCheck2 } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { actionsColumn, dayAndTimeColumn, patientColumn, reasonColumn, statusColumn } from '../appointments/columns.tsx'
import { appointmentsQuery } from '../appointments/queries.ts'
import { useSignedIn } from '../auth/signed-in.ts'

const columns = [dayAndTimeColumn, patientColumn, reasonColumn, statusColumn, actionsColumn]

/** From today on, soonest first: an archived doctor's too, which somebody has to move. */
export function AppointmentsAhead({ doctor: { id, name } }: { doctor: { id: string; name: string } }) {
  const { clock } = useSignedIn()
  const { from } = clock.range(clock.dayOf(Date.now()))
  return (
    <Section id="ahead" title={t('doctors.ahead.title')}>
      <QueryTable
        label={t('doctors.ahead.of', { doctor: name })}
        query={appointmentsQuery({ doctorId: id, from })}
        columns={columns}
        rowKey={(appointment) => appointment.id}
        empty={<EmptyState icon={CalendarCheck2} title={t('doctors.ahead.none')} body={t('doctors.ahead.noneBody')} />}
      />
    </Section>
  )
}
