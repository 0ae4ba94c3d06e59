import { Box, Button, Flex, Popover, Text } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { useStreamState } from '../../alerts/state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextLink } from '../../ui/links.tsx'
import { MarkAllRead } from './MarkAllRead.tsx'
import { NotificationItem } from './NotificationItem.tsx'
import { inboxQuery } from './queries.ts'

const states = {
  live: 'Live in this tab',
  connecting: 'Connecting…',
  down: 'Live updates are interrupted',
}

interface BellPanelProps {
  onLeave: () => void
}

export default function BellPanel({ onLeave }: BellPanelProps) {
  const inbox = useInfiniteQuery(inboxQuery)
  const state = useStreamState()
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
          {first && first.unread > 0 && <MarkAllRead size="xs" position={first.position} />}
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
      <Popover.Footer as="div" py="3" borderTopWidth="1px" justifyContent="center">
        <TextLink to="/notifications" onClick={onLeave}>
          See all
        </TextLink>
      </Popover.Footer>
    </>
  )
}
