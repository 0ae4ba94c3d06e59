import { useEffect, useState } from 'react'

const pauseMs = 250

/** A text once its typing has paused: what is asked of the server follows the person, not each key. */
export function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
