import { Box, Flex } from '@chakra-ui/react'
import { type KeyboardEvent, type MouseEvent, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { Choose } from '../../ui/Choose.tsx'
import { conflictAhead, type Target } from '../appointments/conflict-ahead.ts'
import { describeConflict } from '../appointments/conflicts.ts'
import type { Timetable } from '../appointments/timetable.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Axis, Span } from './axis.ts'
import { ColumnView } from './ColumnView.tsx'
import { reachOf } from './cells.ts'
import type { Column, Entry } from './columns.ts'
import { Ghost } from './Ghost.tsx'
import { axisWidth, gridLook } from './look.ts'
import { type Stop, standingAt, stopAfter, stopsOf } from './stops.ts'
import { TimeAxis } from './TimeAxis.tsx'
import { type Drag, usePointer } from './use-pointer.ts'

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
  onTurn: (to: 'before' | 'after' | 'today') => void
  /** Where the scroller stands first, in pixels. */
  firstTop: number
}

/** Where an appointment that is dropped on a place goes: it stays as long as it is. */
const targetOf = ({ entry: { appointment }, column, cell }: Extract<Drag, { kind: 'move' }>) => ({
  doctorId: column.doctor.id,
  doctor: column.doctor.name,
  startsAt: new Date(cell.startsAt).toISOString(),
  endsAt: new Date(cell.startsAt + Date.parse(appointment.endsAt) - Date.parse(appointment.startsAt)).toISOString(),
})

/** So many columns before the first in sight, and from it on, are drawn in full; a wide screen shows a dozen. */
const [before, after] = [2, 14]

const turns: Record<string, 'before' | 'after' | 'today'> = {
  PageUp: 'before',
  PageDown: 'after',
  // With Shift: alone it may be the second key of “g t”, which leads to another page.
  T: 'today',
}

/**
 * The calendar itself. For readers it is a grid with a row for each column: one place of it has the focus, arrows lead to
 * the others, and what the mouse can do the keyboard can.
 */
