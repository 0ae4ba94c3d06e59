import type { Clock } from '@wardline/kit/clock'
import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller, Verifier } from '@wardline/kit/identity'
import { formatPosition, parsePosition } from '@wardline/notification/rules'
import { Elysia } from 'elysia'
import { type Context, tagged } from '../context.ts'
import type { Feed } from './feed.ts'
import type { Hub, Subscriber } from './hub.ts'
import type { Pool } from './pace-pool.ts'
import { type Connection, createConnection, farewell, limitOf, type Raw, turnAway } from './socket-connection.ts'
import { limitsOfStreams, type Places } from './stream-places.ts'

const authenticateWithinMs = 5000

type Message = { type?: unknown; token?: unknown; userId?: unknown; room?: unknown; position?: unknown }

type SignedIn = Connection & { caller: UserCaller; subscriber: Subscriber }
const isSignedIn = (connection: Connection): connection is SignedIn =>
  connection.caller !== undefined && connection.subscriber !== undefined

interface SocketDeps {
  hub: Hub
  feed: Pick<Feed, 'begin' | 'drained' | 'standing'>
  clock: Clock
  verify: Verifier
  places: Places
  pool: Pool
}

const refuse = (connection: Connection) => connection.say({ type: 'error', kind: 'forbidden' })

/** The protocol of `/ws`, apart from what carries it. */
function createSockets({ hub, feed, clock, verify, places, pool }: SocketDeps) {
  const connections = new WeakMap<object, Connection>()

  const createSubscriber = (connection: Connection, caller: UserCaller): Subscriber => ({
    userId: caller.userId,
    role: caller.role,
    sessionId: caller.sessionId,
    seq: undefined,
    boards: false,
    held: [],
    get isFull() {
      return connection.isFull
    },
    send: connection.say,
    close: (reason) => connection.dismiss(reason, farewell(reason)),
  })

  function arm(connection: Connection, caller: UserCaller): void {
    clearTimeout(connection.timer)
    const left = caller.expiresAt * 1000 - clock.now().getTime()
    connection.timer = setTimeout(() => connection.subscriber?.close('token-expired'), left)
  }

  /** Who that is, if they may be in: a limit that is met here turns away those who are not in yet, and is told to those who are. */
  async function identify(connection: Connection, authorization: string): Promise<UserCaller | undefined> {
    try {
      const caller = await verify(authorization)
      if (connection.isOver) return undefined
      if (caller?.kind !== 'user') {
        if (connection.caller) refuse(connection)
        else connection.dismiss('unauthenticated')
        return undefined
      }
      if (!connection.caller) connection.place?.assign(caller.userId)
      return caller
    } catch (error) {
      const limit = limitOf(error)
      if (connection.caller) connection.say({ type: 'error', kind: limit })
      else turnAway(connection, limit)
      return undefined
    }
  }

  /** First sign-in, or a new token for the same user, which extends the stay. */
  async function authenticate(connection: Connection, authorization: string): Promise<void> {
    const caller = await identify(connection, authorization)
    if (!caller) return
    if (connection.caller) return extend(connection, caller)
    connection.caller = caller
    arm(connection, caller)
    const subscriber = createSubscriber(connection, caller)
    connection.subscriber = subscriber
    hub.add(subscriber)
    const { position, unread } = await feed.standing(caller.userId)
    connection.position = position
    hub.ready(subscriber, { position, unread })
  }

  function extend(connection: Connection, caller: UserCaller): void {
    if (connection.caller?.userId !== caller.userId) {
      refuse(connection)
      return
    }
    connection.caller = caller
    arm(connection, caller)
    if (connection.subscriber) connection.subscriber.sessionId = caller.sessionId
  }

  /** Ids come in either case (RFC 9562). */
  function roomOf({ room, userId }: Message): string | undefined {
    if (typeof userId === 'string' && typeof room !== 'string') return `user-${userId.toLowerCase()}`
    if (typeof room === 'string') return room.startsWith('user-') ? room.toLowerCase() : room
  }

  async function join(connection: SignedIn, message: Message): Promise<void> {
    const { caller, rooms, subscriber, position } = connection
    const room = roomOf(message)
    const isOwn = room === `user-${caller.userId}`
    if (!room || (!isOwn && room !== `role-${caller.role}`)) return refuse(connection)
    const isNew = !rooms.has(room)
    rooms.add(room)
    connection.say({ type: 'joined', room })
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

  function leave(connection: SignedIn, message: Message): void {
    const { rooms, subscriber, caller } = connection
    const room = roomOf(message)
    if (!room || !rooms.delete(room)) {
      refuse(connection)
      return
    }
    if (room === `user-${caller.userId}`) leaveOwn(connection)
    else subscriber.boards = false
    connection.say({ type: 'left', room })
  }

  async function answer(connection: Connection, message: Message): Promise<void> {
    if (message?.type === 'auth' && typeof message.token === 'string')
      return authenticate(connection, `Bearer ${message.token}`)
    if (!isSignedIn(connection)) return refuse(connection)
    if (message?.type === 'join') return join(connection, message)
    if (message?.type === 'leave') return leave(connection, message)
    refuse(connection)
  }

  /** One thing after the other; what cannot be answered now ends the socket, and the client comes back. */
  function enqueue(connection: Connection, work: () => Promise<void> | void): void {
    connection.last = connection.last
      .then(() => (connection.isOver ? undefined : work()))
      .catch(() => turnAway(connection, 'unavailable'))
  }

  return {
    open(raw: Raw, key: object, authorization: string | null): void {
      const connection = createConnection(raw, { hub, pool, drained: feed.drained })
      connections.set(key, connection)
      try {
        // Already counted while it has not said yet who it is.
        connection.place = places.take()
      } catch (error) {
        turnAway(connection, limitOf(error))
        return
      }
      if (authorization) enqueue(connection, () => authenticate(connection, authorization))
      else connection.timer = setTimeout(() => connection.dismiss('unauthenticated'), authenticateWithinMs)
    },
    message(key: object, message: Message): void {
      const connection = connections.get(key)
      if (connection) enqueue(connection, () => answer(connection, message))
    },
    drain: (key: object): void => connections.get(key)?.taken(),
    close(key: object): void {
      connections.get(key)?.end()
      connections.delete(key)
    },
  }
}

/** Elysia's type of Bun's socket knows less than there is (1.4.30). */
const carrier = (socket: object) => socket as Raw

/** A browser page of another site may open a socket to us; its origin tells. */
const isForeign = (origin: string | null, host: string | null) =>
  origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)

