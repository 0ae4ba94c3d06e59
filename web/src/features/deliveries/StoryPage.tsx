import { Box, Flex, Grid, Heading, Skeleton, Stack } from '@chakra-ui/react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { kindInWords } from '../notifications/kinds.ts'
import { sendQuery } from '../send/queries.ts'
import { userQuery } from '../users/queries.ts'
import { ChannelStanding } from './ChannelStanding.tsx'
import { deliveriesQuery, historyQuery, notificationQuery } from './queries.ts'
import { RetryButton } from './RetryButton.tsx'
import { StoryFacts } from './StoryFacts.tsx'
import { isMoving, isTrouble } from './states.ts'
import { aheadOf, storyOf, type Told } from './story.ts'
import { Timeline } from './Timeline.tsx'

const route = getRouteApi('/_app/deliveries/$id')

function Standing({ notification: { id, kind }, recipient, deliveries }: Told) {
  const heading = useRef<HTMLHeadingElement>(null)
  const kept = useKeptFocus(() => heading.current)
  const troubled = deliveries.filter(({ status }) => isTrouble(status))
  return (
    <Panel>
      <Flex justify="space-between" align="center" gap="3" mb="4" {...kept}>
        <Heading as="h2" size="lg" ref={heading} tabIndex={-1} outline="none">
          {t('deliveries.story.standing')}
        </Heading>
        {troubled.length > 0 && (
          <RetryButton
            notificationId={id}
            label={t('deliveries.failures.retryOf', { kind: kindInWords(kind), name: recipient })}
            recipient={recipient}
            isRisky={troubled.some(({ status }) => status === 'unknown')}
          />
        )}
      </Flex>
      <Stack gap="4" aria-live="polite">
        {deliveries.map((delivery) => (
          <ChannelStanding key={delivery.id} delivery={delivery} />
        ))}
      </Stack>
    </Panel>
  )
}

function Happened(told: Told) {
  const ahead = aheadOf(told)
  return (
    <Panel>
      <Heading as="h2" size="lg" mb="4">
        {t('deliveries.story.whole')}
      </Heading>
      <Timeline label={t('deliveries.story.whole')} moments={storyOf(told)} />
      {ahead.length > 0 && (
        <>
          <Heading as="h3" size="sm" fontFamily="body" mt="6" mb="3">
            {t('deliveries.story.ahead')}
          </Heading>
          <Timeline label={t('deliveries.story.ahead')} moments={ahead} />
        </>
      )}
    </Panel>
  )
}

/** One notification from the event to the answer, on one page. */
export function StoryPage() {
  const { id } = route.useParams()
  const { data: notification } = useSuspenseQuery(notificationQuery(id))
  const { data: user } = useQuery(userQuery(notification.userId))
  const history = useQuery(historyQuery(id))
  const deliveries = useQuery({
    ...deliveriesQuery(id),
    // What arrives at the first try is not hinted at: while it is under way, ask.
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => isMoving(status)) ? 1_000 : false),
  })
  // A notification may be older than the record of its send.
  const { data: send } = useQuery({ ...sendQuery(notification.batchId), retry: false })
  const recipient = nameOf({ name: user?.name ?? null })
  const told: Told = {
    ...{ notification, recipient, send },
    deliveries: deliveries.data?.items ?? [],
    history: history.data?.items ?? [],
  }
  const failure = deliveries.error ?? history.error
  return (
    <>
      <PageHeader
        eyebrow={<TextLink to="/deliveries">{t('deliveries.story.back')}</TextLink>}
        title={t('deliveries.story.title', { kind: kindInWords(notification.kind), name: recipient })}
      />
      {failure && (
        <FailureNotice failure={failure} onRetry={() => void Promise.all([deliveries.refetch(), history.refetch()])} />
      )}
      <Grid templateColumns={{ base: 'minmax(0, 1fr)', lg: '3fr 2fr' }} gap="5" alignItems="start">
        <Box order={{ base: 2, lg: 1 }} minW="0">
          {history.isPending || deliveries.isPending ? <Skeleton height="64" /> : <Happened {...told} />}
        </Box>
        <Stack gap="5" order={{ base: 1, lg: 2 }} minW="0">
          {deliveries.isPending ? <Skeleton height="32" /> : <Standing {...told} />}
          <Panel>
            <Heading as="h2" size="lg" mb="4">
              {t('deliveries.story.about')}
            </Heading>
            <StoryFacts notification={notification} recipient={recipient} send={send} />
          </Panel>
        </Stack>
      </Grid>
    </>
  )
}
