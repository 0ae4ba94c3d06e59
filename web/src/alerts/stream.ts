import { createParser } from 'eventsource-parser'
import { backOff, type Frame, type Position, toFrame } from './frames.ts'

export type StreamState = 'connecting' | 'live' | 'down'

export interface StreamDeps {
  open(headers: Record<string, string>, signal: AbortSignal): Promise<Response>
  /** A fresh access token; false when nobody is signed in any more. */
  renew(): Promise<boolean>
  position(): Position | undefined
  onFrame(frame: Frame): void
  onState(state: StreamState): void
  /** Silence after which a connection counts as dead. The gateway pings each 15 s. */
  silenceMs: number
  wait(ms: number, signal: AbortSignal): Promise<void>
}

type Ending = 'closed' | 'refused' | 'expired'

/** One connection, from request to its end. Says how it ended, and whether it ever came to life. */
async function connect(deps: StreamDeps, signal: AbortSignal): Promise<{ ending: Ending; lived: boolean }> {
  const quiet = new AbortController()
  let lived = false
  let ending: Ending = 'closed'
  let watchdog: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => quiet.abort(), deps.silenceMs)
  }
  const parser = createParser({
    onEvent: (event) => {
      const frame = toFrame(event)
      if (frame?.type === 'bye' && frame.data.reason !== 'shutdown' && frame.data.reason !== 'slow') ending = 'expired'
      if (frame?.type === 'ready') {
        lived = true
        deps.onState('live')
      }
      if (frame) deps.onFrame(frame)
    },
  })
  try {
    heard()
    const position = deps.position()
    const response = await deps.open(
      { accept: 'text/event-stream', ...(position && { 'last-event-id': position }) },
      AbortSignal.any([signal, quiet.signal]),
    )
    if (response.status === 401) return { ending: 'expired', lived }
    if (!response.ok || !response.body) return { ending: 'refused', lived }
    const text = new TextDecoder()
    for await (const chunk of readAll(response.body)) {
      heard()
      parser.feed(text.decode(chunk, { stream: true }))
    }
  } catch {
    // Aborted, cut off, or never reached: the caller tries again in every case.
  } finally {
    clearTimeout(watchdog)
    // Whatever was made to last as long as this connection ends with it.
    quiet.abort()
  }
  return { ending, lived }
}

/** Safari has no async iteration of streams. */
async function* readAll(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Keeps one stream open until the signal ends it or nobody is signed in. Resumes from the last position each time. */
export async function followStream(deps: StreamDeps, signal: AbortSignal): Promise<void> {
  let failures = 0
  deps.onState('connecting')
  while (!signal.aborted) {
    const { ending, lived } = await connect(deps, signal)
    if (signal.aborted) return
    if (lived) failures = 0
    if (ending === 'expired' && !(await deps.renew().catch(() => true))) return
    // One lost connection heals unseen; a second in a row is worth telling.
    deps.onState(failures > 0 ? 'down' : 'connecting')
    await deps.wait(lived && ending === 'expired' ? 0 : backOff(failures, Math.random()), signal)
    failures += 1
  }
}
