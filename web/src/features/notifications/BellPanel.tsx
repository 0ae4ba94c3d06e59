import { Box, Button, Flex, Popover, Text } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { useStream } from '../../alerts/state.ts'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextLink } from '../../ui/links.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { MarkAllRead } from './MarkAllRead.tsx'
import { NotificationItem } from './NotificationItem.tsx'
import { inboxQuery } from './queries.ts'

function StreamWords() {
  const { clock } = useSignedIn()
  const { state, completeUpTo } = useStream()
  if (state !== 'live' || !completeUpTo) return t(`notifications.state.${state}`)
  return t('notifications.state.complete', { clock: clock.clockToTheSecond(completeUpTo) })
}

interface BellPanelProps {
  onLeave: () => void
}

export default function BellPanel({ onLeave }: BellPanelProps) {
  const inbox = useInfiniteQuery(inboxQuery)
  const first = inbox.data?.pages[0]
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Popover.Header as="div" pb="3" borderBottomWidth="1px">
        <Flex justify="space-between" align="start" gap="3">
          <Box>
            <Popover.Title as="h2" fontWeight="semibold">
              {t('notifications.title')}
            </Popover.Title>
            <Text textStyle="xs" color="fg.muted" fontVariantNumeric="tabular-nums">
              <StreamWords />
            </Text>
          </Box>
          {first && first.unread > 0 && <MarkAllRead size="xs" position={first.position} />}
        </Flex>
      </Popover.Header>
      <Popover.Body
        p="0"
        maxH="60dvh"
        overflowY="auto"
        tabIndex={0}
        role="region"
        aria-label={t('notifications.yours')}
      >
        {inbox.isError && <FailureNotice failure={inbox.error} onRetry={() => void inbox.refetch()} />}
        {inbox.isSuccess && items.length === 0 && (
          <EmptyState icon={BellOff} title={t('notifications.empty.title')} body={t('notifications.empty.body')} />
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
            {t('notifications.showEarlier')}
          </Button>
        )}
      </Popover.Body>
      <Popover.Footer as="div" py="3" borderTopWidth="1px" justifyContent="center">
        <TextLink to="/notifications" onClick={onLeave}>
          {t('notifications.seeAll')}
        </TextLink>
      </Popover.Footer>
    </>
  )
}
