import { Box, Button, Flex } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { lazy, Suspense, useState } from 'react'
import { t } from '../../language/inside.ts'
import { useNow } from '../../time/use-now.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { pinnedOf, shownOf } from './alert-standing.ts'
import { PinnedAlert } from './PinnedAlert.tsx'
import { criticalQuery, inboxQuery } from './queries.ts'

const SentByYou = lazy(() => import('../send/SentByYou.tsx'))

/** Pinned to every page: what nobody may overlook. It cannot be dismissed, only answered. */
export function PinnedAlerts() {
  const { user } = useSignedIn()
  const [all, setAll] = useState(false)
  const inbox = useInfiniteQuery(inboxQuery)
  const critical = useInfiniteQuery(criticalQuery)
  // Of the two the inbox has what the stream brought a moment ago, and the other what is far down in it.
  const known = [critical, inbox].flatMap(({ data }) => data?.pages.flatMap((page) => page.items) ?? [])
  const asking = known.filter(({ ack }) => ack !== null)
  const now = useNow(asking.length > 0)
  const pinned = pinnedOf(asking, user.id, now)
  const fewest = shownOf(pinned)
  const shown = all ? pinned : fewest
  const hidden = pinned.length - fewest.length
  return (
    <>
      <Box aria-live="assertive" aria-relevant="additions">
        {pinned.length > 0 && (
          <Box
            as="section"
            aria-label={t('notifications.pinned.label')}
            borderBottomWidth="1px"
            bg="bg.panel"
            maxH="45dvh"
            overflowY="auto"
          >
            <Flex as="ul" direction="column" listStyleType="none">
              {shown.map((alert) => (
                <PinnedAlert key={alert.notification.id} {...alert} now={now} />
              ))}
            </Flex>
            {hidden > 0 && (
              <Button variant="ghost" size="xs" width="full" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? t('notifications.pinned.fewer') : t('notifications.pinned.more', { count: hidden })}
              </Button>
            )}
          </Box>
        )}
      </Box>
      {may(user.role, 'send.read') === 'own' && (
        <Suspense fallback={null}>
          <SentByYou />
        </Suspense>
      )}
    </>
  )
}
