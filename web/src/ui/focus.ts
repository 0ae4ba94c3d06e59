/** The page itself: where focus goes when what had it is gone. */
function focusPage(): void {
  const page = document.querySelector<HTMLElement>('main')
  const heading = page?.querySelector<HTMLElement>('h1')
  const target = heading ?? page
  if (!target) return
  target.tabIndex = -1
  target.focus({ preventScroll: true })
}

/** Marks the button that takes the next step of an appointment. */
export const stepOf = (id: string) => ({ 'data-step-of': id })

/** Back to the button that a step was taken with, once it is there again. */
export const focusStep = (id: string): void =>
  void setTimeout(() => document.querySelector<HTMLElement>(`[data-step-of="${id}"]`)?.focus({ preventScroll: true }))

/**
 * A ref for what may vanish by itself, such as a row that somebody else deals with. Focus in it would fall back to the
 * top of the document; it goes to the page instead.
 */
export const keepsFocus = (element: HTMLElement | null) => () => {
  if (element?.contains(document.activeElement)) focusPage()
}
