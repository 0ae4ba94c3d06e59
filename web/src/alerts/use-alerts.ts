import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSignedIn } from '../features/auth/signed-in.ts'
import { inboxQuery } from '../features/notifications/queries.ts'
import { startAlerts } from './start.ts'

/** Live for as long as the layout behind the login is on screen. */
export function useAlerts(): void {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { id } = useSignedIn().user
  useEffect(() => {
    let stop: (() => void) | undefined
    let gone = false
    const onOpen = () => void navigate({ to: '/notifications' })
    const start = (position?: string) => {
      if (!gone) stop = startAlerts({ queryClient, userId: id, position, onOpen })
    }
    // Without an inbox there is still a stream: the bell says what is missing.
    queryClient.ensureInfiniteQueryData(inboxQuery).then(
      ({ pages }) => start(pages[0]?.position),
      () => start(),
    )
    return () => {
      gone = true
      stop?.()
    }
  }, [queryClient, navigate, id])
}
