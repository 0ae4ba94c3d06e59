import { Box, Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import type { Failure } from '../../api/contract.ts'
import { inWords } from '../../api/problem.ts'
import { ago } from '../../time/zone.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { AttemptsDialog } from './AttemptsDialog.tsx'
import { failuresQuery, retryNotification } from './queries.ts'
import { RetriedList } from './RetriedList.tsx'
import { causeInWords, channelInWords } from './states.ts'

const Empty = () => (
  <EmptyState
    icon={MailCheck}
    title="Nothing has failed"
    body="Whatever can’t be delivered shows here with its cause, and can be sent again."
  />
)

function When({ at }: { at: string }) {
  const { clock } = useSignedIn()
  return <time dateTime={at}>{ago(clock, at, Date.now())}</time>
}

const columns: Column<Failure>[] = [
  {
    header: 'To',
    cell: ({ recipient, title }) => (
      <Box>
        <Text fontWeight="medium">{recipient?.name ?? 'Nobody'}</Text>
        <Text textStyle="xs" color="fg.muted">
          {title}
        </Text>
      </Box>
    ),
  },
  { header: 'Channel', cell: ({ channel }) => channelInWords(channel) },
  { header: 'Cause', cell: ({ cause }) => <Text overflowWrap="anywhere">{causeInWords(cause)}</Text> },
  { header: 'When', cell: ({ at }) => <When at={at} /> },
]

/** What could not be delivered, why, and the button that sends it again; what was sent again stays in sight until it has arrived. */
export function FailuresTable() {
  const queryClient = useQueryClient()
  const [retried, setRetried] = useState<Failure[]>([])
  const [shown, setShown] = useState<Failure>()
  const retry = useMutation({
    mutationFn: ({ notificationId }: Failure & { notificationId: string }) => retryNotification(notificationId),
    onSuccess: (_, failure) => setRetried((before) => [failure, ...before.filter(({ id }) => id !== failure.id)]),
    onError: (failure) => toaster.create({ type: 'error', title: 'Not sent again', description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  const actions: Column<Failure> = {
    header: 'Actions',
    hiddenHeader: true,
    cell: (failure) => {
      const { id, notificationId, recipient, title } = failure
      if (!notificationId) return null
      const what = `${title} to ${recipient?.name ?? 'nobody'}`
      return (
        <Flex gap="1" justify={{ md: 'end' }}>
          <Button size="xs" variant="ghost" onClick={() => setShown(failure)} aria-label={`Attempts: ${what}`}>
            Attempts
          </Button>
          <Button
            size="xs"
            variant="outline"
            loading={retry.isPending && retry.variables.id === id}
            onClick={() => retry.mutate({ ...failure, notificationId })}
            aria-label={`Retry ${what}`}
          >
            Retry
          </Button>
        </Flex>
      )
    },
  }
  return (
    <>
      <RetriedList failures={retried} />
      <QueryTable
        label="Failed deliveries"
        query={failuresQuery}
        columns={[...columns, actions]}
        rowKey={({ id }) => id}
        empty={<Empty />}
      />
      {shown?.notificationId && (
        <AttemptsDialog notificationId={shown.notificationId} title={shown.title} onClose={() => setShown(undefined)} />
      )}
    </>
  )
}
