import { Skeleton } from '@chakra-ui/react'
import { type ReactNode, useDeferredValue, useState } from 'react'

interface TogetherProps {
  /** What the first look at it needs. */
  answers: { isPending: boolean; failureCount: number }[]
  children: ReactNode
}

/** Sections that come at once, when each knows what it shows or that it failed: coming one by one they would push each other down. */
export function Together({ answers, children }: TogetherProps) {
  const areAnswered = answers.every(({ isPending, failureCount }) => !isPending || failureCount > 0)
  const [wereAnswered, setAnswered] = useState(areAnswered)
  // Once they are here they stay, and whatever was begun in them.
  if (areAnswered && !wereAnswered) setAnswered(true)
  // So much at once is drawn bit by bit, and a key pressed meanwhile is not kept waiting.
  const areHere = useDeferredValue(wereAnswered)
  return areHere ? children : <Skeleton height="64" aria-busy />
}
