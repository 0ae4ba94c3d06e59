import { Box } from '@chakra-ui/react'
import { type MouseEvent, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { t } from '../../language/inside.ts'
import type { Target } from '../appointments/conflict-ahead.ts'
import type { Timetable } from '../appointments/timetable.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Axis, Span } from './axis.ts'
import { ColumnChoice } from './ColumnChoice.tsx'
import { ColumnView } from './ColumnView.tsx'
import { reachOf } from './cells.ts'
import type { Column, Entry } from './columns.ts'
import { type Drag, targetOf } from './drag.ts'
import { axisWidth, gridLook } from './look.ts'
import { Preview } from './Preview.tsx'
import { type Stop, standingAt, stopsOf } from './stops.ts'
import { TimeAxis } from './TimeAxis.tsx'
import { type Turn, useKeyboard } from './use-keyboard.ts'
import { usePointer } from './use-pointer.ts'
import { useSight } from './use-sight.ts'

export interface CalendarHandle {
  /** Back to where the keyboard stood, once a dialog has closed over what is no longer there. */
  focus(): void
}

interface CalendarGridProps {
  ref: Ref<CalendarHandle>
  label: string
  columns: Column[]
  axis: Axis
  scale: number
  timetable: Timetable
  isOfWeek: boolean
  today: string
  isMovable: (entry: Entry) => boolean
  onCreate: (column: Column, span: Span) => void
  onOpen: (entry: Entry) => void
  onMove: (entry: Entry, to?: Target & { doctor: string }) => void
  /** Page keys, and Shift T for today. */
  onTurn: (to: Turn) => void
  /** Where the scroller stands first, in pixels. */
  firstTop: number
}

/** So many columns before the first in sight, and from it on, are drawn in full; a wide screen shows a dozen. */
const [before, after] = [2, 14]

/**
 * The calendar itself. For readers it is a grid with a row for each column: one place of it has the focus, arrows lead to
 * the others, and what the mouse can do the keyboard can.
 */
export function CalendarGrid(props: CalendarGridProps) {
  const { columns, axis, scale, timetable, isOfWeek, today, isMovable, onCreate, onOpen, onMove, onTurn } = props
  const { clock } = useSignedIn()
  const scroller = useRef<HTMLDivElement>(null)
  const { inSight, place, show, onScroll } = useSight(scroller, props.firstTop)
  const [last, setLast] = useState<Stop>()
  const stops = useMemo(() => stopsOf(columns), [columns])
  const current = standingAt(stops, last)
  const stopOf = (key: string | undefined) => stops.find((stop) => stop.key === key)
  const time = (instant: number) => clock.clock(new Date(instant).toISOString())

  const focus = (stop: Stop | undefined) => {
    if (!stop) return
    setLast(stop)
    scroller.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop.key)}"]`)?.focus()
  }
  const create = (column: Column | undefined, span: Span) => {
    keyboard.clear()
    if (column) onCreate(column, span)
  }
  const act = (stop: Stop) => {
    setLast(stop)
    if (stop.entry) onOpen(stop.entry)
    else if (stop.cell && stop.cell.state !== 'past') create(columns[stop.column], stop.cell)
  }
  const drop = (drag: Drag) => {
    if (drag.kind === 'create') return create(drag.column, reachOf(drag.anchor, drag.head))
    const target = targetOf(drag)
    const { appointment } = drag.entry
    const isSame = target.startsAt === appointment.startsAt && target.doctorId === appointment.doctor.id
    if (!isSame) onMove(drag.entry, target)
  }
  const pointer = usePointer({ scroller, columns, scale, stopOf, isMovable, onDrop: drop })
  const keyboard = useKeyboard({
    ...{ stops, current, focus, isMovable, onMove, onTurn },
    onAct: act,
    onCreate: (column, reach) => create(columns[column], reach),
    onCancel: pointer.cancel,
  })
  const { drag } = pointer
  const { chosen } = keyboard

  useImperativeHandle(props.ref, () => ({ focus: () => focus(current) }))

  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-stop]') : null
    const stop = stopOf(element?.dataset.stop)
    if (stop && !pointer.wasDragged()) act(stop)
  }

  return (
    <>
      <ColumnChoice columns={columns} isOfWeek={isOfWeek} inSight={inSight} onChoose={show} />
      <Box
        ref={place}
        role="grid"
        aria-label={props.label}
        data-dragging={drag ? true : undefined}
        css={gridLook}
        position="relative"
        overflow="auto"
        maxH={{ base: '70dvh', md: 'calc(100dvh - 17rem)' }}
        minH="96"
        bg="bg.panel"
        borderWidth="1px"
        borderRadius="l3"
        scrollSnapType={{ base: 'x mandatory', md: 'none' }}
        scrollPaddingInlineStart={axisWidth}
        scrollPaddingBlockStart="14"
        overscrollBehaviorInline="contain"
        onKeyDown={keyboard.onKeyDown}
        onClick={onClick}
        onScroll={onScroll}
        onFocus={(event) => {
          const stop = event.target instanceof HTMLElement ? stopOf(event.target.dataset.stop) : undefined
          if (stop) setLast(stop)
        }}
        {...pointer.handlers}
      >
        <Box display="flex" role="presentation" width={{ md: 'max-content' }} minW="full">
          <TimeAxis axis={axis} scale={scale} />
          {columns.map((column, index) => {
            const dragged = drag?.column.key === column.key ? drag : undefined
            const chosenHere = chosen?.column === index ? chosen : undefined
            return (
              <ColumnView
                key={column.key}
                column={column}
                axis={axis}
                scale={scale}
                isOfWeek={isOfWeek}
                isToday={column.day.date === today}
                // The only stop of Tab must be there, wherever people have scrolled to.
                isNear={index === current?.column || (index >= inSight - before && index < inSight + after)}
                current={current?.column === index ? current.key : undefined}
                dragged={drag?.kind === 'move' ? drag.entry.appointment.id : undefined}
                isMovable={isMovable}
              >
                {(dragged || chosenHere) && (
                  <Preview drag={dragged} chosen={chosenHere} scale={scale} timetable={timetable} />
                )}
              </ColumnView>
            )
          })}
        </Box>
      </Box>
      <Box srOnly role="status">
        {chosen && t('calendar.chosen', { from: time(chosen.startsAt), to: time(chosen.endsAt) })}
      </Box>
    </>
  )
}
