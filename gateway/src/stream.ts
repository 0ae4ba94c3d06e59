import type { Clock } from '@wardline/kit/clock'
import { Elysia, t } from 'elysia'
import { answersText, type Context, tagged } from './context.ts'
import type { Feed } from './feed.ts'
import type { Farewell, Frame, Hub, Subscriber } from './hub.ts'
import { afterPatience, byteBudget, createPace } from './pace.ts'

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

export interface StreamDeps {
  hub: Hub
  feed: Pick<Feed, 'begin' | 'drained'>
  clock: Clock
}

type Caller = Pick<Subscriber, 'userId' | 'role' | 'sessionId'> & { expiresAt: number }

/** The connection of a stream that has ended is given up when its reader takes nothing more of it for this long. */
const lingerSeconds = 60

/** A stream of frames and the subscriber that writes it. Ends itself when the token does, or when the reader falls behind. */
function openStream(caller: Caller, { hub, feed, clock }: StreamDeps, ended: () => void) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let expiry: ReturnType<typeof setTimeout> | undefined
  const pace = createPace({
    waiting: () => byteBudget - (controller?.desiredSize ?? byteBudget),
    slow: () => subscriber.close('slow'),
    drained: () => feed.drained(caller.userId),
    later: afterPatience,
  })

  function end(): void {
    clearTimeout(expiry)
    pace.end()
    hub.remove(subscriber)
    if (controller) ended()
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
    get isFull() {
      return pace.isFull
    },
    send(frame) {
      if (!controller) return
      const bytes = encode(frame)
      controller.enqueue(bytes)
      pace.sent(bytes.byteLength)
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
      pull: () => pace.taken(),
      cancel: end,
    },
    { highWaterMark: byteBudget, size: (chunk) => chunk?.byteLength ?? 0 },
  )
  const leftMs = caller.expiresAt * 1000 - clock.now().getTime()
  expiry = setTimeout(() => subscriber.close('token-expired'), leftMs)
  return { body, subscriber, end }
}

/** `GET /notifications/stream`: one gapless sequence for each user, resumed from `Last-Event-ID`. */
export const streamRoutes = ({ base, hub, feed, clock }: Context & StreamDeps) =>
  new Elysia({ normalize: false }).use(base).get(
    '/notifications/stream',
    async ({ caller, query, headers: sent, request, server }) => {
      const { body, subscriber, end } = openStream(caller, { hub, feed, clock }, () =>
        server?.timeout(request, lingerSeconds),
      )
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
      detail: {
        ...tagged('notifications', 'The live stream; `Last-Event-ID` or `position` resumes it', 'Last-Event-ID'),
        responses: answersText('text/event-stream', 'Events, until either side closes'),
      },
    },
  )
