import { Box, Heading, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Delivery } from '../../api/records.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { deliveriesQuery } from './queries.ts'
import { channelInWords, describeState } from './states.ts'

type Attempt = Delivery['attempts'][number]

const outcomes = {
  delivered: 'delivered',
  temporary: 'failed for now',
  permanent: 'failed for good',
  unknown: 'interrupted; it may have been sent',
  pending: 'under way',
}

function AttemptLine({ attempt: { n, startedAt, outcome, error } }: { attempt: Attempt }) {
  const { clock } = useSignedIn()
  return (
    <Box as="li" textStyle="sm">
      Attempt {n}, {clock.dayAndClock(startedAt)}: {outcomes[outcome ?? 'pending']}
      {error && (
        <Text textStyle="xs" color="fg.muted" overflowWrap="anywhere">
          {error}
        </Text>
      )}
    </Box>
  )
}

const DeliverySection = ({ delivery: { channel, status, meaning, cause, attempts } }: { delivery: Delivery }) => (
  <section>
    <Heading as="h3" size="sm" mb="2" fontFamily="body">
      {channelInWords(channel)} <StatusBadge {...describeState(status)} />
    </Heading>
    {cause && (
      <Text textStyle="sm" mb="2">
        {meaning}
      </Text>
    )}
    <Stack as="ol" gap="2" listStyleType="none" borderInlineStartWidth="2px" ps="3">
      {attempts.map((attempt) => (
        <AttemptLine key={attempt.startedAt} attempt={attempt} />
      ))}
    </Stack>
    {attempts.length === 0 && channel !== 'in-app' && (
      <Text textStyle="sm" color="fg.muted">
        No attempt was made.
      </Text>
    )}
  </section>
)

interface AttemptsDialogProps {
  notificationId: string
  onClose: () => void
}

/** Each try of one notification, on each of its channels. */
export function AttemptsDialog({ notificationId, onClose }: AttemptsDialogProps) {
  const deliveries = useQuery(deliveriesQuery(notificationId))
  return (
    <Modal title="Every attempt" onClose={onClose}>
      {deliveries.isPending && <Skeleton height="32" />}
      {deliveries.isError && <FailureNotice failure={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      <Stack gap="5">
        {deliveries.data?.items.map((delivery) => (
          <DeliverySection key={delivery.id} delivery={delivery} />
        ))}
      </Stack>
    </Modal>
  )
}
