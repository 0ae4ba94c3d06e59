import { Box, Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { inWords } from '../../api/problem.ts'
import type { Notification, Severity } from '../../api/records.ts'
import { ago } from '../../time/zone.ts'
import { StatusBadge, type Tone } from '../../ui/StatusBadge.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { AlertAnswer } from './AlertAnswer.tsx'
import { keepNotification, markRead } from './queries.ts'

const severities: Record<Severity, { label: string; tone: Tone } | null> = {
  info: null,
  warning: { label: 'Warning', tone: 'orange' },
  critical: { label: 'Critical', tone: 'red' },
}

interface NotificationItemProps {
  notification: Notification
  /** Where it opens over a page: called when it leads to another. */
  onLeave?: () => void
}

export function NotificationItem({ notification, onLeave }: NotificationItemProps) {
  const { clock } = useSignedIn()
  const router = useRouter()
  const queryClient = useQueryClient()
  const read = useMutation({
    mutationFn: markRead,
    onSuccess: (changed) => keepNotification(queryClient, changed),
    onError: (failure) => toaster.create({ type: 'error', title: 'Not saved', description: inWords(failure) }),
  })
  const { id, title, body, link, repeats } = notification
  const severity = severities[notification.severity]
  const unread = !notification.readAt
  const open = () => {
    if (unread) read.mutate(id)
    if (!link) return
    onLeave?.()
    router.history.push(link)
  }
  return (
    <Box as="li" borderBottomWidth="1px" _last={{ borderBottomWidth: '0' }} bg={unread ? 'brand.subtle' : undefined}>
      <Button
        variant="plain"
        onClick={open}
        width="full"
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
            {unread && <Box srOnly>Unread:</Box>}
            <Text as="span" fontWeight={unread ? 'semibold' : 'medium'}>
              {title}
            </Text>
            {severity && <StatusBadge {...severity} />}
          </Flex>
          {body && (
            <Text as="span" color="fg.muted" whiteSpace="pre-line" overflowWrap="anywhere">
              {body}
            </Text>
          )}
          <Text as="span" textStyle="xs" color="fg.muted">
            {ago(clock, notification.createdAt, Date.now())}
            {repeats > 0 && ` · came ${repeats + 1} times`}
          </Text>
        </Flex>
      </Button>
      <AlertAnswer notification={notification} brief={onLeave} />
    </Box>
  )
}
