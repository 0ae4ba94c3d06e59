import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Notification } from '../../../api/records.ts'
import { t } from '../../../language/inside.ts'
import { useTick } from '../../../time/use-tick.ts'
import { timeLeft } from '../../../time/zone.ts'
import { TextLink } from '../../../ui/links.tsx'
import { useSignedIn } from '../../auth/signed-in.ts'
import { standingOf } from '../../notifications/alert-standing.ts'
import { inboxQuery } from '../../notifications/queries.ts'

function Left({ dueAt }: { dueAt: string }) {
  const left = useTick(
    useCallback(
      (now: number) =>
        Date.parse(dueAt) > now ? t('today.alerts.left', { left: timeLeft(dueAt, now) }) : t('today.alerts.over'),
      [dueAt],
    ),
  )
  return (
    <Text as="span" color="fg.muted" fontVariantNumeric="tabular-nums">
      {left}
    </Text>
  )
}

/** What still asks this person for an answer, and for how long; the answers themselves are pinned to the page. */
export function MyAlerts() {
  const { user } = useSignedIn()
  const { data } = useInfiniteQuery(inboxQuery)
  const open = data?.pages.flatMap((page) =>
    page.items.flatMap((notification: Notification) => {
      const standing = standingOf(notification, user.id, Date.now())
      return standing?.is === 'waiting' || standing?.is === 'overdue' ? [{ notification, dueAt: standing.dueAt }] : []
    }),
  )
  if (!open) return null
  return (
    <Box as="section" aria-labelledby="my-alerts" mb="6">
      <Heading as="h2" id="my-alerts" size="md" mb="2">
        {t('today.alerts.title')}
      </Heading>
      {open.length === 0 && (
        <Text textStyle="sm" color="fg.muted">
          {t('today.alerts.none')}
        </Text>
      )}
      <Flex as="ul" direction="column" listStyleType="none" textStyle="sm">
        {open.map(({ notification: { id, title }, dueAt }) => (
          <Flex as="li" key={id} gap="3" rowGap="0" wrap="wrap" minH="6">
            <TextLink to="/notifications">{title}</TextLink>
            <Left dueAt={dueAt} />
          </Flex>
        ))}
      </Flex>
    </Box>
  )
}
