import { Box, Flex, Text } from '@chakra-ui/react'
import { isActive } from '@wardline/appointment/rules'
import { PartyPopper } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { t } from '../../language/inside.ts'
import { dayInWords, dayWithWeekday } from '../../time/zone.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Axis } from './axis.ts'
import { Bands } from './Bands.tsx'
import type { Column, Entry } from './columns.ts'
import { EntryBlock } from './EntryBlock.tsx'
import { axisWidth } from './look.ts'
import { NowLine } from './NowLine.tsx'
import { cellKey } from './stops.ts'

interface ColumnViewProps {
  column: Column
  axis: Axis
  scale: number
  /** A day of a week is headed by its date, a doctor among doctors by their name. */
  isOfWeek: boolean
  isToday: boolean
  /** In sight, or nearly: of a hundred doctors most are not, and only their heads are drawn. */
  isNear: boolean
  /** Of what the keyboard stands on. */
  current: string | undefined
  dragged: string | undefined
  isMovable: (entry: Entry) => boolean
  /** What is on the way here. */
  children: ReactNode
}

export const ColumnView = memo(function ColumnView({
  column,
  axis,
  scale,
  isOfWeek,
  isToday,
  isNear,
  current,
  dragged,
  isMovable,
  children,
}: ColumnViewProps) {
  const { clock } = useSignedIn()
  const { doctor, day, holiday, cells, entries, bands } = column
  const count = entries.filter(({ appointment }) => isActive(appointment.status)).length
  const time = (instant: number) => clock.clock(new Date(instant).toISOString())
  return (
    <Box
      role="row"
      aria-label={t('calendar.column', { doctor: doctor.name, day: dayInWords(day.date) })}
      flex={{ base: `0 0 calc(100% - ${axisWidth})`, md: '1 0 9.5rem' }}
      minW={{ md: '9.5rem' }}
      scrollSnapAlign={{ base: 'start', md: 'none' }}
      borderInlineEndWidth="1px"
    >
      <Flex
        role="rowheader"
        direction="column"
        justify="center"
        height="14"
        px="2"
        position="sticky"
        top="0"
        zIndex="5"
        bg="bg.panel"
        borderBottomWidth="1px"
        {...(isToday && isOfWeek && { boxShadow: 'inset 0 -3px 0 {colors.brand.solid}' })}
      >
        <Text textStyle="sm" fontWeight="semibold" truncate title={doctor.name}>
          {isOfWeek ? dayWithWeekday(day.date) : doctor.name}
        </Text>
        <Flex textStyle="xs" color="fg.muted" gap="1" align="center" minW="0">
          {holiday && <PartyPopper size={12} aria-hidden style={{ flexShrink: 0 }} />}
          <Box truncate>
            {holiday
              ? t('calendar.holiday', { name: holiday })
              : doctor.archivedAt
                ? t('calendar.archived')
                : t('calendar.count', { count })}
          </Box>
        </Flex>
      </Flex>
      <Box data-column={column.key} position="relative" style={{ height: axis.minutes * scale }}>
        {isNear && <Bands bands={bands} scale={scale} />}
        {(isNear ? cells : []).map((cell) => {
          if (cell.taken) return null
          const key = cellKey(column, cell)
          const said = { from: time(cell.startsAt), to: time(cell.endsAt) }
          return (
            // biome-ignore lint/a11y/useSemanticElements: a table cannot have cells of any height beside each other
            <div
              key={key}
              role="gridcell"
              data-stop={key}
              data-cell={cell.state}
              data-hour={cell.top % 60 === 0 || undefined}
              data-time={said.from}
              tabIndex={key === current ? 0 : -1}
              aria-label={t(`calendar.cell.${cell.state}`, said)}
              aria-disabled={cell.state === 'past' || undefined}
              style={{ top: cell.top * scale, height: (cell.bottom - cell.top) * scale }}
            />
          )
        })}
        {(isNear ? entries : []).map((entry) => (
          <EntryBlock
            key={entry.key}
            entry={entry}
            scale={scale}
            isCurrent={entry.key === current}
            isMovable={isMovable(entry)}
            isDragged={entry.appointment.id === dragged}
          />
        ))}
        <NowLine axis={axis} day={day} scale={scale} />
        {children}
      </Box>
    </Box>
  )
})
