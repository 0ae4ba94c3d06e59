import { Box, Button, CloseButton, Flex } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { forgetAbsence, missedIn, useAbsence } from '../../alerts/absence.ts'
import { t } from '../../language/inside.ts'
import { inboxQuery } from './queries.ts'

/** What came while nobody was looking, or while the line was down, told as one. */
export function AwayNotice() {
  const absence = useAbsence()
  const navigate = useNavigate()
  const { data } = useInfiniteQuery(inboxQuery)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const count = absence ? missedIn(absence, items) : 0
  const show = () => {
    forgetAbsence()
    void navigate({ to: '/notifications', search: { unread: true } })
  }
  return (
    <Box role="status">
      {count > 0 && (
        <Flex
          bg="brand.subtle"
          color="brand.fg"
          px={{ base: '4', md: '8' }}
          py="1.5"
          gap="3"
          align="center"
          textStyle="sm"
          borderBottomWidth="1px"
        >
          <Inbox size={16} aria-hidden />
          <Box flex="1">{t('notifications.away.missed', { count })}</Box>
          <Button size="xs" onClick={show}>
            {t('notifications.away.show', { count })}
          </Button>
          <CloseButton size="xs" aria-label={t('ui.dismiss')} onClick={forgetAbsence} />
        </Flex>
      )}
    </Box>
  )
}
