import type { Clock } from '@wardline/kit/clock'
import { Elysia, t } from 'elysia'
import { answersText, type Context, tagged } from '../context.ts'
import type { Feed } from './feed.ts'
import type { Farewell, Frame, Hub, Subscriber } from './hub.ts'
import { createPace, lingerMs } from './pace.ts'
import type { Pool } from './pace-pool.ts'
import { limitsOfStreams, type Place, type Places } from './stream-places.ts'
import { retryOf } from './stream-return.ts'

const encoder = new TextEncoder()
const encoded = new WeakMap<Frame, Uint8Array>()

function write({ id, type, data }: Frame, retry?: number): Uint8Array {
  const fields = `${id ? `id: ${id}\n` : ''}${retry === undefined ? '' : `retry: ${retry}\n`}`
  return encoder.encode(`${fields}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** An event as text/event-stream has it (WHATWG HTML, 9.2.6); a frame for many streams is written once. */
export function encode(frame: Frame): Uint8Array {
  const known = encoded.get(frame)
  if (known) return known
  const bytes = write(frame)
  encoded.set(frame, bytes)
  return bytes
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  // The end of the stream is the end of its connection: what is counted is then what is open.
  connection: 'close',
}

export interface StreamDeps {
  hub: Hub
  feed: Pick<Feed, 'begin' | 'drained'>
  clock: Clock
  places: Places
  pool: Pool
}

type Caller = Pick<Subscriber, 'userId' | 'role' | 'sessionId'> & { expiresAt: number }

/** The connection that carries a stream. */
interface Connection {
  place: Place
  /** Ends it when its reader takes nothing for so many seconds; 0 is never. */
  timeout(seconds: number): void
}

/** A stream of frames and the subscriber that writes it. Ends itself when the token does, or when the reader falls behind. */
function openStream(caller: Caller, { hub, feed, clock, places, pool }: StreamDeps, { place, timeout }: Connection) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const pace = createPace<Uint8Array>(
    {
      hand(bytes, length) {
        try {
          controller?.enqueue(bytes)
          return length
        } catch {
          // The reader left a moment ago; whoever is told with it must not go without.
          end()
          return 0
        }
      },
      slow: () => subscriber.close('slow'),
      drained: () => feed.drained(caller.userId),
      linger: () => timeout(lingerMs / 1000),
      finish: end,
      // Bun looks at its connections every four seconds.
      cut: () => timeout(1),
    },
    pool,
  )
  const leftMs = caller.expiresAt * 1000 - clock.now().getTime()
  const expiry = setTimeout(() => subscriber.close('token-expired'), leftMs)

  function say(bytes: Uint8Array): void {
    pace.send(bytes, bytes.byteLength)
  }
  function leave(): void {
    clearTimeout(expiry)
    hub.remove(subscriber)
  }
  /** Everything was said, or the connection is gone. */
  function end(): void {
    leave()
    pace.end()
    place.release()
    try {
      controller?.close()
    } catch {
      // The reader left first.
    }
    controller = undefined
  }
  const subscriber: Subscriber = {
    userId: caller.userId,
    role: caller.role,
    sessionId: caller.sessionId,
    seq: undefined,
    boards: true,
    held: [],
    get isFull() {
      return pace.isFull
    },
    // The first frame says again how long to wait after a lost connection: `bye` may have said something else before.
    send: (frame) => say(frame.type === 'ready' ? write(frame, retryOf('lost', places.size)) : encode(frame)),
    close(reason: Farewell) {
      const retry = reason === 'shutdown' ? retryOf('restart', places.size) : undefined
      const bytes = write({ type: 'bye', data: { reason } }, retry)
      leave()
      pace.leave(bytes, bytes.byteLength)
    },
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened
      },
      // Asked for only when the connection has taken all that it was given.
      pull: () => pace.taken(),
      cancel: end,
    },
    { highWaterMark: 0 },
  )
  return { body, subscriber, end }
}

const gone = () => new Response(null, { status: 204 })

/** `GET /notifications/stream`: one gapless sequence for each user, resumed from `Last-Event-ID`. */
export const streamRoutes = ({ base, hub, feed, clock, places, pool }: Context & StreamDeps) =>
  new Elysia({ normalize: false }).use(base).get(
    '/notifications/stream',
    async ({ caller, query, headers: sent, request, server }) => {
      // From here to the listener nothing is awaited: a reader that leaves early must not stay on the books.
      if (request.signal.aborted) return gone()
      const connection: Connection = {
        place: places.take(caller.userId),
        timeout: (seconds) => server?.timeout(request, seconds),
      }
      const { body, subscriber, end } = openStream(caller, { hub, feed, clock, places, pool }, connection)
      request.signal.addEventListener('abort', end)
      connection.timeout(0)
      hub.add(subscriber)
      try {
        await feed.begin(subscriber, sent['last-event-id'] ?? query.position, true)
      } catch (error) {
        end()
        throw error
      }
      return new Response(body, { headers })
    },
    {
      permit: 'notification.stream',
      query: t.Object({ position: t.Optional(t.String({ maxLength: 100 })) }, { additionalProperties: false }),
      detail: {
        ...tagged('notifications', 'The live stream; `Last-Event-ID` or `position` resumes it', 'Last-Event-ID'),
        description: `${limitsOfStreams} The \`bye\` of a gateway that ends says with \`retry\` when to come back.`,
        responses: answersText('text/event-stream', 'Events, until either side closes'),
      },
    },
  )
