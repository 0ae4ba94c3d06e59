import { Box, Flex } from '@chakra-ui/react'
import { ShieldAlert } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { nameOf } from '../../ui/names.ts'
import { describeStatus } from '../appointments/status.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Entry } from './columns.ts'
import { statusIcon } from './status-icons.ts'

/** Below this there is room for one line only, in pixels. */
const twoLines = 34

interface EntryBlockProps {
  entry: Entry
  scale: number
  isCurrent: boolean
  isMovable: boolean
  isDragged: boolean
}

/** An appointment in the calendar. Its sign says the status, its edge that somebody set the rules aside. */
export function EntryBlock({ entry, scale, isCurrent, isMovable, isDragged }: EntryBlockProps) {
  const { clock } = useSignedIn()
  const { appointment, key, top, bottom, lane, lanes } = entry
  const { startsAt, endsAt, patient, reason, type, status, overrideReason } = appointment
  const { label, tone } = describeStatus(appointment)
  const Icon = statusIcon(appointment)
  const height = Math.max(16, (bottom - top) * scale - 2)
  const isOver = status === 'noshow' || status === 'cancelled'
  const [from, why] = [clock.clock(startsAt), reason ?? type]
  const line = why ? t('calendar.line', { from, reason: why }) : from
  const said = { to: clock.clock(endsAt), status: label }
  return (
    <Box
      role="gridcell"
      data-stop={key}
      tabIndex={isCurrent ? 0 : -1}
      title={`${label}${reason ? ` · ${reason}` : ''}`}
      colorPalette={tone}
      bg="colorPalette.subtle"
      color="colorPalette.fg"
      borderWidth="1px"
      borderColor="colorPalette.muted"
      borderInlineStartWidth="3px"
      borderInlineStartColor="colorPalette.solid"
      {...(overrideReason && { borderStyle: 'dashed', borderColor: 'colorPalette.fg' })}
      borderRadius="l1"
      px="1.5"
      overflow="hidden"
      textStyle="xs"
      lineHeight="1rem"
      zIndex="2"
      opacity={isDragged ? 0.4 : 1}
      style={{
        top: top * scale + 1,
        height,
        insetInlineStart: `calc(${(100 * lane) / lanes}% + 2px)`,
        width: `calc(${100 / lanes}% - 4px)`,
        ...(isMovable && { cursor: isDragged ? 'grabbing' : 'grab' }),
      }}
    >
      <Flex align="center" gap="1" fontWeight="semibold" textDecoration={isOver ? 'line-through' : undefined}>
        <Icon size={12} aria-hidden style={{ flexShrink: 0 }} />
        <Box truncate>{nameOf(patient)}</Box>
        {overrideReason && <ShieldAlert size={12} aria-hidden style={{ flexShrink: 0, marginInlineStart: 'auto' }} />}
      </Flex>
      <Box {...(height >= twoLines ? { truncate: true, fontVariantNumeric: 'tabular-nums' } : { srOnly: true })}>
        {line}
      </Box>
      {/* Its name is what is seen and then this, so that whoever speaks to the computer can say it (WCAG 2.5.3). */}
      <Box srOnly>{t(overrideReason ? 'calendar.untilOverride' : 'calendar.until', said)}</Box>
    </Box>
  )
}
