import type { AnyRouter } from '@tanstack/react-router'
import { t } from '../../language/t.ts'

/** A page about one person is named after its kind: a browser's history outlives the session on a shared computer. */
const nameless: readonly [path: RegExp, title: string][] = [
  [/\/patients\/[0-9a-f-]{36}/, t('shell.patient')],
  [/\/appointments\/[0-9a-f-]{36}/, t('shell.appointment')],
  [/\/waitlist\/[0-9a-f-]{36}/, t('shell.pages.waitlist')],
]

/** The title of the window, from the path and the heading of the page. Pure. */
export function windowTitle(path: string, heading: string): string {
  const page = nameless.find(([pattern]) => pattern.test(path))?.[1] ?? heading.trim()
  return page ? t('shell.title', { page }) : 'Wardline'
}

const headingOf = (root: HTMLElement) => root.querySelector<HTMLElement>('main h1')

const focusOn = (element: HTMLElement) => {
  element.tabIndex = -1
  // Where to scroll is the router's to say.
  element.focus({ preventScroll: true })
}

/**
 * Names the window after each page, and takes focus to its heading, so that whoever hears pages knows where they are.
 * A field that a page focuses itself keeps it.
 */
export function announceArrivals(router: AnyRouter, root: HTMLElement): void {
  let isArriving = false

  const arrive = () => {
    const page = root.querySelector<HTMLElement>('main')
    const { activeElement } = document
    const isElsewhere = activeElement !== null && activeElement !== document.body && activeElement !== page
    if (!page || (isElsewhere && page.contains(activeElement))) {
      isArriving = false
      return
    }
    const heading = headingOf(root)
    isArriving = heading === null
    focusOn(heading ?? page)
  }

  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    // The first page is the browser's to announce.
    if (fromLocation && pathChanged) arrive()
  })
  new MutationObserver(() => {
    const heading = headingOf(root)
    document.title = windowTitle(location.pathname, heading?.textContent ?? '')
    if (isArriving && heading) arrive()
  }).observe(root, { subtree: true, childList: true, characterData: true })
}
