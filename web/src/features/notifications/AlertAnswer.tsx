import { Box, Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { useState } from 'react'
import { inWords } from '../../api/problem.ts'
import type { Notification } from '../../api/records.ts'
import { useNow } from '../../time/use-now.ts'
import { ago, timeLeft } from '../../time/zone.ts'
import { TextLink } from '../../ui/links.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { type AlertStanding, standingOf } from './alert-standing.ts'
import { DeclineForm } from './DeclineForm.tsx'
import { HandOverForm } from './HandOverForm.tsx'
import { acknowledge, keepNotification } from './queries.ts'

function Standing({ standing, now }: { standing: AlertStanding; now: number }) {
  const { clock } = useSignedIn()
  switch (standing.is) {
    case 'waiting':
      return (
        <>
          Answer within{' '}
          <Text as="span" fontWeight="semibold" color="fg" fontVariantNumeric="tabular-nums">
            {timeLeft(standing.dueAt, now)}
          </Text>
          , or the next in line is told.
        </>
      )
    case 'overdue':
      return 'The time to answer is over and the next in line is told. You can still take it on.'
    case 'declined':
      return 'You said that it is not yours. You can still take it on while nobody else has.'
    case 'taken-by-you':
      return standing.at && `You acknowledged this ${ago(clock, standing.at, now)}.`
    case 'taken-by-another':
      return standing.at
        ? `A colleague acknowledged this ${ago(clock, standing.at, now)}. Nothing is asked of you.`
        : 'A colleague has this now. Nothing is asked of you.'
  }
}

interface AlertAnswerProps {
  notification: Notification
  /** In the bell there is room for one button; the page has the rest. */
  brief?: (() => void) | undefined
}

/** Until when an alert waits for an answer, and the answers there are. */
export function AlertAnswer({ notification, brief }: AlertAnswerProps) {
  const { user } = useSignedIn()
  const queryClient = useQueryClient()
  const [form, setForm] = useState<'decline' | 'hand-over'>()
  const { id, title, ack } = notification
  const now = useNow(ack !== null && !ack.at)
  const confirm = useMutation({
    mutationFn: acknowledge,
    onSuccess: (changed) => keepNotification(queryClient, changed),
    onError: (failure) => toaster.create({ type: 'error', title: 'Not saved', description: inWords(failure) }),
  })
  const standing = standingOf(notification, user.id, now)
  if (!standing) return null
  const isOpen = standing.is === 'waiting' || standing.is === 'overdue' || standing.is === 'declined'
  const isDeclinable = standing.is === 'waiting' || standing.is === 'overdue'
  const isPassable = standing.is !== 'taken-by-another' && may(user.role, 'notification.hand-over') !== undefined
  const close = () => setForm(undefined)
  return (
    <Box px="4" pb="3">
      <Text textStyle="xs" color="fg.muted" mb={isOpen || isPassable ? '2' : '0'}>
        <Standing standing={standing} now={now} />
      </Text>
      <Flex gap="2" wrap="wrap" align="center">
        {isOpen && (
          <Button
            size="xs"
            loading={confirm.isPending}
            aria-label={`Acknowledge: ${title}`}
            onClick={() => confirm.mutate(id)}
          >
            Acknowledge
          </Button>
        )}
        {brief && isDeclinable && (
          <TextLink to="/notifications" onClick={brief}>
            Other answers
          </TextLink>
        )}
        {!brief && isDeclinable && (
          <Button
            size="xs"
            variant="outline"
            aria-expanded={form === 'decline'}
            aria-label={`Not mine: ${title}`}
            onClick={() => setForm(form === 'decline' ? undefined : 'decline')}
          >
            Not mine
          </Button>
        )}
        {!brief && isPassable && (
          <Button
            size="xs"
            variant="outline"
            aria-expanded={form === 'hand-over'}
            aria-label={`Hand over: ${title}`}
            onClick={() => setForm(form === 'hand-over' ? undefined : 'hand-over')}
          >
            Hand over
          </Button>
        )}
      </Flex>
      {form === 'decline' && isDeclinable && <DeclineForm id={id} onDone={close} />}
      {form === 'hand-over' && isPassable && <HandOverForm id={id} onDone={close} />}
    </Box>
  )
}
