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
  const waits: number[] = []
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
      wait: async (ms) => void waits.push(ms),
    },
    stop.signal,
  )
  return { asked, frames, states, waits }
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

test('a gateway that restarts says when to come back, to each of its streams another time', async () => {
  const bye = 'retry: 4321\nevent: bye\ndata: {"reason":"shutdown"}\n\n'
  const { asked, waits, states } = await play([(signal) => sse(ready + notification + bye, signal)])
  expect([asked, waits]).toEqual([[undefined, 'e.2'], [4321]])
  expect(states).not.toContain('down')
})

test('what the gateway says of lost connections when it begins is for browsers’ own streams', async () => {
  const { waits } = await play([(signal) => sse(`retry: 4000\n${ready}`, signal)])
  expect(waits).toHaveLength(1)
  expect(waits[0]).toBeLessThan(500)
})

test('a gateway that is full is not asked before it said', async () => {
  const full = () => new Response(null, { status: 503, headers: { 'retry-after': '7' } })
  const { waits } = await play([full, full])
  expect(waits).toHaveLength(2)
  for (const ms of waits) expect(ms).toBeGreaterThanOrEqual(7_000)
})

test('a gateway that is gone for a minute is not stormed, and goes on where it stopped', async () => {
  const gone = () => Promise.reject(new Error('refused'))
  const rest = 'event: notification\nid: e.3\ndata: {"id":"m","unread":2}\n\n'
  // Each try would wait 30 s at most: enough of them for any luck with the jitter.
  const tries = Array.from({ length: 200 }, () => gone)
  const { asked, frames, waits, states } = await play([
    (signal) => sse(ready + notification, signal),
    ...tries,
    (signal) => sse(ready + rest, signal),
  ])
  const sum = (upTo: number) => waits.slice(0, upTo).reduce((total, ms) => total + ms, 0)
  const inAMinute = waits.findIndex((_, index) => sum(index + 1) > 60_000)
  expect(inAMinute).toBeLessThan(40)
  expect(new Set(asked.slice(1, 202))).toEqual(new Set(['e.2']))
  expect(frames.flatMap((frame) => ('id' in frame ? frame.id : []))).toEqual(['e.2', 'e.3'])
  expect([states.includes('down'), states.filter((state) => state === 'live')]).toEqual([true, ['live', 'live']])
})
