import type { Clock } from '@wardline/kit/clock'
import { Elysia, t } from 'elysia'
import type { Context } from './context.ts'
import { tagged } from './context.ts'
import type { Feed } from './feed.ts'
import type { Farewell, Frame, Hub, Subscriber } from './hub.ts'

/** Bytes that may wait for a reader; one that is slower is sent off and resumes where it was. */
export const byteBudget = 256 * 1024

const encoder = new TextEncoder()
const encoded = new WeakMap<Frame, Uint8Array>()

/** An event as text/event-stream has it (WHATWG HTML, 9.2.6); a frame for many streams is written once. */
export function encode(frame: Frame): Uint8Array {
  const known = encoded.get(frame)
  if (known) return known
  const id = frame.id ? `id: ${frame.id}\n` : ''
  const bytes = encoder.encode(`${id}event: ${frame.type}\ndata: ${JSON.stringify(frame.data)}\n\n`)
  encoded.set(frame, bytes)
  return bytes
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

type Caller = Pick<Subscriber, 'userId' | 'role' | 'sessionId'> & { expiresAt: number }

/** A stream of frames and the subscriber that writes it. Ends itself when the token does, or when the reader falls behind. */
function openStream(caller: Caller, hub: Hub, clock: Clock) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let expiry: ReturnType<typeof setTimeout> | undefined

  function end(): void {
    clearTimeout(expiry)
    hub.remove(subscriber)
    const open = controller
    controller = undefined
    try {
      open?.close()
    } catch {
      // The reader left first.
    }
  }
  const subscriber: Subscriber = {
    userId: caller.userId,
    role: caller.role,
    sessionId: caller.sessionId,
    seq: undefined,
    boards: true,
    held: [],
    send(frame) {
      controller?.enqueue(encode(frame))
      if (controller && (controller.desiredSize ?? 0) < 0) subscriber.close('slow')
    },
    close(reason: Farewell) {
      controller?.enqueue(encode({ type: 'bye', data: { reason } }))
      end()
    },
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened
      },
      cancel: end,
    },
    { highWaterMark: byteBudget, size: (chunk) => chunk?.byteLength ?? 0 },
  )
  const leftMs = caller.expiresAt * 1000 - clock.now().getTime()
  expiry = setTimeout(() => subscriber.close('token-expired'), leftMs)
  return { body, subscriber, end }
}

/** `GET /notifications/stream`: one gapless sequence for each user, resumed from `Last-Event-ID`. */
export const streamRoutes = ({ base, hub, feed, clock }: Context & { hub: Hub; feed: Feed }) =>
  new Elysia({ normalize: false }).use(base).get(
    '/notifications/stream',
    async ({ caller, query, headers: sent, request, server }) => {
      const { body, subscriber, end } = openStream(caller, hub, clock)
      // Before anything is awaited: a reader that leaves early must not stay on the books.
      request.signal.addEventListener('abort', end)
      server?.timeout(request, 0)
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
      detail: tagged('notifications', 'The live stream (text/event-stream); `Last-Event-ID` or `position` resumes it'),
    },
  )
