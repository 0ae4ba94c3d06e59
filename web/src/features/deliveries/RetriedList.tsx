import { Box, Flex, Heading, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../api/contract.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { deliveriesQuery } from './queries.ts'
import { channelInWords, deliveryStates, isMoving } from './states.ts'

interface RetriedProps {
  failure: Failure
}

function Retried({ failure: { notificationId, channel, recipient, title } }: RetriedProps) {
  const { data } = useQuery({
    ...deliveriesQuery(notificationId ?? ''),
    // The stream tells the recipient, not the administrator: while it is under way, ask.
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => isMoving(status)) ? 1_000 : false),
  })
  const delivery = data?.items.find((one) => one.channel === channel)
  return (
    <Flex as="li" justify="space-between" gap="3" wrap="wrap" py="2">
      <Text textStyle="sm">
        {title} to {recipient?.name ?? 'nobody'}, {channelInWords(channel)}
      </Text>
      {delivery && <StatusBadge {...deliveryStates[delivery.status]} />}
    </Flex>
  )
}

interface RetriedListProps {
  failures: Failure[]
}

/** What was sent again in this visit, and how it is getting on. */
export const RetriedList = ({ failures }: RetriedListProps) => (
  <Box role="status">
    {failures.length > 0 && (
      <Box mb="5">
        <Panel>
          <Heading as="h2" size="md" mb="2" id="sent-again">
            Sent again
          </Heading>
          <Stack as="ul" aria-labelledby="sent-again" gap="0" listStyleType="none">
            {failures.map((failure) => (
              <Retried key={failure.id} failure={failure} />
            ))}
          </Stack>
        </Panel>
      </Box>
    )}
  </Box>
)