/** For those who write a client. */
const endings =
  'A socket is refused so at its upgrade; after an `auth` frame with `{"type":"error","kind":"rate-limited"}`, or ' +
  '`"unavailable"`, and closed with 4429 or 4503. Other codes: 4401 not signed in, token expired or session revoked; 4408 too ' +
  'slow, resume; 1001 this gateway ends, come back.'

/** What a socket is told that may not be opened: before it is one, in HTTP's way. */
async function admitSocket({ verify, places }: SocketDeps, { headers }: Request): Promise<void> {
  if (headers.get('upgrade')?.toLowerCase() !== 'websocket')
    throw new ProblemError('malformed', 'This address speaks WebSocket.')
  if (isForeign(headers.get('origin'), headers.get('host')))
    throw new ProblemError('forbidden', 'This page may not open a socket here.')
  const authorization = headers.get('authorization')
  const caller = authorization ? await verify(authorization) : undefined
  if (authorization && caller?.kind !== 'user')
    throw new ProblemError('unauthenticated', 'The access token is not valid.')
  // The place itself is taken when the socket opens: an upgrade may still fail.
  places.assertRoom(caller?.kind === 'user' ? caller.userId : undefined)
}

/** `GET /ws`: the frames of the stream, in rooms. */
export const socketRoutes = ({ base, ...deps }: Context & SocketDeps) => {
  const sockets = createSockets(deps)
  return new Elysia({ normalize: false }).use(base).ws('/ws', {
    open: (ws) => sockets.open(carrier(ws.raw), ws.data, ws.data.request.headers.get('authorization')),
    message: (ws, message) => sockets.message(ws.data, message as Message),
    drain: (ws) => sockets.drain(ws.data),
    close: (ws) => sockets.close(ws.data),
    upgrade: ({ request }) => admitSocket(deps, request),
    access: 'anyone',
    detail: {
      ...tagged('notifications', 'The live stream as a WebSocket, in rooms'),
      description: `${limitsOfStreams} ${endings}`,
      responses: { 101: { description: 'From here on it speaks WebSocket' } },
    },
  })
}
