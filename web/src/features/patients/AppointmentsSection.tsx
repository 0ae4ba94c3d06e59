import { Button, Stack } from '@chakra-ui/react'
import { CalendarHeart, History as HistoryIcon } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { PageSkeleton } from '../../ui/PageSkeleton.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { actionsColumn, dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn } from '../appointments/columns.tsx'
import { History } from '../appointments/History.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { comingQuery, pastQuery } from './queries.ts'
import { useChart } from './use-chart.ts'

/** Who did what to one appointment, asked for when somebody wants to know. */
function HistoryOfOne({ appointment: { id, startsAt } }: { appointment: Appointment }) {
  const { clock } = useSignedIn()
  const [isOpen, setOpen] = useState(false)
  const title = t('patients.appointments.historyOf', { when: clock.dayAndClock(startsAt) })
  return (
    <>
      <Button size="xs" variant="ghost" colorPalette="gray" aria-label={title} onClick={() => setOpen(true)}>
        <HistoryIcon aria-hidden />
        {t('patients.appointments.history')}
      </Button>
      {isOpen && (
        <Modal title={title} onClose={() => setOpen(false)}>
          <Suspense fallback={<PageSkeleton />}>
            <History id={id} />
          </Suspense>
        </Modal>
      )}
    </>
  )
}

const historyColumn: Column<Appointment> = {
  header: t('patients.appointments.history'),
  hiddenHeader: true,
  aside: true,
  cell: (appointment) => <HistoryOfOne appointment={appointment} />,
}

const columns = [dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn, historyColumn, actionsColumn]

const keyOf = ({ id }: Appointment) => id

const Empty = ({ of }: { of: 'noneComing' | 'nonePast' }) => (
  <EmptyState
    icon={CalendarHeart}
    title={t(`patients.appointments.${of}.title`)}
    body={t(`patients.appointments.${of}.body`)}
  />
)

/** Today's and what lies ahead, soonest first; then what has been, newest first. */
export function AppointmentsSection() {
  const { clock } = useSignedIn()
  const { id, name } = useChart()
  return (
    <Stack gap="7">
      <Section id="coming" title={t('patients.appointments.coming')}>
        <QueryTable
          label={t('patients.appointments.comingOf', { name })}
          query={comingQuery(clock, id)}
          columns={columns}
          rowKey={keyOf}
          empty={<Empty of="noneComing" />}
        />
      </Section>
      <Section id="past" title={t('patients.appointments.past')}>
        <QueryTable
          label={t('patients.appointments.pastOf', { name })}
          query={pastQuery(clock, id)}
          columns={columns}
          rowKey={keyOf}
          empty={<Empty of="nonePast" />}
          file={{
            path: '/appointments',
            query: { patientId: id, sort: '-startsAt' },
            name: t('patients.appointments.file', { name }),
          }}
        />
      </Section>
    </Stack>
  )
}
