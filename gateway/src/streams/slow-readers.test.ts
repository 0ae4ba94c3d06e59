import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect, type Socket } from 'node:net'
import { type Hospital, type SignedIn, startHospital } from '../testing.ts'
import { startGateway } from '../testing-gateway.ts'
import { listenToSocket, listenToStream } from '../testing-streams.ts'
import { createPool } from './pace-pool.ts'

setDefaultTimeout(60_000)

let hospital: Hospital
let admin: SignedIn
let nurse: SignedIn
/** Where the nurse's sequence stood before all that follows. */
let position: string
const events = 199
/** 25 KB on the wire: JSON writes each of these characters with six. */
const title = '\u0001'.repeat(199)
const large = '\u0001'.repeat(3999)

async function send(times: number): Promise<void> {
  let left = times
  const one = async () => {
    while (left-- > 0)
      await hospital.fetch('/notifications/send', {
        method: 'POST',
        headers: admin.headers,
        body: { to: { userIds: [nurse.userId] }, title: `${title}.`, body: `${large}.` },
      })
  }
  await Promise.all(Array.from({ length: 8 }, one))
}

const metric = async (name: string, url = hospital.url) =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await (await fetch(`${url}/metrics`)).text())?.[1])

beforeAll(async () => {
  hospital = await startHospital()
  admin = await hospital.as('admin')
  nurse = await hospital.as('nurse')
  position = await here()
  await send(events)
})
afterAll(() => hospital?.stop())

/** The places in the sequence of what arrived. */
const places = (frames: { id?: string }[]) => frames.flatMap(({ id }) => (id ? seqOf(id) : []))
const expected = () => {
  const start = seqOf(position)
  return Array.from({ length: events }, (_, index) => start + index + 1)
}

const seqOf = (place: string) => Number(place.split('.')[1])

/** How far in the sequence a reader has come: as far as was brought, or as they are told to begin anew from. */
function hasCome(frames: Awaited<ReturnType<typeof listenToStream>>['frames']): number | undefined {
  const last = frames.findLast(({ id, type }) => id !== undefined || type === 'reset')
  return last && seqOf(last.id ?? (last.data as { position: string }).position)
}

/** Where the nurse's sequence stands. */
async function here(): Promise<string> {
  const inbox = await hospital.fetch('/notifications', { headers: nurse.headers })
  return ((await inbox.json()) as { position: string }).position
}

/** A position far back, but no further than what is sent meanwhile leaves within the 200 of a replay. */
async function longAgo(): Promise<string> {
  const position = await here()
  return `${position.split('.')[0]}.${seqOf(position) - 95}`
}

