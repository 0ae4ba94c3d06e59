import { useRouteContext } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react'
import { PageSkeleton } from '../../ui/PageSkeleton.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from './signed-in.ts'

// Most sessions are ended by signing out.
const SessionEnded = lazy(() => import('./SessionEnded.tsx'))

interface SessionGateProps {
  children: ReactNode
}

/** What was said to one person goes with them. */
function OnePerson({ children }: SessionGateProps) {
  useEffect(() => () => toaster.remove(), [])
  return children
}

/**
 * Shows its content to the person whom it was made for and to nobody else: to another it is an outline until the pages
 * have been made anew, and nothing of it, such as what was typed into a form, is carried over.
 */
export function SessionGate({ children }: SessionGateProps) {
  const session = useRouteContext({ from: '__root__', select: (context) => context.session })
  const { user } = useSignedIn()
  const present = useSyncExternalStore(session.subscribe, () => session.user)
  const hasEnded = useSyncExternalStore(session.subscribe, () => session.hasEnded)
  if (present?.id !== user.id || present.role !== user.role) return <PageSkeleton />
  return (
    <>
      <OnePerson key={`${user.id} ${user.role}`}>{children}</OnePerson>
      {hasEnded && (
        <Suspense>
          <SessionEnded />
        </Suspense>
      )}
    </>
  )
}
