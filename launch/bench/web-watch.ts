/// <reference lib="dom" />

// What runs inside the page: each function is sent there whole and knows nothing of this file.

/** Milliseconds from the next click until that patient's chart has been painted. */
export const chartShown = (name: string): Promise<number> =>
  new Promise((resolve) => {
    const begin = ({ timeStamp }: Event) => {
      const look = () => {
        const isThere = document.querySelector('main h1')?.textContent === name && document.querySelector('main dl')
        // The frame after the one that painted it.
        requestAnimationFrame(isThere ? () => resolve(performance.now() - timeStamp) : look)
      }
      look()
    }
    document.addEventListener('click', begin, { capture: true, once: true })
  })

/** When a text came on screen, by the clock on the wall. */
export const textShown = (text: string): Promise<number> =>
  new Promise((resolve) => {
    const look = () => {
      if (document.body.textContent?.includes(text)) requestAnimationFrame(() => resolve(Date.now()))
      else requestAnimationFrame(look)
    }
    look()
  })

/** Notes every task of more than 50 ms from now on (Long Tasks API). */
export const watchLongTasks = (): void => {
  const longTasks: number[] = []
  Object.assign(window, { longTasks })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  }).observe({ type: 'longtask' })
}
