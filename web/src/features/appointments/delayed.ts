/** Long enough to see what one did, short enough that nobody elsewhere waits for it. */
const delayMs = 4000

const delayed = new Set<() => Promise<unknown>>()

/** What still waits goes out before the page does. */
export const sendDelayed = () => Promise.all([...delayed].map((release) => release()))

const onHide = () => {
  if (document.visibilityState === 'hidden') void sendDelayed()
}

/**
 * Does something after some seconds, or when the page is left or out of sight.
 * @returns takes it back
 */
export function delay(act: () => Promise<unknown>): () => void {
  const end = () => {
    clearTimeout(timer)
    delayed.delete(release)
    if (delayed.size) return
    document.removeEventListener('visibilitychange', onHide)
    window.removeEventListener('pagehide', sendDelayed)
  }
  const release = () => {
    end()
    return act()
  }
  const timer = setTimeout(release, delayMs)
  delayed.add(release)
  document.addEventListener('visibilitychange', onHide)
  window.addEventListener('pagehide', sendDelayed)
  return end
}
