import { type PointerEvent, type RefObject, useRef, useState } from 'react'
import { nearestCell } from './cells.ts'
import type { Column, Entry } from './columns.ts'
import type { Drag } from './drag.ts'
import type { Stop } from './stops.ts'

/** So far a pointer goes before it drags: hands tremble. */
const threshold = 4
const edge = 32

interface Begun {
  stop: Stop
  x: number
  y: number
  /** From the top of what was taken to the pointer, in minutes. */
  grip: number
}

interface PointerOptions {
  scroller: RefObject<HTMLDivElement | null>
  columns: Column[]
  scale: number
  stopOf: (key: string | undefined) => Stop | undefined
  isMovable: (entry: Entry) => boolean
  onDrop: (drag: Drag) => void
}

const closest = (target: EventTarget, selector: string): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(selector) : null

/** Drags over the calendar with a mouse or a pen; a finger scrolls, and taps what it means. */
export function usePointer({ scroller, columns, scale, stopOf, isMovable, onDrop }: PointerOptions) {
  const [drag, setDrag] = useState<Drag>()
  const begun = useRef<Begun>(undefined)
  const dragged = useRef(false)
  // The pointer may be let go before React has drawn where it went.
  const latest = useRef<Drag>(undefined)

  const go = (to: Drag | undefined) => {
    latest.current = to
    setDrag(to)
  }
  const end = () => {
    begun.current = undefined
    go(undefined)
  }

  /** The column under the pointer, or beside it, and how far down it is, in minutes. */
  const placeOf = (event: PointerEvent) => {
    const bodies = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]
    const rects = bodies.map((body) => body.getBoundingClientRect())
    const index = rects.findIndex(({ left, right }) => event.clientX >= left && event.clientX < right)
    const [rect, column] = [rects[index], columns[index]]
    return rect && column && { column, minutes: (event.clientY - rect.top) / scale }
  }

  const follow = ({ clientX, clientY }: PointerEvent) => {
    const box = scroller.current?.getBoundingClientRect()
    if (!box) return
    const towards = (at: number, low: number, high: number) => (at < low + edge ? -12 : at > high - edge ? 12 : 0)
    scroller.current?.scrollBy(towards(clientX, box.left, box.right), towards(clientY, box.top, box.bottom))
  }

  const next = ({ stop, grip }: Begun, event: PointerEvent): Drag | undefined => {
    const place = placeOf(event)
    const from = columns[stop.column]
    if (stop.entry) {
      const cell = place && nearestCell(place.column.cells, place.minutes - grip)
      return place && cell && { kind: 'move', entry: stop.entry, column: place.column, cell }
    }
    if (!stop.cell || !from || !place) return
    const half = (stop.cell.bottom - stop.cell.top) / 2
    const head = nearestCell(from.cells, place.minutes - half)
    return head && { kind: 'create', column: from, anchor: stop.cell, head }
  }

  return {
    drag,
    cancel: end,
    /** Whether the click that comes now is only the end of a drag. */
    wasDragged: () => dragged.current,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        dragged.current = false
        if (event.button !== 0 || event.pointerType === 'touch') return
        const element = closest(event.target, '[data-stop]')
        const stop = stopOf(element?.dataset.stop)
        if (!element || !stop || (stop.entry && !isMovable(stop.entry)) || stop.cell?.state === 'past') return
        const grip = (event.clientY - element.getBoundingClientRect().top) / scale
        begun.current = { stop, x: event.clientX, y: event.clientY, grip }
      },
      onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
        const from = begun.current
        if (!from) return
        if (!dragged.current) {
          if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < threshold) return
          dragged.current = true
          event.currentTarget.setPointerCapture(event.pointerId)
        }
        follow(event)
        const now = next(from, event)
        if (now) go(now)
      },
      onPointerUp: () => {
        const dropped = latest.current
        end()
        if (dropped) onDrop(dropped)
      },
      onPointerCancel: end,
    },
  }
}
