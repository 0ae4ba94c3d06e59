import { Box, Button, Center, Skeleton, Stack } from '@chakra-ui/react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { BellOff, SlidersHorizontal } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ExportButton } from '../../ui/ExportButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { fading } from '../../ui/fading.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { InboxFilters } from './InboxFilters.tsx'
import { InboxList } from './InboxList.tsx'
import { MarkAllRead } from './MarkAllRead.tsx'
import { type InboxFilter, inboxQueryOf, isWhole } from './queries.ts'

const route = getRouteApi('/_app/notifications')

const Empty = (filter: InboxFilter) =>
  isWhole(filter) ? (
    <EmptyState icon={BellOff} title={t('notifications.empty.title')} body={t('notifications.empty.body')} />
  ) : (
    <EmptyState
      icon={BellOff}
      title={filter.severity || filter.kind ? t('notifications.empty.ofKind') : t('notifications.allRead')}
      body={t('notifications.empty.ofKindBody')}
    />
  )

const Waiting = () => (
  <Stack gap="4" p="4" aria-busy>
    <Skeleton height="10" />
    <Skeleton height="10" />
    <Skeleton height="10" />
  </Stack>
)

/** Everything that somebody was ever told, and the answers that are still asked of them. */
export function InboxPage() {
  const filter = route.useSearch()
  const inbox = useInfiniteQuery({ ...inboxQueryOf(filter), placeholderData: keepPreviousData })
  const first = inbox.data?.pages[0]
  const items = inbox.data?.pages.flatMap((page) => page.items)
  // It reads everything, so that it is offered where everything unread is on the list.
  const isMarkable = first && first.unread > 0 && !filter.severity && !filter.kind && !inbox.isPlaceholderData
  return (
    <>
      <PageHeader
        eyebrow={
          first && (first.unread ? t('notifications.unreadCount', { count: first.unread }) : t('notifications.allRead'))
        }
        title={t('notifications.title')}
        actions={
          <>
            {isMarkable && <MarkAllRead position={first.position} />}
            <ExportButton file={{ path: '/notifications', query: filter, name: t('notifications.title') }} />
            <ButtonLink to="/preferences" look="outline">
              <SlidersHorizontal aria-hidden />
              {t('notifications.preferences')}
            </ButtonLink>
          </>
        }
      />
      <InboxFilters {...filter} />
      {inbox.isError && !items && <FailureNotice failure={inbox.error} onRetry={() => void inbox.refetch()} />}
      <Box
        bg="bg.panel"
        borderWidth="1px"
        borderRadius="l3"
        {...fading(inbox.isPlaceholderData)}
        hidden={inbox.isError && !items}
      >
        {inbox.isPending && <Waiting />}
        {items?.length === 0 && <Empty {...filter} />}
        {items && items.length > 0 && <InboxList items={items} />}
      </Box>
      {inbox.hasNextPage && (
        <Center mt="4">
          <Button variant="outline" loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
            {t('notifications.showEarlier')}
          </Button>
        </Center>
      )}
    </>
  )
}
