import { Box, Text } from '@chakra-ui/react'
import { useRef } from 'react'
import type { Notification } from '../../api/records.ts'
import { useNow } from '../../time/use-now.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { AnswerButtons } from './AnswerButtons.tsx'
import { standingOf } from './alert-standing.ts'
import { Standing } from './Standing.tsx'

interface AlertAnswerProps {
  notification: Notification
  /** Only how it stands: the answers are pinned to the page beside it. */
  brief?: boolean
  /** Begins where the words of a notification do that can be chosen. */
  inset?: boolean
}

/** Until when an alert waits for an answer, and the answers there are. */
export function AlertAnswer({ notification, brief, inset }: AlertAnswerProps) {
  const { user } = useSignedIn()
  const sentence = useRef<HTMLParagraphElement>(null)
  const { ack } = notification
  const now = useNow(ack !== null && !ack.at)
  const standing = standingOf(notification, user.id, now)
  if (!standing) return null
  return (
    <Box ps={inset ? '12' : '4'} pe="4" pb="3">
      <Text
        ref={sentence}
        tabIndex={-1}
        textStyle="xs"
        color="fg.muted"
        mb={brief ? '0' : '2'}
        fontVariantNumeric="tabular-nums"
      >
        <Standing notification={notification} standing={standing} now={now} />
      </Text>
      {!brief && (
        <AnswerButtons notification={notification} standing={standing} onAnswered={() => sentence.current?.focus()} />
      )}
    </Box>
  )
}
