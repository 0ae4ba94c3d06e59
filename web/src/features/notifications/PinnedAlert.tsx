import { Box, Link as ChakraLink, Flex, Text } from '@chakra-ui/react'
import { useRouter } from '@tanstack/react-router'
import { BellRing, CircleCheck, Siren } from 'lucide-react'
import { type MouseEvent, useRef } from 'react'
import type { Notification } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ago, timeLeft } from '../../time/zone.ts'
import { keepsFocus } from '../../ui/focus.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { AlertText } from './AlertText.tsx'
import { AnswerButtons } from './AnswerButtons.tsx'
import type { AlertStanding } from './alert-standing.ts'
import { From } from './From.tsx'
import { Standing } from './Standing.tsx'
import { titleOf } from './written.ts'

interface PinnedAlertProps {
  notification: Notification
  standing: AlertStanding
  now: number
}

const inbox = '/app/notifications'

/** Without a colour of its own once somebody has it. */
const looks = { open: { bg: 'red.subtle', fg: 'red.fg' }, settled: { bg: 'bg.subtle', fg: 'fg.muted' } }

/** What is left of the time to answer, or that it needs none any more. */
const leftOf = (standing: AlertStanding, now: number): string => {
  if (!('dueAt' in standing)) return t(standing.at ? 'notifications.pinned.taken' : 'notifications.pinned.handedOver')
  if (standing.is === 'overdue') return t('notifications.pinned.over')
  return t('notifications.pinned.left', { left: timeLeft(standing.dueAt, now) })
}

export function PinnedAlert({ notification, standing, now }: PinnedAlertProps) {
  const router = useRouter()
  const { clock } = useSignedIn()
  const heading = useRef<HTMLAnchorElement>(null)
  const title = titleOf(notification)
  const isOpen = 'dueAt' in standing
  const look = isOpen ? looks.open : looks.settled
  const Icon = isOpen ? (notification.severity === 'critical' ? Siren : BellRing) : CircleCheck
  const href = notification.link ?? inbox
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <Flex
      as="li"
      ref={keepsFocus}
      gap="3"
      rowGap="2"
      px={{ base: '4', md: '8' }}
      py="2"
      align="center"
      wrap="wrap"
      bg={look.bg}
      borderBottomWidth="1px"
      _last={{ borderBottomWidth: '0' }}
    >
      <Flex gap="3" flex="1" minW={{ base: 'full', md: '0' }} align="center">
        <Box color={look.fg} alignSelf="start">
          <Icon size={20} aria-hidden />
        </Box>
        <Box flex="1" minW="0">
          <Flex gap="3" rowGap="0" wrap="wrap" align="baseline">
            <ChakraLink ref={heading} href={href} onClick={follow} fontWeight="semibold" color="fg" textStyle="sm">
              {title}
            </ChakraLink>
            <Text as="span" textStyle="xs" fontWeight="semibold" color={look.fg} fontVariantNumeric="tabular-nums">
              {leftOf(standing, now)}
            </Text>
            <From sender={notification.sender} />
            <Text as="span" textStyle="xs" color="fg.muted">
              {t('notifications.pinned.came', { ago: ago(clock, notification.createdAt, now) })}
            </Text>
          </Flex>
          {isOpen ? (
            <AlertText notification={notification} />
          ) : (
            <Text textStyle="xs" color="fg.muted">
              <Standing notification={notification} standing={standing} now={now} />
            </Text>
          )}
        </Box>
      </Flex>
      <AnswerButtons notification={notification} standing={standing} onAnswered={() => heading.current?.focus()} />
    </Flex>
  )
}
