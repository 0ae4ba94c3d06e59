import { useEffect, useRef, useState } from 'react'
import { holdSlot, releaseSlot, type WantedSlot } from './queries.ts'

/** A slot is kept for five minutes; whoever takes longer keeps it on. */
const renewalMs = 4 * 60_000
/** Whoever types a time passes others on the way, which nobody else should find taken. */
const pauseMs = 300

interface Kept {
  slot: string
  holdId?: string
  refusal?: unknown
}

/**
 * Keeps a slot from everyone else for as long as somebody is filling in the rest, and gives it back when they choose
 * another or leave. `forget` is for when it became an appointment, which ends it.
 */
export function useSlotHold(wanted: WantedSlot | undefined) {
  const [kept, setKept] = useState<Kept>()
  const current = useRef<string>(undefined)
  const slot = wanted ? JSON.stringify(wanted) : ''
  useEffect(() => {
    if (!slot) return
    let isOver = false
    const release = (holdId: string) => void releaseSlot(holdId).catch(() => {})
    const keep = async () => {
      try {
        const { holdId } = await holdSlot(JSON.parse(slot) as WantedSlot)
        if (isOver) return release(holdId)
        current.current = holdId
        setKept({ slot, holdId })
      } catch (refusal) {
        if (!isOver) setKept({ slot, refusal })
      }
    }
    const first = setTimeout(keep, pauseMs)
    const renewal = setInterval(keep, renewalMs)
    return () => {
      isOver = true
      clearTimeout(first)
      clearInterval(renewal)
      if (current.current) release(current.current)
      current.current = undefined
    }
  }, [slot])
  const mine = kept?.slot === slot && slot ? kept : undefined
  return {
    holdId: mine?.holdId,
    refusal: mine?.refusal,
    forget: () => {
      current.current = undefined
    },
  }
}
