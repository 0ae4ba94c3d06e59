import { useBlocker } from '@tanstack/react-router'
import { lazy, Suspense, useContext, useEffect } from 'react'
import { UnsavedWork } from './unsaved-work.ts'

const load = () => import('./LeaveQuestion.tsx')
const LeaveQuestion = lazy(load)

interface LeaveGuardProps {
  isDirty: boolean
  /** What is being saved leads away by itself. */
  isSaving: () => boolean
  /** It is there again on return: only closing the page would lose it. */
  isKept: boolean
}

/** Asks before what was typed is lost by going to another page, closing this one, or closing the dialog that it stands in. */
export function LeaveGuard({ isDirty, isSaving, isKept }: LeaveGuardProps) {
  const unsaved = useContext(UnsavedWork)
  useEffect(() => {
    // Without a connection it could not be fetched any more when it is needed.
    if (isDirty && !isKept) load().catch(() => {})
    if (!unsaved) return
    unsaved.current = isDirty
    return () => {
      unsaved.current = false
    }
  }, [isDirty, isKept, unsaved])
  const { status, proceed, reset } = useBlocker({
    // Whoever is signed out is not asked: the page is no longer theirs.
    shouldBlockFn: ({ current, next }) =>
      isDirty && !isKept && !isSaving() && next.pathname !== current.pathname && next.fullPath !== '/login',
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <Suspense>
      <LeaveQuestion onLeave={proceed} onStay={reset} />
    </Suspense>
  )
}
