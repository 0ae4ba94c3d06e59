import { Box, Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { inWords } from '../../api/problem.ts'
import type { Notification, Severity } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ago } from '../../time/zone.ts'
import { StatusBadge, type Tone } from '../../ui/StatusBadge.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { AlertAnswer } from './AlertAnswer.tsx'
import { alertWords } from './alert-words.ts'
import { From } from './From.tsx'
import { keepNotification, markRead } from './queries.ts'
import { titleOf } from './written.ts'

const tones: Record<Severity, Tone | null> = { info: null, warning: 'orange', critical: 'red' }

interface NotificationItemProps {
  notification: Notification
  /** Where it opens over a page: called when it leads to another. There, what asks for an answer is pinned beside it. */
  onLeave?: () => void
  /** What stands before it, where it can be chosen. */
  choice?: ReactNode
}

export function NotificationItem({ notification, onLeave, choice }: NotificationItemProps) {
  const { clock } = useSignedIn()
  const router = useRouter()
  const queryClient = useQueryClient()
  const read = useMutation({
    mutationFn: (id: string) => markRead(id),
    onSuccess: (changed) => keepNotification(queryClient, changed),
    onError: (failure) =>
      toaster.create({ type: 'error', title: t('notifications.notSaved'), description: inWords(failure) }),
  })
  const { id, link, repeats, severity } = notification
  const { text, lang, story } = alertWords(notification)
  const tone = tones[severity]
  const unread = !notification.readAt
  const open = () => {
    if (unread) read.mutate(id)
    if (!link) return
    onLeave?.()
    router.history.push(link)
  }
  return (
    <Box as="li" borderBottomWidth="1px" _last={{ borderBottomWidth: '0' }} bg={unread ? 'brand.subtle' : undefined}>
      <Flex>
        {choice}
        <Button
          variant="plain"
          onClick={open}
          flex="1"
          minW="0"
          height="auto"
          py="3"
          px="4"
          justifyContent="start"
          textAlign="start"
          whiteSpace="normal"
          fontWeight="normal"
          color="fg"
          borderRadius="0"
          focusVisibleRing="inside"
        >
          <Flex direction="column" gap="1" width="full">
            <Flex gap="2" align="center" wrap="wrap">
              {unread && <Box srOnly>{t('notifications.unread')}</Box>}
              <Text as="span" fontWeight={unread ? 'semibold' : 'medium'} overflowWrap="anywhere">
                {titleOf(notification)}
              </Text>
              {tone && <StatusBadge tone={tone} label={t(`notifications.severity.${severity}`)} />}
            </Flex>
            {text && (
              <Text as="span" color="fg.muted" whiteSpace="pre-line" overflowWrap="anywhere" lang={lang}>
                {text}
              </Text>
            )}
            {story && (
              <Text as="span" textStyle="xs" color="fg.muted" whiteSpace="pre-line" overflowWrap="anywhere">
                {story}
              </Text>
            )}
            <Flex as="span" gap="2" rowGap="0" wrap="wrap" align="baseline" textStyle="xs" color="fg.muted">
              <From sender={notification.sender} />
              <span>{ago(clock, notification.createdAt, Date.now())}</span>
              {repeats > 0 && <span>{t('notifications.came', { count: repeats + 1 })}</span>}
            </Flex>
          </Flex>
        </Button>
      </Flex>
      <AlertAnswer notification={notification} brief={onLeave !== undefined} inset={choice !== undefined} />
    </Box>
  )
}
