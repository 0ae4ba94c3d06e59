import { Box } from '@chakra-ui/react'
import { locale, t } from '../../language/inside.ts'
import { type Axis, hoursOf } from './axis.ts'
import { axisWidth } from './look.ts'

const hourFormat = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
})

interface TimeAxisProps {
  axis: Axis
  scale: number
}

/** The hours, which stay in sight when the columns scroll by. */
export const TimeAxis = ({ axis, scale }: TimeAxisProps) => (
  <Box
    aria-hidden
    width={axisWidth}
    flexShrink="0"
    position="sticky"
    insetStart="0"
    zIndex="6"
    bg="bg.panel"
    borderInlineEndWidth="1px"
  >
    <Box height="14" position="sticky" top="0" bg="bg.panel" borderBottomWidth="1px" zIndex="1" />
    <Box position="relative" style={{ height: axis.minutes * scale }}>
      {hoursOf(axis).map(({ position, wall, again }) => (
        <Box
          key={position}
          position="absolute"
          insetEnd="1.5"
          textStyle="xs"
          color="fg.muted"
          textAlign="end"
          lineHeight="1"
          fontVariantNumeric="tabular-nums"
          style={{ top: position * scale + 3 }}
        >
          {again ? t('calendar.again', { clock: hourFormat.format(wall * 60_000) }) : hourFormat.format(wall * 60_000)}
        </Box>
      ))}
    </Box>
  </Box>
)
