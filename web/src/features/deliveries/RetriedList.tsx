import { Box, Flex, Heading, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import type { Failure } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { kindInWords } from '../notifications/kinds.ts'
import { BulkProgress } from './BulkProgress.tsx'
import { bulkQuery } from './bulk.ts'
import { concernedQuery, deliveriesQuery } from './queries.ts'
import { channelInWords, describeState, isMoving } from './states.ts'

interface RetriedProps {
  failure: Failure
}

function Retried({ failure }: RetriedProps) {
  const { notificationId, deliveryId, channel, kind } = failure
  const { data: name = t('deliveries.failures.recipient') } = useQuery(concernedQuery(failure))
  const { data } = useQuery({
    ...deliveriesQuery(notificationId ?? ''),
    // The stream tells the recipient, not the administrator: while it is under way, ask.
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => isMoving(status)) ? 1_000 : false),
  })
  const delivery = data?.items.find(({ id }) => id === deliveryId)
  return (
    <Flex as="li" justify="space-between" gap="3" wrap="wrap" py="2">
      <Text textStyle="sm">
        {t('deliveries.retried.line', { kind: kindInWords(kind), name, channel: channelInWords(channel) })}
      </Text>
      {delivery && <StatusBadge {...describeState(delivery.status)} />}
    </Flex>
  )
}

interface RetriedListProps {
  failures: Failure[]
  /** Where the focus goes when a row has left the list. */
  headingRef: Ref<HTMLHeadingElement>
}

/** What was sent again in this visit, and how it is getting on. */
export function RetriedList({ failures, headingRef }: RetriedListProps) {
  const { data: bulks = [] } = useQuery(bulkQuery)
  if (failures.length === 0 && bulks.length === 0) return null
  return (
    <Box as="section" aria-labelledby="sent-again">
      <Heading as="h2" size="lg" mb="3" id="sent-again" ref={headingRef} tabIndex={-1} outline="none">
        {t('deliveries.retried.title')}
      </Heading>
      <Stack gap="4" role="status">
        {bulks.map((bulk) => (
          <BulkProgress key={bulk.at} bulk={bulk} />
        ))}
        {failures.length > 0 && (
          <Panel>
            <Stack as="ul" aria-labelledby="sent-again" gap="0" listStyleType="none">
              {failures.map((failure) => (
                <Retried key={failure.deliveryId} failure={failure} />
              ))}
            </Stack>
          </Panel>
        )}
      </Stack>
    </Box>
  )
}
