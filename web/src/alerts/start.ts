import type { QueryClient } from '@tanstack/react-query'
import { authorisedFetch, session } from '../api/client.ts'
import { withLock } from '../api/locks.ts'
import { inboxKey } from '../features/notifications/queries.ts'
import { applyFrame, refreshAll } from './apply.ts'
import type { Frame, Position } from './frames.ts'
import { lostNetwork, waitForNetwork } from './network.ts'
import { shareStream } from './share.ts'
import { setStreamState } from './state.ts'
import { followStream } from './stream.ts'
import { toastFor } from './toasts.ts'

const silenceMs = 40_000
/** Longer than the watchdog's: a follower speaks up when even the leader tab has gone quiet. */
const followerSilenceMs = 60_000

/**
 * Starts the live stream for the person signed in.
 * @param position from the `GET /notifications` that filled the page, so that nothing falls between the two
 * @returns stops it
 */
export function startAlerts(queryClient: QueryClient, userId: string, position: Position | undefined): () => void {
  const stop = new AbortController()
  const name = `wardline-alerts-${userId}`
  const channel = new BroadcastChannel(name)
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(silence)
    silence = setTimeout(() => setStreamState('down'), followerSilenceMs)
  }
  const onFrame = (frame: Frame) => {
    heard()
    applyFrame(queryClient, frame)
    if (frame.type === 'notification') toastFor(frame.data)
  }

  shareStream(position, {
    channel,
    lead: (work) => void withLock(name, work, stop.signal).catch(() => {}),
    follow: (tell) =>
      followStream(
        {
          open: (headers, signal) =>
            authorisedFetch('/notifications/stream', {
              headers,
              signal: AbortSignal.any([signal, lostNetwork(signal)]),
              cache: 'no-store',
            }),
          renew: async () => (await session.renew()) !== null,
          silenceMs,
          wait: waitForNetwork,
          ...tell,
        },
        stop.signal,
      ),
    onFrame,
    onState: (state) => {
      heard()
      setStreamState(state)
    },
    onGap: () => void queryClient.invalidateQueries({ queryKey: inboxKey }),
    onReturn: () => refreshAll(queryClient),
  })

  return () => {
    stop.abort()
    clearTimeout(silence)
    channel.close()
    setStreamState('connecting')
  }
}
