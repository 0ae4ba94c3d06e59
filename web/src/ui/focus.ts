/** The page itself: where focus goes when what had it is gone. */
function focusPage(): void {
  const page = document.querySelector<HTMLElement>('main')
  const heading = page?.querySelector<HTMLElement>('h1')
  const target = heading ?? page
  if (!target) return
  target.tabIndex = -1
  target.focus({ preventScroll: true })
}

/**
 * A ref for what may vanish by itself, such as a row that somebody else deals with. Focus in it would fall back to the
 * top of the document; it goes to the page instead.
 */
export const keepsFocus = (element: HTMLElement | null) => () => {
  if (element?.contains(document.activeElement)) focusPage()
}
