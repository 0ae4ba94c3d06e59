import { Box, Button, Flex, Popover, Text } from '@chakra-ui/react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { useStreamState } from '../../alerts/state.ts'
import { inWords } from '../../api/problem.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { NotificationItem } from './NotificationItem.tsx'
import { inboxKey, inboxQuery, markAllRead } from './queries.ts'

const states = {
  live: 'Live in this tab',
  connecting: 'Connecting…',
  down: 'Live updates are interrupted',
}

interface BellPanelProps {
  onLeave: () => void
}

export default function BellPanel({ onLeave }: BellPanelProps) {
  const queryClient = useQueryClient()
  const inbox = useInfiniteQuery(inboxQuery)
  const state = useStreamState()
  const readAll = useMutation({
    mutationFn: markAllRead,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: inboxKey }),
    onError: (failure) =>
      toaster.create({ type: 'error', title: 'Nothing was marked as read', description: inWords(failure) }),
  })
  const first = inbox.data?.pages[0]
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Popover.Header as="div" pb="3" borderBottomWidth="1px">
        <Flex justify="space-between" align="start" gap="3">
          <Box>
            <Popover.Title as="h2" fontWeight="semibold">
              Notifications
            </Popover.Title>
            <Text textStyle="xs" color="fg.muted">
              {states[state]}
            </Text>
          </Box>
          {first && first.unread > 0 && (
            <Button
              size="xs"
              variant="outline"
              loading={readAll.isPending}
              onClick={() => readAll.mutate(first.position)}
            >
              Mark all as read
            </Button>
          )}
        </Flex>
      </Popover.Header>
      <Popover.Body p="0" maxH="60dvh" overflowY="auto" tabIndex={0} role="region" aria-label="Your notifications">
        {inbox.isError && <FailureNotice failure={inbox.error} onRetry={() => void inbox.refetch()} />}
        {inbox.isSuccess && items.length === 0 && (
          <EmptyState
            icon={BellOff}
            title="Nothing yet"
            body="Bookings, changes and messages that concern you show here at once."
          />
        )}
        <Flex as="ul" direction="column" listStyleType="none">
          {items.map((notification) => (
            <NotificationItem key={notification.id} notification={notification} onLeave={onLeave} />
          ))}
        </Flex>
        {inbox.hasNextPage && (
          <Button
            variant="ghost"
            width="full"
            loading={inbox.isFetchingNextPage}
            onClick={() => void inbox.fetchNextPage()}
          >
            Show earlier
          </Button>
        )}
      </Popover.Body>
    </>
  )
}
