import { Box, Heading, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Attempt, Delivery } from '../../api/contract.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { deliveriesQuery } from './queries.ts'
import { causeInWords, channelInWords, deliveryStates } from './states.ts'

function AttemptLine({ attempt: { n, startedAt, outcome, error } }: { attempt: Attempt }) {
  const { clock } = useSignedIn()
  return (
    <Box as="li" textStyle="sm">
      Attempt {n}, {clock.dayAndClock(startedAt)}: {outcome ?? 'under way'}
      {error && (
        <Text textStyle="xs" color="fg.muted" overflowWrap="anywhere">
          {error}
        </Text>
      )}
    </Box>
  )
}

const DeliverySection = ({ delivery: { channel, status, cause, attempts } }: { delivery: Delivery }) => (
  <section>
    <Heading as="h3" size="sm" mb="2">
      {channelInWords(channel)} <StatusBadge {...deliveryStates[status]} />
    </Heading>
    {cause && (
      <Text textStyle="sm" mb="2">
        {causeInWords(cause)}
      </Text>
    )}
    <Stack as="ol" gap="2" listStyleType="none" borderInlineStartWidth="2px" ps="3">
      {attempts.map((attempt) => (
        <AttemptLine key={`${attempt.n} ${attempt.startedAt}`} attempt={attempt} />
      ))}
    </Stack>
    {attempts.length === 0 && (
      <Text textStyle="sm" color="fg.muted">
        No attempt was made.
      </Text>
    )}
  </section>
)

interface AttemptsDialogProps {
  notificationId: string
  title: string
  onClose: () => void
}

/** Each try of one notification, on each of its channels. */
export function AttemptsDialog({ notificationId, title, onClose }: AttemptsDialogProps) {
  const deliveries = useQuery(deliveriesQuery(notificationId))
  return (
    <Modal title={title} onClose={onClose}>
      {deliveries.isPending && <Skeleton height="32" />}
      {deliveries.isError && <FailureNotice failure={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      <Stack gap="5">
        {deliveries.data?.items.map((delivery) => (
          <DeliverySection key={`${delivery.channel} ${delivery.generation}`} delivery={delivery} />
        ))}
      </Stack>
    </Modal>
  )
}
