import { createParser } from 'eventsource-parser'
import { type Ended, type Frame, type Position, toFrame, waitAfter } from './frames.ts'

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

const endings = {
  'token-expired': 'expired',
  revoked: 'expired',
  slow: 'closed',
  shutdown: 'restarting',
} as const satisfies Record<Extract<Frame, { type: 'bye' }>['data']['reason'], Ended['ending']>

/** What a refusal says of when to come back (RFC 9110, 10.2.3); a date is not worth reading. */
function retryAfter(response: Response): Pick<Ended, 'returnAfter'> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return seconds >= 0 ? { returnAfter: seconds * 1000 } : {}
}

/** One connection, from request to its end. */
async function connect(deps: StreamDeps, signal: AbortSignal): Promise<Ended> {
  const quiet = new AbortController()
  const ended: Ended = { ending: 'closed', lived: false }
  let retry: number | undefined
  let watchdog: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => quiet.abort(), deps.silenceMs)
  }
  const parser = createParser({
    onRetry: (milliseconds) => {
      retry = milliseconds
    },
    onEvent: (event) => {
      const frame = toFrame(event)
      if (frame?.type === 'bye') ended.ending = endings[frame.data.reason] ?? 'closed'
      if (ended.ending === 'restarting' && retry !== undefined) ended.returnAfter = retry
      retry = undefined
      if (frame?.type === 'ready') {
        ended.lived = true
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
    if (response.status === 401) return { ...ended, ending: 'expired' }
    if (!response.ok || !response.body) return { ...ended, ending: 'refused', ...retryAfter(response) }
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
  return ended
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
    const ended = await connect(deps, signal)
    if (signal.aborted) return
    if (ended.lived) failures = 0
    if (ended.ending === 'expired' && !(await deps.renew().catch(() => true))) return
    // One lost connection heals unseen; a second in a row is worth telling.
    deps.onState(failures > 0 ? 'down' : 'connecting')
    await deps.wait(waitAfter(ended, failures, Math.random()), signal)
    failures += 1
  }
}
