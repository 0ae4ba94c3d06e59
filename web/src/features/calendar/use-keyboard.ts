import { type KeyboardEvent, useState } from 'react'
import { type Reach, reachOf } from './cells.ts'
import type { Entry } from './columns.ts'
import { type Stop, stopAfter } from './stops.ts'

/** Where a key turns the calendar's pages to. */
export type Turn = 'before' | 'after' | 'today'

interface KeyboardOptions {
  stops: Stop[]
  /** Where the keyboard stands. */
  current: Stop | undefined
  focus: (stop: Stop | undefined) => void
  isMovable: (entry: Entry) => boolean
  onAct: (stop: Stop) => void
  onCreate: (column: number, reach: Reach) => void
  onMove: (entry: Entry) => void
  onTurn: (to: Turn) => void
  /** Escape: whatever is under way is given up. */
  onCancel: () => void
}

const turns: Record<string, Turn> = {
  PageUp: 'before',
  PageDown: 'after',
  // With Shift: alone it may be the second key of “g t”, which leads to another page.
  T: 'today',
}

/** What keys do on the calendar: they go from place to place, choose, open, move and turn the page. */
export function useKeyboard(options: KeyboardOptions) {
  const { stops, current, focus, isMovable, onAct, onCreate, onMove, onTurn, onCancel } = options
  const [ends, setEnds] = useState<{ anchor: Stop; head: Stop }>()
  const chosen = ends?.anchor.cell &&
    ends.head.cell && { column: ends.anchor.column, ...reachOf(ends.anchor.cell, ends.head.cell) }
  const clear = () => setEnds(undefined)

  /** Longer or shorter by one place, as far as places of the same column follow. */
  const extend = (key: string, from: Stop) => {
    const head = stopAfter(stops, ends?.head ?? from, key)
    const anchor = ends?.anchor ?? from
    if (head?.cell && anchor.cell) setEnds({ anchor, head })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return
    const { key } = event
    if (event.shiftKey && current.cell && (key === 'ArrowDown' || key === 'ArrowUp')) extend(key, current)
    else if (key === 'Enter' || key === ' ') {
      if (chosen) onCreate(chosen.column, chosen)
      else onAct(current)
    } else if (key === 'Escape') {
      onCancel()
      clear()
    } else if ((key === 'm' || key === 'M') && current.entry && isMovable(current.entry)) onMove(current.entry)
    else if (turns[key]) onTurn(turns[key])
    else {
      const next = stopAfter(stops, current, key, document.documentElement.dir === 'rtl')
      if (!next && !key.startsWith('Arrow')) return
      clear()
      focus(next)
    }
    event.preventDefault()
  }
  return { chosen, clear, onKeyDown }
}
