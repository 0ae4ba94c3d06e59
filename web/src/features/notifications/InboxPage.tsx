import { Box, Button, Center, Field, Flex, NativeSelect, Skeleton, Stack } from '@chakra-ui/react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { BellOff, SlidersHorizontal } from 'lucide-react'
import type { Severity } from '../../api/records.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { MarkAllRead } from './MarkAllRead.tsx'
import { NotificationItem } from './NotificationItem.tsx'
import { type InboxFilter, inboxQueryOf } from './queries.ts'

const route = getRouteApi('/_app/notifications')

const severities: { value: Severity; label: string }[] = [
  { value: 'critical', label: 'Critical' },
  { value: 'warning', label: 'Warning' },
  { value: 'info', label: 'Information' },
]

const Empty = ({ unread, severity }: InboxFilter) =>
  unread || severity ? (
    <EmptyState
      icon={BellOff}
      title={unread && !severity ? 'Everything is read' : 'Nothing of this kind'}
      body="Choose “All”, or any severity, to see the rest."
    />
  ) : (
    <EmptyState
      icon={BellOff}
      title="Nothing yet"
      body="Bookings, changes and messages that concern you show here at once."
    />
  )

const Waiting = () => (
  <Stack gap="4" p="4" aria-busy>
    <Skeleton height="10" />
    <Skeleton height="10" />
    <Skeleton height="10" />
  </Stack>
)

function Filters({ unread, severity }: InboxFilter) {
  const navigate = route.useNavigate()
  const show = (change: { unread?: boolean; severity?: Severity | '' }) => {
    const wanted = { unread, severity, ...change }
    const search = {
      ...(wanted.unread && { unread: true as const }),
      ...(wanted.severity && { severity: wanted.severity }),
    }
    void navigate({ search, replace: true })
  }
  return (
    <Flex gap="3" wrap="wrap" mb="4" align="end">
      <Flex as="fieldset" gap="1" aria-label="Which notifications">
        <Button variant={unread ? 'ghost' : 'solid'} aria-pressed={!unread} onClick={() => show({ unread: false })}>
          All
        </Button>
        <Button
          variant={unread ? 'solid' : 'ghost'}
          aria-pressed={Boolean(unread)}
          onClick={() => show({ unread: true })}
        >
          Unread
        </Button>
      </Flex>
      <Field.Root width="44">
        <Field.Label>Severity</Field.Label>
        <NativeSelect.Root>
          <NativeSelect.Field
            value={severity ?? ''}
            onChange={({ target }) =>
              show({ severity: severities.find(({ value }) => value === target.value)?.value ?? '' })
            }
          >
            <option value="">Any</option>
            {severities.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect.Field>
          <NativeSelect.Indicator />
        </NativeSelect.Root>
      </Field.Root>
    </Flex>
  )
}

/** Everything that somebody was ever told, and the answers that are still asked of them. */
export function InboxPage() {
  const filter = route.useSearch()
  const inbox = useInfiniteQuery({ ...inboxQueryOf(filter), placeholderData: keepPreviousData })
  const first = inbox.data?.pages[0]
  const items = inbox.data?.pages.flatMap((page) => page.items)
  // It reads everything, so that it is offered where everything unread is on the list.
  const isMarkable = first && first.unread > 0 && !filter.severity && !inbox.isPlaceholderData
  return (
    <>
      <PageHeader
        eyebrow={first && (first.unread ? `${first.unread} unread` : 'Everything is read')}
        title="Notifications"
        actions={
          <>
            {isMarkable && <MarkAllRead position={first.position} />}
            <ButtonLink to="/preferences" look="outline">
              <SlidersHorizontal aria-hidden />
              Preferences
            </ButtonLink>
          </>
        }
      />
      <Filters {...filter} />
      {inbox.isError && !items && <FailureNotice failure={inbox.error} onRetry={() => void inbox.refetch()} />}
      <Box
        bg="bg.panel"
        borderWidth="1px"
        borderRadius="l3"
        opacity={inbox.isPlaceholderData ? 0.6 : 1}
        hidden={inbox.isError && !items}
      >
        {inbox.isPending && <Waiting />}
        {items?.length === 0 && <Empty {...filter} />}
        {items && items.length > 0 && (
          <Flex as="ul" direction="column" listStyleType="none" aria-label="Your notifications">
            {items.map((notification) => (
              <NotificationItem key={notification.id} notification={notification} />
            ))}
          </Flex>
        )}
      </Box>
      {inbox.hasNextPage && (
        <Center mt="4">
          <Button variant="outline" loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
            Show earlier
          </Button>
        </Center>
      )}
    </>
  )
}
