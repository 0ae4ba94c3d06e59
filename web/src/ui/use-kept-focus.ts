import { type FocusEvent, useLayoutEffect, useRef } from 'react'

const focusable = 'button:not([disabled]), a[href], input:not([disabled]), [role=tab][aria-selected=true]'

/**
 * For a part of a page whose buttons vanish when they are pressed: the focus goes to what took their place, never to the
 * top of the page. Spread what it returns on the part's element.
 * @param sought where to look first, given the row that had the focus
 */
export function useKeptFocus(sought?: (part: HTMLElement, row: number) => HTMLElement | null | undefined) {
  const had = useRef<{ part: HTMLElement; row: number }>(null)
  useLayoutEffect(() => {
    if (!had.current || document.activeElement !== document.body) return
    const { part, row } = had.current
    const next = sought?.(part, row) ?? part.querySelector<HTMLElement>(focusable)
    next?.focus({ preventScroll: true })
  })
  return {
    onFocus: ({ currentTarget: part, target }: FocusEvent<HTMLElement>) => {
      const row = target.closest('tbody tr')
      had.current = { part, row: row ? Array.from(part.querySelectorAll('tbody tr')).indexOf(row) : 0 }
    },
    onBlur: ({ target }: FocusEvent<HTMLElement>) => {
      // Some browsers say so too when what had the focus is taken away.
      if (target.isConnected) had.current = null
    },
  }
}
