/** Long enough to see what one did, short enough that nobody elsewhere waits for it. */
const holdMs = 4000

const held = new Set<() => Promise<unknown>>()

/** What is still held goes out before the page does. */
export const sendHeld = () => Promise.all([...held].map((release) => release()))

const onHide = () => {
  if (document.visibilityState === 'hidden') void sendHeld()
}

/**
 * Does something after some seconds, or when the page is left or out of sight.
 * @returns takes it back
 */
export function hold(act: () => Promise<unknown>): () => void {
  const end = () => {
    clearTimeout(timer)
    held.delete(release)
    if (held.size) return
    document.removeEventListener('visibilitychange', onHide)
    window.removeEventListener('pagehide', sendHeld)
  }
  const release = () => {
    end()
    return act()
  }
  const timer = setTimeout(release, holdMs)
  held.add(release)
  document.addEventListener('visibilitychange', onHide)
  window.addEventListener('pagehide', sendHeld)
  return end
}
