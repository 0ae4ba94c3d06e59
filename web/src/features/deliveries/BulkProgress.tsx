import { Heading, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { t } from '../../language/inside.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { type Bulk, progressOf } from './bulk.ts'

interface BulkProgressProps {
  bulk: Bulk
}

/** How a bulk retry is getting on. */
export function BulkProgress({ bulk }: BulkProgressProps) {
  const { clock } = useSignedIn()
  const { what, filter, count, at } = bulk
  const { data } = useQuery({
    queryKey: ['deliveries', 'progress', bulk],
    queryFn: async () => {
      const [{ items }, { queue }] = await Promise.all([
        unwrap(api.notifications.failures.get({ query: filter })),
        unwrap(api.notifications.stats.get({ query: {} })),
      ])
      return progressOf(bulk, items, queue)
    },
    // Hints come of what has ended only: while something is under way, ask.
    refetchInterval: ({ state }) => (state.data?.waiting ? 2_000 : false),
  })
  return (
    <Panel>
      <Heading as="h3" size="md" fontFamily="body">
        {what}
      </Heading>
      <Text textStyle="sm" color="fg.muted" mb="3">
        {t('deliveries.retried.bulk', { clock: clock.clock(at) })}.{' '}
        {data && (data.waiting ? t('deliveries.retried.working') : t('deliveries.retried.done'))}
      </Text>
      <Facts
        facts={[
          [t('deliveries.retried.sent'), count],
          [t('deliveries.retried.arrived'), data?.arrived ?? '…'],
          [t('deliveries.retried.waiting'), data?.waiting ?? '…'],
          [t('deliveries.retried.failed'), data?.failed ?? '…'],
        ]}
      />
    </Panel>
  )
}