/** Asks for something and reads no more than the beginning of its answer. */
async function askAndStall(request: string, url = hospital.url): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`${request}\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${nurse.token}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  return socket.pause()
}

/** The last of what waits for a reader that was sent off. */
async function lastWords(socket: Socket, pattern: RegExp): Promise<string> {
  let text = ''
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.on('close', resolve).on('data', (bytes) => {
    text = (text + bytes.toString('latin1')).slice(-200)
    if (pattern.test(text)) resolve()
  })
  socket.resume()
  await promise
  socket.destroy()
  return text
}

async function none(name: string, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds
  while ((await metric(name)) > 0) if (Date.now() > deadline) throw new Error(`${name} is not 0`)
}

/** Sends until it is more than the buffers of the network hold, however many those take, and the reader's patience is over. */
async function sendUntilOff(): Promise<void> {
  const deadline = Date.now() + 20_000
  while ((await metric('wardline_streams_open')) > 0) {
    if (Date.now() > deadline) throw new Error('the reader is still there')
    await send(8)
  }
}

/** A reader that was sent off holds its place as long as its connection, with no more waiting than one frame and the last words. */
async function expectLingering(): Promise<void> {
  expect(await metric('wardline_stream_places')).toBe(1)
  expect(await metric('wardline_stream_bytes_waiting')).toBeGreaterThan(0)
  expect(await metric('wardline_stream_bytes_waiting')).toBeLessThan(50_000)
}
async function expectForgotten(): Promise<void> {
  await none('wardline_stream_places', 5000)
  expect(await metric('wardline_stream_bytes_waiting')).toBe(0)
}

describe('a stream', () => {
  test('brings a reader everything of a long absence, in order', async () => {
    const stream = await listenToStream(hospital.url, nurse.token, { position })
    await stream.next(() => places(stream.frames).length === events, 20_000)
    expect(places(stream.frames)).toEqual(expected())
    expect(new Set(stream.frames.map(({ type }) => type))).toEqual(new Set(['ready', 'notification']))
    stream.close()
  })
})

describe('a socket', () => {
  test('brings a reader everything of a long absence, in order', async () => {
    const socket = await listenToSocket(hospital.url, nurse.headers)
    await socket.next(({ type }) => type === 'ready')
    socket.say({ type: 'join', userId: nurse.userId, position })
    await socket.next(() => places(socket.frames).length === events, 20_000)
    expect(places(socket.frames)).toEqual(expected())
    expect(socket.frames.filter(({ type }) => type === 'bye')).toEqual([])
    socket.close()
  })
  test.each([
    ['that is said', 'x'.repeat(16 * 1024)],
    ['of a megabyte', 'x'.repeat(1024 * 1024)],
  ])('refuses a message longer than anything %s', async (_, rest) => {
    const socket = await listenToSocket(hospital.url, nurse.headers)
    await socket.next(({ type }) => type === 'ready')
    socket.say(`"${rest}"`)
    await socket.ended()
    expect(socket.code).toBe(1009)
  })
})

/** A short message of a client, as RFC 6455 section 5.2 masks it: here with zeros. */
function masked(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message))
  const length = Buffer.alloc(4)
  length.writeUInt16BE(0x8100 | 0x80 | 126, 0)
  length.writeUInt16BE(payload.length, 2)
  return Buffer.concat([length, Buffer.alloc(4), payload])
}

const upgrade = [
  'GET /ws HTTP/1.1',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
].join('\r\n')

describe('a reader that reads nothing', () => {
  test('of a socket is told that it is slow when it looks', async () => {
    const socket = await askAndStall(upgrade)
    const room = `user-${nurse.userId}`
    socket.write(masked({ type: 'join', room, position: await longAgo() }))
    await sendUntilOff()
    await expectLingering()
    const farewell = /\{"type":"bye","data":\{"reason":"slow"\}\}/
    expect(await lastWords(socket, farewell)).toMatch(farewell)
    await expectForgotten()
  })
  test('of a stream is told that it is slow when it looks', async () => {
    const socket = await askAndStall(`GET /notifications/stream?position=${await longAgo()} HTTP/1.1`)
    await sendUntilOff()
    await expectLingering()
    const farewell = /event: bye\ndata: {"reason":"slow"}\n\n/
    expect(await lastWords(socket, farewell)).toMatch(farewell)
    await expectForgotten()
  })
  test.each([
    ['a stream', async () => askAndStall(`GET /notifications/stream?position=${await longAgo()} HTTP/1.1`)],
    [
      'a socket',
      async () => {
        const position = await longAgo()
        const socket = await askAndStall(upgrade)
        socket.write(masked({ type: 'join', room: `user-${nurse.userId}`, position }))
        return socket
      },
    ],
  ])('of %s and is gone for good is forgotten, with what waited for it', async (_, stall) => {
    const socket = await stall()
    await sendUntilOff()
    await expectLingering()
    socket.destroy()
    await expectForgotten()
  })
})

describe('many readers that read nothing', () => {
  test('make room when too much waits for all of them; who reads is not concerned', async () => {
    const limit = 1_000_000
    const { url, stop } = await startGateway(hospital, { pool: createPool(limit) })
    const count = 8
    const from = await longAgo()
    const stalled = await Promise.all(
      Array.from({ length: count }, () => askAndStall(`GET /notifications/stream?position=${from} HTTP/1.1`, url)),
    )
    const reading = await listenToStream(url, nurse.token)
    const ready = await reading.next(({ type }) => type === 'ready')
    // Until the network holds no more, and then until it is too much.
    while ((await metric('wardline_streams_open', url)) === count + 1) await send(8)
    while ((await metric('wardline_stream_bytes_waiting', url)) > limit);
    expect(await metric('wardline_streams_open', url)).toBeGreaterThan(1)
    const end = seqOf(await here()) as number
    // A busy machine may fall so far behind that the reader is told to begin anew: from there on nothing is missing.
    await reading.next(() => hasCome(reading.frames) === end, 20_000)
    const anew = reading.frames.findLastIndex(({ type }) => type === 'reset')
    const begun = (reading.frames[anew] ?? ready).data as { position: string }
    const start = seqOf(begun.position) as number
    const told = places(reading.frames.slice(anew + 1))
    expect(told).toEqual(Array.from({ length: end - start }, (_, index) => start + index + 1))
    expect(reading.frames.some(({ type }) => type === 'bye')).toBe(false)
    reading.close()
    for (const socket of stalled) socket.destroy()
    await stop()
  })
})
