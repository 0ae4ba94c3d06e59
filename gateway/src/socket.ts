import type { Clock } from '@wardline/kit/clock'
import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller, Verifier } from '@wardline/kit/identity'
import { formatPosition, parsePosition } from '@wardline/notification/rules'
import { Elysia } from 'elysia'
import { type Context, tagged } from './context.ts'
import type { Feed } from './feed.ts'
import type { Farewell, Frame, Hub, Subscriber } from './hub.ts'
import { afterPatience, createPace, mostWaiting, type Pace } from './pace.ts'

/** Close codes of our own, in the range of RFC 6455 section 7.4.2; 44xx as HTTP's 4xx. */
const closeCodes: Record<Farewell, number> = { 'token-expired': 4401, revoked: 4401, slow: 4408, shutdown: 1001 }
const authenticateWithinMs = 5000

type Message = { type?: unknown; token?: unknown; userId?: unknown; room?: unknown; position?: unknown }

/** One open socket: who it is, and which rooms it is in. */
interface Connection {
  caller: UserCaller | undefined
  rooms: Set<string>
  /** Carries the user's sequence once `user-<id>` is joined, and `changed` once a role's room is. */
  subscriber: Subscriber | undefined
  pace: Pace
  /** Where the sequence stood at `ready`, or when its room was left: joined without a position it continues from there. */
  position: string | undefined
  /** Messages are answered in the order in which they came. */
  last: Promise<void>
  timer: ReturnType<typeof setTimeout> | undefined
}

type SignedIn = Connection & { caller: UserCaller; subscriber: Subscriber }
const isSignedIn = (connection: Connection): connection is SignedIn =>
  connection.caller !== undefined && connection.subscriber !== undefined

/** What carries the frames: Bun's ServerWebSocket. */
interface Raw {
  /** Bytes sent, -1 when they wait, 0 when they were dropped. */
  send(text: string): number
  getBufferedAmount(): number
  close(code: number, reason: string): void
}

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

export interface SocketDeps {
  hub: Hub
  feed: Feed
  clock: Clock
  verify: Verifier
}

