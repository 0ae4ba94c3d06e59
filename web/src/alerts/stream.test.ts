import { expect, test } from 'bun:test'
import type { Frame } from './frames.ts'
import { followStream, type StreamState } from './stream.ts'

const encode = (text: string) => new TextEncoder().encode(text)

/** A response that sends its text and then ends, or stays silent until it is aborted. */
const sse = (text: string, signal: AbortSignal, stayOpen = false) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(encode(text))
        if (!stayOpen) return controller.close()
        signal.addEventListener('abort', () => controller.error(signal.reason))
      },
    }),
  )

const ready = 'event: ready\ndata: {"position":"e.1","unread":0}\n\n'
const notification = 'event: notification\nid: e.2\ndata: {"id":"n","unread":1}\n\n'

/** Plays one answer a connection, then stops; says what was asked, told and waited. */
async function play(answers: ((signal: AbortSignal) => Response | Promise<Response>)[], renew = async () => true) {
  const stop = new AbortController()
  const asked: (string | undefined)[] = []
  const frames: Frame[] = []
  const states: StreamState[] = []
  await followStream(
    {
      open: async (headers, signal) => {
        asked.push(headers['last-event-id'])
        const answer = answers[asked.length - 1]
        if (answer) return answer(signal)
        stop.abort()
        throw new Error('stopped')
      },
      renew,
      position: () => frames.flatMap((frame) => ('id' in frame ? [frame.id] : [])).at(-1),
      onFrame: (frame) => frames.push(frame),
      onState: (state) => states.push(state),
      silenceMs: 20,
      wait: async () => {},
    },
    stop.signal,
  )
  return { asked, frames, states }
}

test('a cut connection is resumed from the last frame it carried', async () => {
  const { asked, frames } = await play([(signal) => sse(ready + notification, signal)])
  expect(asked).toEqual([undefined, 'e.2'])
  expect(frames.map(({ type }) => type)).toEqual(['ready', 'notification'])
})

test('a connection that falls silent is closed and resumed', async () => {
  const { asked } = await play([(signal) => sse(ready + notification, signal, true)])
  expect(asked).toEqual([undefined, 'e.2'])
})

test('an expired token is renewed; when nobody is signed in any more, it ends', async () => {
  const bye = 'event: bye\ndata: {"reason":"token-expired"}\n\n'
  const renewed = await play([(signal) => sse(ready + bye, signal)])
  expect(renewed.asked).toHaveLength(2)
  const ended = await play([() => new Response(null, { status: 401 })], async () => false)
  expect(ended.asked).toHaveLength(1)
})

test('one lost connection is not worth a word, two are', async () => {
  const refuse = () => new Response(null, { status: 503 })
  const once = await play([(signal) => sse(ready, signal), (signal) => sse(ready, signal)])
  expect(once.states).not.toContain('down')
  const twice = await play([refuse, refuse])
  expect(twice.states).toContain('down')
})
