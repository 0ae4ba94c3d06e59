import { Box, Flex, Text } from '@chakra-ui/react'
import { BellOff } from 'lucide-react'
import type { Severity, Told } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { nameOf } from '../../ui/names.ts'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { StatusBadge, type Tone } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { kindInWords } from '../notifications/kinds.ts'
import { titleOf } from '../notifications/written.ts'
import { toldQuery } from './queries.ts'
import { useChart } from './use-chart.ts'

const tones: Record<Severity, Tone | undefined> = { info: undefined, warning: 'orange', critical: 'red' }

function Moment({ at }: { at: string }) {
  const { clock } = useSignedIn()
  return <time dateTime={at}>{clock.dayAndClock(at)}</time>
}

function About({ told: { kind, severity, title } }: { told: Told }) {
  const tone = tones[severity]
  return (
    <Box>
      <Flex gap="2" align="center" wrap="wrap">
        {kindInWords(kind)}
        {tone && <StatusBadge label={t(`patients.alerts.severities.${severity}`)} tone={tone} />}
      </Flex>
      <Text textStyle="xs" color="fg.muted">
        {title === null ? t('patients.alerts.words') : titleOf({ kind, title })}
      </Text>
    </Box>
  )
}

function State({ told: { ack, readAt } }: { told: Told }) {
  const { clock } = useSignedIn()
  if (ack?.at) return t('patients.alerts.acknowledged', { when: clock.dayAndClock(ack.at) })
  if (ack) return t('patients.alerts.waiting', { when: clock.dayAndClock(ack.dueAt) })
  return readAt ? t('patients.alerts.read', { when: clock.dayAndClock(readAt) }) : t('patients.alerts.unread')
}

const columns: Column<Told>[] = [
  { header: t('patients.alerts.when'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { header: t('patients.alerts.about'), cell: (told) => <About told={told} /> },
  { header: t('patients.alerts.to'), cell: ({ user }) => (user ? nameOf(user) : null) },
  { header: t('patients.alerts.state'), cell: (told) => <State told={told} /> },
]

const keyOf = ({ id }: Told) => id

/** Whom Wardline told something about this patient, when, and whether it arrived with them. */
export function AlertsSection() {
  const { id, name } = useChart()
  return (
    <>
      <Text textStyle="sm" color="fg.muted" mb="3">
        {t('patients.alerts.intro')}
      </Text>
      <QueryTable
        label={t('patients.alerts.label', { name })}
        query={toldQuery(id)}
        columns={columns}
        rowKey={keyOf}
        empty={
          <EmptyState icon={BellOff} title={t('patients.alerts.none.title')} body={t('patients.alerts.none.body')} />
        }
        file={{ path: `/patients/${id}/notifications`, name: t('patients.alerts.file', { name }) }}
      />
    </>
  )
}
