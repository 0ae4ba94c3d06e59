import { Box } from '@chakra-ui/react'
import { type Axis, type Day, positionOf, wholeOf } from './axis.ts'
import { useMinute } from './use-minute.ts'

interface NowLineProps {
  axis: Axis
  day: Day
  scale: number
}

/** The present, across the day that it is in. */
export function NowLine({ axis, day, scale }: NowLineProps) {
  const now = useMinute()
  const { startsAt, endsAt } = wholeOf(day)
  if (now < startsAt || now >= endsAt) return null
  return (
    <Box
      aria-hidden
      position="absolute"
      insetInline="0"
      zIndex="3"
      pointerEvents="none"
      borderTopWidth="2px"
      borderColor="fg.error"
      style={{ top: positionOf(axis, day, now) * scale - 1 }}
    />
  )
}