/** The protocol of `/ws`, apart from what carries it. */
export function createSockets({ hub, feed, clock, verify }: SocketDeps) {
  const connections = new WeakMap<object, Connection>()

  function say(raw: Raw, { pace }: Connection, frame: Frame | { type: string; [key: string]: unknown }): void {
    const text = JSON.stringify(frame)
    // Dropped, or closed already: nothing may follow what was lost, and the client resumes.
    if (raw.send(text) === 0) raw.close(closeCodes.slow, 'slow')
    else pace.sent(Buffer.byteLength(text))
  }
  const refuse = (raw: Raw, connection: Connection) => say(raw, connection, { type: 'error', kind: 'forbidden' })
  const dismiss = (raw: Raw, reason: Farewell) => {
    // Not said when there is no room for it any more: the code says the same.
    raw.send(JSON.stringify({ type: 'bye', data: { reason } }))
    raw.close(closeCodes[reason], reason)
  }

  function createSubscriber(raw: Raw, connection: Connection, caller: UserCaller): Subscriber {
    return {
      userId: caller.userId,
      role: caller.role,
      sessionId: caller.sessionId,
      seq: undefined,
      boards: false,
      held: [],
      get isFull() {
        return connection.pace.isFull
      },
      send: (frame) => say(raw, connection, frame),
      close: (reason) => dismiss(raw, reason),
    }
  }

  function arm(connection: Connection, caller: UserCaller): void {
    clearTimeout(connection.timer)
    const left = caller.expiresAt * 1000 - clock.now().getTime()
    connection.timer = setTimeout(() => connection.subscriber?.close('token-expired'), left)
  }

  /** First sign-in, or a new token for the same user, which extends the stay. */
  async function authenticate(raw: Raw, connection: Connection, authorization: string | null): Promise<void> {
    const caller = await verify(authorization).catch(() => undefined)
    if (caller?.kind !== 'user') return connection.caller ? refuse(raw, connection) : raw.close(4401, 'unauthenticated')
    if (connection.caller && connection.caller.userId !== caller.userId) return refuse(raw, connection)
    const isFirst = !connection.caller
    connection.caller = caller
    arm(connection, caller)
    if (connection.subscriber) connection.subscriber.sessionId = caller.sessionId
    if (!isFirst) return
    const subscriber = createSubscriber(raw, connection, caller)
    connection.subscriber = subscriber
    hub.add(subscriber)
    const { position, unread } = await feed.standing(caller.userId)
    connection.position = position
    hub.ready(subscriber, { position, unread })
  }

  function roomOf(message: Message): string | undefined {
    if (typeof message.room === 'string') return message.room
    return typeof message.userId === 'string' ? `user-${message.userId}` : undefined
  }

  async function join(raw: Raw, connection: SignedIn, message: Message): Promise<void> {
    const { caller, rooms, subscriber, position } = connection
    const room = roomOf(message)
    const isOwn = room === `user-${caller.userId}`
    if (!room || (!isOwn && room !== `role-${caller.role}`)) return refuse(raw, connection)
    const isNew = !rooms.has(room)
    rooms.add(room)
    say(raw, connection, { type: 'joined', room })
    if (!isNew) return
    if (isOwn) await feed.begin(subscriber, typeof message.position === 'string' ? message.position : position, false)
    else subscriber.boards = true
  }

  /** What was sent already is not sent again to a room that is joined once more. */
  function leaveOwn(connection: SignedIn): void {
    const { subscriber, position } = connection
    const epoch = parsePosition(position ?? '')?.epoch
    if (epoch !== undefined && subscriber.seq !== undefined) connection.position = formatPosition(epoch, subscriber.seq)
    subscriber.seq = undefined
  }

  function leave(raw: Raw, connection: SignedIn, message: Message): void {
    const { rooms, subscriber, caller } = connection
    const room = roomOf(message)
    if (!room || !rooms.delete(room)) {
      refuse(raw, connection)
      return
    }
    if (room === `user-${caller.userId}`) leaveOwn(connection)
    else subscriber.boards = false
    say(raw, connection, { type: 'left', room })
  }

  async function answer(raw: Raw, connection: Connection, message: Message): Promise<void> {
    if (message?.type === 'auth' && typeof message.token === 'string')
      return authenticate(raw, connection, `Bearer ${message.token}`)
    if (!isSignedIn(connection)) return refuse(raw, connection)
    if (message?.type === 'join') return join(raw, connection, message)
    if (message?.type === 'leave') return leave(raw, connection, message)
    refuse(raw, connection)
  }

  /** One thing after the other; what cannot be answered now ends the socket, and the client comes back. */
  function enqueue(raw: Raw, connection: Connection, work: () => Promise<void> | void): void {
    connection.last = connection.last.then(work).catch(() => raw.close(1013, 'try again later'))
  }

  return {
    open(raw: Raw, key: object, authorization: string | null): void {
      const connection: Connection = {
        caller: undefined,
        rooms: new Set(),
        subscriber: undefined,
        pace: createPace({
          waiting: () => raw.getBufferedAmount(),
          slow: () => dismiss(raw, 'slow'),
          drained: () => connection.caller && feed.drained(connection.caller.userId),
          later: afterPatience,
        }),
        position: undefined,
        last: Promise.resolve(),
        timer: undefined,
      }
      connections.set(key, connection)
      if (authorization) enqueue(raw, connection, () => authenticate(raw, connection, authorization))
      else connection.timer = setTimeout(() => raw.close(4401, 'unauthenticated'), authenticateWithinMs)
    },
    message(raw: Raw, key: object, message: Message): void {
      const connection = connections.get(key)
      if (connection) enqueue(raw, connection, () => answer(raw, connection, message))
    },
    drain: (key: object): void => connections.get(key)?.pace.taken(),
    close(key: object): void {
      const connection = connections.get(key)
      clearTimeout(connection?.timer)
      connection?.pace.end()
      if (connection?.subscriber) hub.remove(connection.subscriber)
      connections.delete(key)
    },
  }
}

/** Elysia's type of Bun's socket knows less than there is (1.4.30). */
const carrier = (socket: object) => socket as Raw

/** A browser page of another site may open a socket to us; its origin tells. */
const isForeign = (origin: string | null, host: string | null) =>
  origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)

/** `GET /ws`: the frames of the stream, in rooms. */
export const socketRoutes = ({ base, ...deps }: Context & SocketDeps) => {
  const sockets = createSockets(deps)
  return new Elysia({ normalize: false }).use(base).ws('/ws', {
    open: (ws) => sockets.open(carrier(ws.raw), ws.data, ws.data.request.headers.get('authorization')),
    message: (ws, message) => sockets.message(carrier(ws.raw), ws.data, message as Message),
    drain: (ws) => sockets.drain(ws.data),
    close: (ws) => sockets.close(ws.data),
    upgrade: async ({ request: { headers } }) => {
      if (headers.get('upgrade')?.toLowerCase() !== 'websocket')
        throw new ProblemError('malformed', 'This address speaks WebSocket.')
      if (isForeign(headers.get('origin'), headers.get('host')))
        throw new ProblemError('forbidden', 'This page may not open a socket here.')
      const authorization = headers.get('authorization')
      if (authorization && !(await deps.verify(authorization)))
        throw new ProblemError('unauthenticated', 'The access token is not valid.')
    },
    access: 'anyone',
    detail: {
      ...tagged('notifications', 'The live stream as a WebSocket, in rooms'),
      responses: { 101: { description: 'From here on it speaks WebSocket' } },
    },
  })
}