export function CalendarGrid(props: CalendarGridProps) {
  const { columns, axis, scale, timetable, isOfWeek, today, isMovable, onCreate, onOpen, onMove, onTurn } = props
  const { user, clock } = useSignedIn()
  const scroller = useRef<HTMLDivElement>(null)
  // Only once: afterwards it stays where people scrolled to, whatever changes.
  const isPlaced = useRef(false)
  const [last, setLast] = useState<Stop>()
  const [chosen, setChosen] = useState<{ anchor: Stop; head: Stop }>()
  const [inSight, setInSight] = useState(0)
  const stops = useMemo(() => stopsOf(columns), [columns])
  const current = standingAt(stops, last)
  const stopOf = (key: string | undefined) => stops.find((stop) => stop.key === key)
  const time = (instant: number) => clock.clock(new Date(instant).toISOString())
  const spanInWords = ({ startsAt, endsAt }: Span) => t('calendar.span', { from: time(startsAt), to: time(endsAt) })

  const focus = (stop: Stop | undefined) => {
    if (!stop) return
    setLast(stop)
    scroller.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop.key)}"]`)?.focus()
  }
  const create = (column: Column | undefined, span: Span) => {
    setChosen(undefined)
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
  const { drag, cancel, wasDragged, handlers } = usePointer({
    scroller,
    columns,
    scale,
    stopOf,
    isMovable,
    onDrop: drop,
  })

  useImperativeHandle(props.ref, () => ({ focus: () => focus(current) }))

  const show = (index: number) =>
    scroller.current
      ?.querySelectorAll('[data-column]')
      [index]?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'start' })

  /** Longer or shorter by one place, as far as places of the same column follow. */
  const extend = (key: string, from: Stop) => {
    const head = stopAfter(stops, chosen?.head ?? from, key)
    const anchor = chosen?.anchor ?? from
    if (head?.cell && anchor.cell) setChosen({ anchor, head })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return
    const { key } = event
    const isRtl = document.documentElement.dir === 'rtl'
    if (event.shiftKey && current.cell && (key === 'ArrowDown' || key === 'ArrowUp')) extend(key, current)
    else if (key === 'Enter' || key === ' ') {
      if (chosen?.anchor.cell && chosen.head.cell)
        create(columns[chosen.anchor.column], reachOf(chosen.anchor.cell, chosen.head.cell))
      else act(current)
    } else if (key === 'Escape') {
      cancel()
      setChosen(undefined)
    } else if ((key === 'm' || key === 'M') && current.entry && isMovable(current.entry)) onMove(current.entry)
    else if (turns[key]) onTurn(turns[key])
    else {
      const next = stopAfter(stops, current, key, isRtl)
      if (!next && !key.startsWith('Arrow')) return
      setChosen(undefined)
      focus(next)
    }
    event.preventDefault()
  }

  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-stop]') : null
    const stop = stopOf(element?.dataset.stop)
    if (stop && !wasDragged()) act(stop)
  }

  const onScroll = () => {
    const width = scroller.current?.querySelector('[data-column]')?.clientWidth ?? 0
    if (width) setInSight(Math.round(Math.abs(scroller.current?.scrollLeft ?? 0) / width))
  }

  const ghostIn = (column: Column, index: number) => {
    if (drag?.kind === 'move' && drag.column.key === column.key) {
      const target = targetOf(drag)
      const { bottom, top } = drag.entry
      const kind = conflictAhead(drag.entry.appointment, target, timetable, new Date())
      return (
        <Ghost
          top={drag.cell.top}
          bottom={drag.cell.top + bottom - top}
          scale={scale}
          label={spanInWords({ startsAt: Date.parse(target.startsAt), endsAt: Date.parse(target.endsAt) })}
          warning={kind && describeConflict(kind, column.doctor.name, user.role).words}
        />
      )
    }
    const reach =
      drag?.kind === 'create' && drag.column.key === column.key
        ? reachOf(drag.anchor, drag.head)
        : chosen?.anchor.column === index && chosen.anchor.cell && chosen.head.cell
          ? reachOf(chosen.anchor.cell, chosen.head.cell)
          : undefined
    return reach && <Ghost {...reach} scale={scale} label={spanInWords(reach)} />
  }

  return (
    <>
      <Flex hideFrom="md" mb="3">
        <Choose
          label={t('calendar.shownColumn')}
          isLabelHidden
          value={String(Math.min(inSight, columns.length - 1))}
          options={columns.map(({ day, doctor }, index) => ({
            value: String(index),
            label: isOfWeek ? dayInWords(day.date) : doctor.name,
          }))}
          onChoose={(index) => show(Number(index))}
        />
      </Flex>
      <Box
        ref={(element: HTMLDivElement | null) => {
          scroller.current = element
          if (!element || isPlaced.current) return
          isPlaced.current = true
          element.scrollTop = props.firstTop
        }}
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
        onKeyDown={onKeyDown}
        onClick={onClick}
        onScroll={onScroll}
        onFocus={(event) => {
          const stop = event.target instanceof HTMLElement ? stopOf(event.target.dataset.stop) : undefined
          if (stop) setLast(stop)
        }}
        {...handlers}
      >
        <Box display="flex" role="presentation" width={{ md: 'max-content' }} minW="full">
          <TimeAxis axis={axis} scale={scale} />
          {columns.map((column, index) => (
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
              {ghostIn(column, index)}
            </ColumnView>
          ))}
        </Box>
      </Box>
      <Box srOnly role="status">
        {chosen?.anchor.cell &&
          chosen.head.cell &&
          t('calendar.chosen', {
            from: time(reachOf(chosen.anchor.cell, chosen.head.cell).startsAt),
            to: time(reachOf(chosen.anchor.cell, chosen.head.cell).endsAt),
          })}
      </Box>
    </>
  )
}
