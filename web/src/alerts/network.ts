/** Aborts when the browser loses the network, which it learns long before a silent connection is noticed. */
export function lostNetwork(until: AbortSignal): AbortSignal {
  const lost = new AbortController()
  window.addEventListener('offline', () => lost.abort(), { once: true, signal: until })
  return lost.signal
}

/** Waits, but no longer than until the network is back. */
export function waitForNetwork(ms: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController()
  return new Promise<void>((resolve) => {
    const options = { once: true, signal: over.signal }
    const timer = setTimeout(resolve, ms)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    window.addEventListener('online', end, options)
    signal.addEventListener('abort', end, options)
  }).finally(() => over.abort())
}
