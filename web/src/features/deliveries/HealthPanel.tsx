import { Box, Flex, Heading, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Health } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { durationInWords } from '../../time/duration.ts'
import { Facts } from '../../ui/Facts.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge, type Tone } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { inOrderOfTrouble, type PartState } from './health.ts'
import { healthQuery, statsQuery } from './queries.ts'

const words = t('deliveries.health', { returnObjects: true })
const partNames: Record<string, string> = words.parts
const advice: Record<string, string> = words.todo
const tones: Record<PartState, Tone> = { ready: 'green', degraded: 'orange', down: 'red' }
const summaries: Record<string, string> = { ready: words.well, degraded: words.degraded, down: words.down }

function Part({ name, state }: { name: string; state: PartState }) {
  return (
    <Box as="li" py="2">
      <Flex justify="space-between" gap="3" rowGap="1" align="center" wrap="wrap">
        <Text textStyle="sm" fontWeight="medium">
          {partNames[name] ?? name}
        </Text>
        <StatusBadge label={words.states[state]} tone={tones[state]} />
      </Flex>
      {state !== 'ready' && (
        <Text textStyle="sm" mt="1">
          {advice[name]}
        </Text>
      )}
    </Box>
  )
}

/** Nothing late, or for how long. */
const lateness = (seconds: number | null, none: string): string =>
  seconds === null ? words.unknown : seconds === 0 ? none : durationInWords(seconds)

function DeliveryFacts({ delivery }: Pick<Health, 'delivery'>) {
  const { data: stats } = useQuery(statsQuery('day'))
  const queue = stats && {
    waiting: stats.queue.pending,
    sending: stats.queue.sending,
    retrying: stats.queue.retrying,
  }
  return (
    <Facts
      facts={[
        [
          words.oldest,
          lateness(delivery.oldestUndeliveredSeconds, words.oldestNone),
          delivery.oldestUndeliveredSeconds ? words.oldestWhere : null,
        ],
        [words.overdue, lateness(delivery.overdueSeconds, words.overdueNone)],
        [words.queue, queue ? t('deliveries.health.queueLine', queue) : words.unknown],
        [words.canary, words.canaries[delivery.canary]],
      ]}
    />
  )
}

/** How Wardline is, in plain words, and what to do where something is not well. */
export function HealthPanel() {
  const { clock } = useSignedIn()
  const health = useQuery(healthQuery)
  if (health.isPending) return <Skeleton height="48" />
  if (!health.data) return <FailureNotice failure={health.error} onRetry={() => void health.refetch()} />
  const { status, parts, delivery } = health.data
  return (
    <Panel>
      <Text fontWeight="medium" role="status">
        {health.isError ? words.unreachable : summaries[status]}
      </Text>
      <Text textStyle="xs" color="fg.muted" mb="4">
        {t('deliveries.health.checked', { clock: clock.clock(new Date(health.dataUpdatedAt).toISOString()) })}
      </Text>
      <Stack gap="6">
        <DeliveryFacts delivery={delivery} />
        <Box>
          <Heading as="h3" srOnly>
            {words.title}
          </Heading>
          <Box
            as="ul"
            listStyleType="none"
            display="grid"
            gridTemplateColumns={{ base: 'minmax(0, 1fr)', md: '1fr 1fr' }}
            columnGap="8"
          >
            {inOrderOfTrouble(parts).map(([name, state]) => (
              <Part key={name} name={name} state={state} />
            ))}
          </Box>
        </Box>
      </Stack>
    </Panel>
  )
}
