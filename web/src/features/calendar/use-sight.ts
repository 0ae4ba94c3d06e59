import { type RefObject, useRef, useState } from 'react'

/**
 * Which part of the calendar people look at.
 * @param firstTop where it stands first, in pixels from the top
 */
export function useSight(scroller: RefObject<HTMLDivElement | null>, firstTop: number) {
  const [inSight, setInSight] = useState(0)
  // Only once: afterwards it stays where people scrolled to, whatever changes.
  const isPlaced = useRef(false)
  return {
    /** Index of the first column in sight. */
    inSight,
    place: (element: HTMLDivElement | null) => {
      scroller.current = element
      if (!element || isPlaced.current) return
      isPlaced.current = true
      element.scrollTop = firstTop
    },
    show: (index: number) =>
      scroller.current
        ?.querySelectorAll('[data-column]')
        [index]?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'start' }),
    onScroll: () => {
      const width = scroller.current?.querySelector('[data-column]')?.clientWidth ?? 0
      if (width) setInSight(Math.round(Math.abs(scroller.current?.scrollLeft ?? 0) / width))
    },
  }
}
