import { Box, Flex, Heading, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../api/records.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { kindInWords } from '../notifications/kinds.ts'
import { concernedQuery, deliveriesQuery } from './queries.ts'
import { channelInWords, describeState, isMoving } from './states.ts'

interface RetriedProps {
  failure: Failure
}

function Retried({ failure }: RetriedProps) {
  const { notificationId, deliveryId, channel, kind } = failure
  const { data: name } = useQuery(concernedQuery(failure))
  const { data } = useQuery({
    ...deliveriesQuery(notificationId ?? ''),
    // The stream tells the recipient, not the administrator: while it is under way, ask.
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => isMoving(status)) ? 1_000 : false),
  })
  const delivery = data?.items.find(({ id }) => id === deliveryId)
  return (
    <Flex as="li" justify="space-between" gap="3" wrap="wrap" py="2">
      <Text textStyle="sm">
        {kindInWords(kind)} to {name}, {channelInWords(channel)}
      </Text>
      {delivery && <StatusBadge {...describeState(delivery.status)} />}
    </Flex>
  )
}

interface RetriedListProps {
  failures: Failure[]
}

/** What was sent again in this visit, and how it is getting on. */
export const RetriedList = ({ failures }: RetriedListProps) => (
  <Box role="status" _empty={{ display: 'none' }}>
    {failures.length > 0 && (
      <Panel>
        <Heading as="h2" size="md" mb="2" id="sent-again" fontFamily="body">
          Sent again
        </Heading>
        <Stack as="ul" aria-labelledby="sent-again" gap="0" listStyleType="none">
          {failures.map((failure) => (
            <Retried key={failure.deliveryId} failure={failure} />
          ))}
        </Stack>
      </Panel>
    )}
  </Box>
)
