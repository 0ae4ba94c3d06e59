/** The page itself: where focus goes when what had it is gone. */
export function pageHeading(): HTMLElement | null {
  const page = document.querySelector<HTMLElement>('main')
  const target = page?.querySelector<HTMLElement>('h1') ?? page
  if (target) target.tabIndex = -1
  return target
}

/** The name of the row or card that something stands in, or the page's heading: a key pressed again takes no step there. */
export const headingOver = (part: HTMLElement): HTMLElement | null =>
  part.closest('tr, section')?.querySelector<HTMLElement>('h2 a[href], td a[href]') ?? pageHeading()

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
  if (element?.contains(document.activeElement)) pageHeading()?.focus({ preventScroll: true })
}

/**
 * Back into a part of the page when a dialog that a menu of it had opened is gone: the menu's item, which the dialog would
 * give the focus back to, has gone before.
 */
export const focusMenuOf = (part: HTMLElement | null): void =>
  void setTimeout(() => {
    if (document.activeElement !== document.body) return
    part?.querySelector<HTMLElement>(':scope > button:last-of-type')?.focus({ preventScroll: true })
  })
