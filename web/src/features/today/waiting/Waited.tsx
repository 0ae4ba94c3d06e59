import { Badge, Box } from '@chakra-ui/react'
import { Clock, ClockAlert, type LucideIcon, TriangleAlert } from 'lucide-react'
import { t } from '../../../language/inside.ts'
import type { Tone } from '../../../ui/StatusBadge.tsx'
import { type WaitLevel, waitLevel } from './level.ts'
import { minutesInWords, useMinutesSince } from './minutes.ts'

const looks: Record<WaitLevel, { icon: LucideIcon; tone: Tone; words?: string }> = {
  short: { icon: Clock, tone: 'gray' },
  long: { icon: ClockAlert, tone: 'orange', words: t('today.waiting.long') },
  tooLong: { icon: TriangleAlert, tone: 'red', words: t('today.waiting.tooLong') },
}

interface WaitingProps {
  minutes: number
}

/** A wait: the sign changes with the colour, and is said. */
export function Waiting({ minutes }: WaitingProps) {
  const { icon: Icon, tone, words } = looks[waitLevel(minutes)]
  return (
    <Badge
      colorPalette={tone}
      title={words}
      fontVariantNumeric="tabular-nums"
      whiteSpace="nowrap"
      position="relative"
      fontFamily="body"
    >
      <Icon size={12} aria-hidden />
      {minutesInWords(minutes)}
      {words && <Box srOnly>, {words}</Box>}
    </Badge>
  )
}

/** For how long somebody has waited, as the minutes go by. */
export const Waited = ({ since }: { since: string }) => <Waiting minutes={useMinutesSince(since)} />
