import { Box, Flex, Skeleton } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { NotificationItem } from '../notifications/NotificationItem.tsx'
import { inboxQuery } from '../notifications/queries.ts'

const shown = 3

/** The newest of the inbox, kept current by the stream as the bell is. */
export function NewestMessages() {
  const inbox = useInfiniteQuery(inboxQuery)
  const items = inbox.data?.pages[0]?.items.slice(0, shown)
  if (inbox.isError && !items) return <FailureNotice failure={inbox.error} onRetry={() => void inbox.refetch()} />
  if (!items) return <Skeleton height="24" />
  return (
    <Box bg="bg.panel" borderWidth="1px" borderRadius="l3" overflow="hidden">
      {items.length ? (
        <Flex as="ul" direction="column" listStyleType="none" aria-label={t('patients.home.messages')}>
          {items.map((notification) => (
            <NotificationItem key={notification.id} notification={notification} />
          ))}
        </Flex>
      ) : (
        <EmptyState
          icon={BellOff}
          title={t('patients.home.noMessages.title')}
          body={t('patients.home.noMessages.body')}
        />
      )}
    </Box>
  )
}
