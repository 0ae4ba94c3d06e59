import { Box, Button, Flex, Heading, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { inWords } from '../../api/problem.ts'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { ago } from '../../time/zone.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { kindInWords } from '../notifications/kinds.ts'
import { AttemptsDialog } from './AttemptsDialog.tsx'
import { Concerned } from './Concerned.tsx'
import { retryGroup } from './queries.ts'
import { RetryButton } from './RetryButton.tsx'
import { channelInWords, isMendable } from './states.ts'

function When({ at }: Pick<Failure, 'at'>) {
  const { clock } = useSignedIn()
  return <time dateTime={at}>{ago(clock, at, Date.now())}</time>
}

const columns: Column<Failure>[] = [
  { header: 'To', cell: (failure) => <Concerned failure={failure} /> },
  { header: 'What', cell: ({ kind }) => kindInWords(kind) },
  { header: 'Channel', cell: ({ channel }) => channelInWords(channel) },
  { header: 'When', cell: ({ at }) => <When at={at} /> },
]

function RetryGroupButton({ group }: Pick<FailureGroupSectionProps, 'group'>) {
  const queryClient = useQueryClient()
  const retry = useMutation({
    mutationFn: () => retryGroup(group),
    onSuccess: ({ count, recipients }) =>
      toaster.create({
        type: 'success',
        title: 'Sent again',
        description: `${count} to ${recipients === 1 ? 'one person' : `${recipients} people`}`,
      }),
    onError: (failure) => toaster.create({ type: 'error', title: 'Not sent again', description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  return (
    <Button
      size="sm"
      variant="outline"
      loading={retry.isPending}
      onClick={() => retry.mutate()}
      aria-label={`Retry all: ${group.meaning}`}
    >
      <RotateCcw aria-hidden />
      Retry all
    </Button>
  )
}

interface FailureGroupSectionProps {
  group: FailureGroup
  rows: number | undefined
  onRetried: (failure: Failure) => void
}

/** One cause, in words, and whom it kept from being told. */
export function FailureGroupSection({ group, rows, onRetried }: FailureGroupSectionProps) {
  const [shown, setShown] = useState<string>()
  const actions: Column<Failure> = {
    header: 'Actions',
    hiddenHeader: true,
    aside: true,
    cell: (failure) =>
      failure.notificationId && (
        <Flex gap="1" justify={{ md: 'end' }}>
          <Button size="xs" variant="ghost" onClick={() => setShown(failure.notificationId ?? undefined)}>
            Attempts
          </Button>
          <RetryButton failure={failure} group={group} onRetried={onRetried} />
        </Flex>
      ),
  }
  const { meaning, count } = group
  const items = group.items.slice(0, rows)
  return (
    <section aria-label={meaning}>
      <Flex justify="space-between" align="end" gap="3" wrap="wrap" mb="2">
        <Box>
          <Heading as="h2" size="md" fontFamily="body">
            {meaning}
          </Heading>
          <Text textStyle="sm" color="fg.muted">
            {count === items.length ? `${count} in all` : `${count} in all, the newest ${items.length} below`}
          </Text>
        </Box>
        {isMendable(group) && <RetryGroupButton group={group} />}
      </Flex>
      <DataTable
        label={meaning}
        items={items}
        columns={isMendable(group) ? [...columns, actions] : columns}
        rowKey={({ deliveryId, userId, at, addressee }) => deliveryId ?? `${userId ?? addressee?.id} ${at}`}
        empty={null}
      />
      {shown && <AttemptsDialog notificationId={shown} onClose={() => setShown(undefined)} />}
    </section>
  )
}
