import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import type { Farewell, Frame, Hub, Subscriber } from './hub.ts'
import { createPace, lingerMs, mostWaiting, type Pace } from './pace.ts'
import type { Pool } from './pace-pool.ts'
import type { Place } from './stream-places.ts'

/**
 * For the server that listens: Elysia hands on the root's options alone, not those of the part that has the route.
 * What waits for a reader is judged by its pace; Bun's own limit stands behind that.
 */
export const socketOptions = {
  backpressureLimit: 2 * mostWaiting,
  closeOnBackpressureLimit: true,
  maxPayloadLength: 16 * 1024,
  idleTimeout: 120,
}

/** Close codes of our own, in the range of RFC 6455 section 7.4.2; 44xx and 45xx as HTTP's 4xx and 5xx. */
const closeCodes = {
  unauthenticated: 4401,
  'token-expired': 4401,
  revoked: 4401,
  slow: 4408,
  'rate-limited': 4429,
  unavailable: 4503,
  /** Going away, as the RFC has it. */
  shutdown: 1001,
} as const satisfies Record<Farewell, number> & Record<string, number>
type Ending = keyof typeof closeCodes

/** What carries the frames: Bun's ServerWebSocket. */
export interface Raw {
  /** Bytes sent, -1 when they wait, 0 when they were dropped. */
  send(text: string): number
  getBufferedAmount(): number
  close(code: number, reason: string): void
  terminate(): void
}

type SocketFrame = Frame | { type: string; [key: string]: unknown }

/** One open socket: who it is, and which rooms it is in. */
export interface Connection {
  caller: UserCaller | undefined
  rooms: Set<string>
  /** Carries the user's sequence once `user-<id>` is joined, and `changed` once a role's room is. */
  subscriber: Subscriber | undefined
  readonly isFull: boolean
  place: Place | undefined
  /** Where the sequence stood at `ready`, or when its room was left: joined without a position it continues from there. */
  position: string | undefined
  /** Messages are answered in the order in which they came. */
  last: Promise<void>
  /** Ends the socket when its time is over: to sign in, of its token, to take the last words. */
  timer: ReturnType<typeof setTimeout> | undefined
  /** Its end has begun: nothing is answered any more. */
  isOver: boolean
  say(frame: SocketFrame): void
  /** Says the last words, if any, and ends the socket once they are taken. */
  dismiss(ending: Ending, frame?: SocketFrame): void
  /** Takes note that the reader has taken something. */
  taken(): void
  /** Takes note that the socket is closed. */
  end(): void
}

/** Says in a socket's own way what an HTTP request would have been refused with. */
export const turnAway = (connection: Connection, ending: 'rate-limited' | 'unavailable'): void =>
  connection.dismiss(ending, { type: 'error', kind: ending })

/** What a failure comes to at a socket: a limit that was met, or else something that may work later. */
export const limitOf = (error: unknown): 'rate-limited' | 'unavailable' =>
  error instanceof ProblemError && error.problem.kind === 'rate-limited' ? 'rate-limited' : 'unavailable'

/** What is known of a socket, from its opening on. */
export function createConnection(
  raw: Raw,
  { hub, pool, drained }: { hub: Pick<Hub, 'remove'>; pool: Pool; drained: (userId: string) => void },
): Connection {
  let ending: Ending = 'slow'
  const pace: Pace<string> = createPace<string>(
    {
      hand(text) {
        const result = raw.send(text)
        // Dropped, or closed already: nothing may follow what was lost, and the client resumes.
        if (result === 0) raw.terminate()
        return result < 0 ? raw.getBufferedAmount() : 0
      },
      slow: () => dismiss('slow', farewell('slow')),
      drained: () => connection.caller && drained(connection.caller.userId),
      linger() {
        connection.timer = setTimeout(() => raw.terminate(), lingerMs)
      },
      finish: () => raw.close(closeCodes[ending], ending),
      cut: () => raw.terminate(),
    },
    pool,
  )
  function leave(): void {
    connection.isOver = true
    clearTimeout(connection.timer)
    if (connection.subscriber) hub.remove(connection.subscriber)
  }
  function dismiss(why: Ending, frame?: SocketFrame): void {
    if (connection.isOver) return
    leave()
    ending = why
    if (frame) {
      const text = JSON.stringify(frame)
      pace.leave(text, Buffer.byteLength(text))
    } else raw.close(closeCodes[why], why)
  }
  const connection: Connection = {
    caller: undefined,
    rooms: new Set(),
    subscriber: undefined,
    get isFull() {
      return pace.isFull
    },
    place: undefined,
    position: undefined,
    last: Promise.resolve(),
    timer: undefined,
    isOver: false,
    say(frame) {
      const text = JSON.stringify(frame)
      pace.send(text, Buffer.byteLength(text))
    },
    dismiss,
    taken: () => pace.taken(raw.getBufferedAmount()),
    end() {
      leave()
      pace.end()
      connection.place?.release()
    },
  }
  return connection
}

/** The last frame of a stream. */
export const farewell = (reason: Farewell): Frame => ({ type: 'bye', data: { reason } })
