import { Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { Facts } from '../../ui/Facts.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Section } from '../../ui/Section.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { statsQuery } from './queries.ts'

const words = t('deliveries.queue', { returnObjects: true })

/** What has been accepted and has not left yet. */
export function QueuePanel() {
  const { clock } = useSignedIn()
  const stats = useQuery(statsQuery('day'))
  if (stats.isPending) return <Skeleton height="32" />
  if (!stats.data) return <FailureNotice failure={stats.error} onRetry={() => void stats.refetch()} />
  const { pending, sending, retrying, scheduled, unwrittenSets, dueNow, oldestDueAt } = stats.data.queue
  return (
    <Section id="queue" title={words.title}>
      <Panel>
        <Text mb="4">{dueNow ? t('deliveries.queue.due', { count: dueNow }) : words.calm}</Text>
        <Facts
          facts={[
            [words.pending, pending],
            [words.sending, sending],
            [words.retrying, retrying],
            [words.scheduled, scheduled],
            [words.unwritten, unwrittenSets],
            [words.oldest, oldestDueAt ? clock.dayAndClock(oldestDueAt) : words.nothingDue],
          ]}
        />
      </Panel>
    </Section>
  )
}
