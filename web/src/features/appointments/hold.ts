/** Long enough to see what one did, short enough that nobody elsewhere waits for it. */
const holdMs = 4000

const held = new Set<() => void>()

/** What is still held goes out before the page does. */
export const sendHeld = () => {
  for (const release of [...held]) release()
}

const onHide = () => {
  if (document.visibilityState === 'hidden') sendHeld()
}

/**
 * Does something after some seconds, or when the page is left or out of sight.
 * @returns takes it back
 */
export function hold(act: () => void): () => void {
  const end = () => {
    clearTimeout(timer)
    held.delete(release)
    if (held.size) return
    document.removeEventListener('visibilitychange', onHide)
    window.removeEventListener('pagehide', sendHeld)
  }
  const release = () => {
    end()
    act()
  }
  const timer = setTimeout(release, holdMs)
  held.add(release)
  document.addEventListener('visibilitychange', onHide)
  window.addEventListener('pagehide', sendHeld)
  return end
}
