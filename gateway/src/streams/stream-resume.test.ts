import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Bus } from '@wardline/kit/bus'
import { type Hospital, type SignedIn, startHospital } from '../testing.ts'
import { startGateway } from '../testing-gateway.ts'
import { listenToSocket, listenToStream } from '../testing-streams.ts'
import { feedTimes } from './feed.ts'

setDefaultTimeout(60_000)

let hospital: Hospital
let admin: SignedIn

beforeAll(async () => {
  hospital = await startHospital()
  admin = await hospital.as('admin')
})
afterAll(() => hospital?.stop())

const send = async (to: SignedIn, title: string) => {
  const body = { to: { userIds: [to.userId] }, title, body: 'b' }
  const response = await hospital.fetch('/notifications/send', { method: 'POST', headers: admin.headers, body })
  if (response.status !== 202) throw new Error(`not sent: ${response.status}`)
  return ((await response.json()) as { ids: string[] }).ids[0] as string
}
/** So many writers at once, who send `each` between them, and wait while `isAhead`. */
async function write(
  to: SignedIn,
  { writers, each, isAhead = () => false }: { writers: number; each: number; isAhead?: (written: number) => boolean },
): Promise<void> {
  let begun = 0
  const writer = async () => {
    while (begun < writers * each) {
      begun += 1
      while (isAhead(begun)) await Bun.sleep(1)
      await send(to, 'one of many')
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
}
async function positionOf(who: SignedIn): Promise<{ epoch: string; seq: number; text: string }> {
  const { position } = (await (await hospital.fetch('/notifications', { headers: who.headers })).json()) as {
    position: string
  }
  const [epoch = '', seq] = position.split('.')
  return { epoch, seq: Number(seq), text: position }
}

interface Open {
  frames: { type: string; id?: string; data: unknown }[]
  isOver: boolean
  close(): void
}
const openStream = (who: SignedIn, position: string): Promise<Open> =>
  listenToStream(hospital.url, who.token, { lastEventId: position })
async function openSocket(who: SignedIn, position: string): Promise<Open> {
  const socket = await listenToSocket(hospital.url, who.headers)
  await socket.next(({ type }) => type === 'ready')
  socket.say({ type: 'join', userId: who.userId, position })
  return socket
}

/** Reads on from `start` until `last`, hanging up after a few events each time and coming back where it was. */
async function readInPieces(open: (position: string) => Promise<Open>, start: string, last: string, ids: string[]) {
  let connections = 0
  let resets = 0
  while ((ids.at(-1) ?? start) !== last) {
    const stream = await open(ids.at(-1) ?? start)
    connections += 1
    const enough = 1 + Math.floor(Math.random() * 30)
    const arrived = () => stream.frames.flatMap(({ id }) => id ?? [])
    // At times it hangs up before anything has arrived at all.
    const deadline = Math.random() < 0.3 ? Date.now() + Math.random() * 60 : Number.POSITIVE_INFINITY
    while (arrived().length < enough && arrived().at(-1) !== last && Date.now() < deadline) await Bun.sleep(1)
    ids.push(...arrived())
    resets += stream.frames.filter(({ type }) => type === 'reset').length
    stream.close()
  }
  return { ids, connections, resets }
}

test('twenty writers at once, readers who come and go: each has every event once, in order', async () => {
  const nurse = await hospital.as('nurse')
  const { epoch, seq, text } = await positionOf(nurse)
  const count = 400
  const last = `${epoch}.${seq + count}`
  const read: string[][] = [[], [], []]
  // A reader that is more than 200 behind is told to begin anew, which is another test's matter.
  const isAhead = (written: number) => read.some(({ length }) => written - length > 150)
  const [, ...readers] = await Promise.all([
    write(nurse, { writers: 20, each: count / 20, isAhead }),
    ...read.map((ids, index) => {
      const open = index < 2 ? openStream : openSocket
      return readInPieces((position) => open(nurse, position), text, last, ids)
    }),
  ])
  const expected = Array.from({ length: count }, (_, index) => `${epoch}.${seq + index + 1}`)
  for (const { ids, resets, connections } of readers) {
    expect([ids, resets]).toEqual([expected, 0])
    expect(connections).toBeGreaterThan(5)
  }
})

describe('instead of a part of what was missed', () => {
  let nurse: SignedIn
  let start: Awaited<ReturnType<typeof positionOf>>
  beforeAll(async () => {
    nurse = await hospital.as('nurse')
    start = await positionOf(nurse)
    await write(nurse, { writers: 8, each: 26 })
  })
  const places = {
    'of an unknown epoch': () => 'elsewhere.1',
    'beyond the top': () => `${start.epoch}.${start.seq + 10_000}`,
    'more than 200 events back': () => start.text,
    'that is none': () => 'nonsense',
  }
  test.each(Object.entries(places))('a stream at a place %s is told to begin anew, and goes on', async (_, place) => {
    const stream = await listenToStream(hospital.url, nurse.token, { lastEventId: place() })
    const top = (await positionOf(nurse)).text
    const reset = await stream.next(({ type }) => type === 'reset')
    expect(reset.data).toEqual({ position: top, unread: expect.any(Number) })
    expect(stream.frames.filter(({ id }) => id)).toEqual([])
    await send(nurse, 'after it')
    const next = await stream.next(({ type }) => type === 'notification')
    expect(next.id).toBe(`${start.epoch}.${Number(top.split('.')[1]) + 1}`)
    stream.close()
  })
  test.each(Object.entries(places))('a socket that joins at a place %s is told the same', async (_, place) => {
    const socket = await listenToSocket(hospital.url, nurse.headers)
    await socket.next(({ type }) => type === 'ready')
    socket.say({ type: 'join', userId: nurse.userId, position: place() })
    const reset = await socket.next(({ type }) => type === 'reset')
    expect(reset.data).toEqual({ position: (await positionOf(nurse)).text, unread: expect.any(Number) })
    expect(socket.frames.filter(({ id }) => id)).toEqual([])
    socket.close()
  })
  test('exactly 200 events back are replayed whole', async () => {
    const { seq } = await positionOf(nurse)
    const stream = await openStream(nurse, `${start.epoch}.${seq - 200}`)
    const heard = () => stream.frames.flatMap(({ id }) => id ?? [])
    while (heard().length < 200 && !stream.isOver) await Bun.sleep(1)
    expect(heard()).toEqual(Array.from({ length: 200 }, (_, index) => `${start.epoch}.${seq - 200 + index + 1}`))
    stream.close()
  })
})

describe('a gateway whose bus loses every hint', () => {
  test('says with each ping how far the sequence has come, and replays what it has not sent', async () => {
    const nurse = await hospital.as('nurse')
    const { bus } = hospital
    const deaf: Bus = {
      ...bus,
      subscribe: (topic, listener) => (topic === 'events' ? () => {} : bus.subscribe(topic, listener)),
    }
    const { url, stop } = await startGateway(hospital, { bus: deaf, times: { ...feedTimes, ping: 100 } })
    const { text } = await positionOf(nurse)
    const stream = await listenToStream(url, nurse.token, { position: text })
    const first = await stream.next(({ type }) => type === 'ping')
    expect(first.data).toEqual({ top: text, unread: expect.any(Number), t: expect.any(String) })
    for (const title of ['one', 'two']) await send(nurse, title)
    const { text: top } = await positionOf(nurse)
    await stream.next(({ id }) => id === top)
    await stream.next(({ type, data }) => type === 'ping' && (data as { top: string }).top === top)
    const told = stream.frames.filter(({ type }) => type === 'notification')
    expect(told.map(({ data }) => (data as { title: string }).title)).toEqual(['one', 'two'])
    stream.close()
    await stop()
  })
})

describe('what was read', () => {
  test('in one place is read in two streams and a socket of the same user, each told once, with the same place', async () => {
    const nurse = await hospital.as('nurse')
    const ids = [await send(nurse, 'one'), await send(nurse, 'two'), await send(nurse, 'three')]
    const { text } = await positionOf(nurse)
    const tabs = [await openStream(nurse, text), await openStream(nurse, text), await openSocket(nurse, text)]
    const put = (path: string, body: object) =>
      hospital.fetch(`/notifications/${path}`, { method: 'PUT', headers: nurse.headers, body })
    await put(`${ids[0]}/read`, { read: true })
    await put(`${ids[0]}/read`, { read: false })
    await put('read-all', {})
    const last = (await positionOf(nurse)).text
    for (const tab of tabs) while (tab.frames.at(-1)?.id !== last && !tab.isOver) await Bun.sleep(1)
    const updates = tabs.map(({ frames }) => frames.filter(({ type }) => type === 'updated'))
    expect(updates[1]).toEqual(updates[0] ?? [])
    expect(updates[2]).toEqual(updates[0] ?? [])
    const told = (updates[0] ?? []).map(({ data }) => data as Record<string, unknown>)
    expect(told.slice(0, 2)).toEqual([
      { id: ids[0], readAt: expect.any(String), unread: 2 },
      { id: ids[0], readAt: null, unread: 3 },
    ])
    expect(new Set(told.slice(2).map(({ id }) => id))).toEqual(new Set(ids))
    expect(told.at(-1)?.unread).toBe(0)
    for (const tab of tabs) tab.close()
  })
})
