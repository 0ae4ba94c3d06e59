import type { QueryClient } from '@tanstack/react-query'
import { authorisedFetch, session } from '../api/client.ts'
import { withLock } from '../api/locks.ts'
import { inboxKey } from '../features/notifications/queries.ts'
import { type Absence, forgetAbsence, isPartOfAbsence, isWorthTelling, noteAbsence } from './absence.ts'
import { applyFrame, refreshAll } from './apply.ts'
import type { Frame, Position } from './frames.ts'
import { lostNetwork, waitForNetwork } from './network.ts'
import { shareStream } from './share.ts'
import { signalFor } from './signal.ts'
import { forgetStream, setCompleteUpTo, setStreamState } from './state.ts'
import { followStream, type StreamState } from './stream.ts'
import { toastFor } from './toasts.ts'

const silenceMs = 40_000
/** Longer than the watchdog's: a follower speaks up when even the leader tab has gone quiet. */
const followerSilenceMs = 60_000

/** Remembers since when, and since which position, something has been away. */
function stopwatch() {
  let since: { at: number; position: Position | undefined } | undefined
  return {
    begin(position?: Position) {
      since ??= { at: Date.now(), position }
    },
    /** @returns milliseconds, and the position it began with */
    end() {
      const ended = since
      since = undefined
      return ended && { ms: Date.now() - ended.at, position: ended.position }
    },
  }
}

const tellAbsence = (absence: Absence, why: 'looked-away' | 'line-down', ms: number) => {
  if (isWorthTelling(absence, why, ms)) noteAbsence(absence)
}

/** What is replayed comes at once; the gateway does not say where it ends. */
const replayMs = 2_000

/** Tells what a stream that is back replays as one thing. */
function watchReplay() {
  let since: { after: Position; ms: number; endsAt: number } | undefined
  return {
    begin(after: Position, ms: number) {
      since = { after, ms, endsAt: Date.now() + replayMs }
    },
    take(position: Position) {
      if (since && Date.now() < since.endsAt) tellAbsence({ after: since.after, upTo: position }, 'line-down', since.ms)
    },
  }
}

/** Notes what comes while the page is out of sight. */
function watchSight(position: () => Position | undefined, until: AbortSignal): void {
  const away = stopwatch()
  const look = () => {
    if (document.visibilityState === 'hidden') return away.begin(position())
    const ended = away.end()
    const upTo = position()
    if (ended?.position && upTo) tellAbsence({ after: ended.position, upTo }, 'looked-away', ended.ms)
  }
  document.addEventListener('visibilitychange', look, { signal: until })
}

interface Alerts {
  queryClient: QueryClient
  userId: string
  /** From the `GET /notifications` that filled the page, so that nothing falls between the two. */
  position: Position | undefined
  /** Called when somebody follows a desktop notification. */
  onOpen: () => void
}

/**
 * Starts the live stream for the person signed in.
 * @returns stops it
 */
export function startAlerts({ queryClient, userId, position, onOpen }: Alerts): () => void {
  const stop = new AbortController()
  const name = `wardline-alerts-${userId}`
  const channel = new BroadcastChannel(name)
  const line = stopwatch()
  const replay = watchReplay()
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(silence)
    silence = setTimeout(() => setStreamState('down'), followerSilenceMs)
  }
  const onFrame = (frame: Frame) => {
    heard()
    applyFrame(queryClient, frame)
    if (frame.type === 'ready') line.end()
    if (frame.type !== 'notification') return
    replay.take(frame.id)
    if (!isPartOfAbsence(frame.id)) toastFor(frame.data)
    signalFor(frame.data, onOpen)
  }
  const onState = (state: StreamState) => {
    heard()
    setStreamState(state)
    if (state !== 'live') line.begin()
  }

  const tab = shareStream(position, {
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
    onState,
    onProof: setCompleteUpTo,
    onGap: () => void queryClient.invalidateQueries({ queryKey: inboxKey }),
    onReturn: (after) => {
      refreshAll(queryClient)
      replay.begin(after, line.end()?.ms ?? 0)
    },
  })
  watchSight(tab.position, stop.signal)

  return () => {
    stop.abort()
    clearTimeout(silence)
    channel.close()
    forgetStream()
    forgetAbsence()
  }
}
