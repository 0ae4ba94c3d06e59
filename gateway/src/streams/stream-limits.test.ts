import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from 'node:net'
import type { Problem } from '@wardline/kit/errors'
import { createAccessSigner } from '@wardline/kit/identity'
import { type Hospital, type SignedIn, startHospital } from '../testing.ts'
import { listenToSocket, listenToStream } from '../testing-streams.ts'

setDefaultTimeout(30_000)

const perUser = 3
const max = 8

let hospital: Hospital
let nurse: SignedIn
let doctor: SignedIn

beforeAll(async () => {
  hospital = await startHospital({ env: { STREAMS_PER_USER: String(perUser), STREAMS_MAX: String(max) } })
  nurse = await hospital.as('nurse')
  doctor = await hospital.as('doctor')
})
afterAll(() => hospital?.stop())

async function metric(name: string): Promise<number> {
  const text = await (await hospital.fetch('/metrics')).text()
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
}

/** Resolves when nobody holds a place any more. */
async function emptied(): Promise<void> {
  const deadline = Date.now() + 10_000
  while ((await metric('wardline_stream_places')) > 0 || (await metric('wardline_streams_open')) > 0)
    if (Date.now() > deadline) throw new Error('somebody is still on the books')
}

const upgrade = [
  'GET /ws HTTP/1.1',
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]
const port = () => Number(new URL(hospital.url).port)

/** What a socket is answered before it is one. */
const upgraded = (token?: string) =>
  new Promise<string>((resolve, reject) => {
    const lines = [...upgrade, ...(token ? [`Authorization: Bearer ${token}`] : [])]
    const socket = connect(port(), '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    socket.once('error', reject).once('data', (bytes) => {
      resolve(bytes.toString())
      socket.destroy()
    })
  })

async function open(who: SignedIn) {
  const stream = await listenToStream(hospital.url, who.token)
  await stream.next(({ type }) => type === 'ready')
  return stream
}
async function openSocket(who: SignedIn) {
  const socket = await listenToSocket(hospital.url, who.headers)
  await socket.next(({ type }) => type === 'ready')
  return socket
}
async function refused(who: SignedIn) {
  const response = await hospital.fetch('/notifications/stream', { headers: who.headers })
  return {
    status: response.status,
    kind: ((await response.json()) as Problem).kind,
    retryAfter: Number(response.headers.get('retry-after')),
  }
}

describe('one user', () => {
  test('has so many streams, whatever carries them; one more is refused and none is closed for it', async () => {
    const streams = [await open(nurse), await open(nurse)]
    const socket = await openSocket(nurse)
    expect(await refused(nurse)).toEqual({ status: 429, kind: 'rate-limited', retryAfter: expect.any(Number) })
    expect((await refused(nurse)).retryAfter).toBeGreaterThanOrEqual(30)
    const answer = await upgraded(nurse.token)
    expect(answer).toStartWith('HTTP/1.1 429')
    expect(answer.toLowerCase()).toContain('retry-after: ')
    const late = await listenToSocket(hospital.url)
    late.say({ type: 'auth', token: nurse.token })
    await late.ended()
    expect([late.frames, late.code as number]).toEqual([[{ type: 'error', kind: 'rate-limited' } as never], 4429])
    // Somebody else is not concerned.
    const other = await open(doctor)

    socket.say({ type: 'join', userId: nurse.userId })
    await socket.next(({ type }) => (type as string) === 'joined')
    const admin = await hospital.as('admin')
    const body = { to: { userIds: [nurse.userId] }, title: 'still here', body: 'b' }
    await hospital.fetch('/notifications/send', { method: 'POST', headers: admin.headers, body })
    for (const each of [...streams, socket]) await each.next(({ type }) => type === 'notification')
    for (const each of [...streams, socket, other]) each.close()
    await emptied()
  })
  test('may have another one when one has ended', async () => {
    const streams = [await open(nurse), await open(nurse), await open(nurse)]
    expect((await refused(nurse)).status).toBe(429)
    streams.pop()?.close()
    while ((await metric('wardline_stream_places')) === perUser);
    streams.push(await open(nurse))
    for (const each of streams) each.close()
    await emptied()
  })
  test('may not have them by asking often at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => listenToStream(hospital.url, nurse.token)))
    const statuses = answers.map(({ response }) => response.status).sort()
    expect(statuses).toEqual([...Array(perUser).fill(200), ...Array(20 - perUser).fill(429)])
    for (const each of answers) each.close()
    await emptied()
  })
})

describe('one process', () => {
  test('has so many streams, those who have not signed in yet among them', async () => {
    const streams = [await open(nurse), await open(nurse), await open(doctor), await open(doctor)]
    const sockets = await Promise.all(Array.from({ length: max - streams.length }, () => listenToSocket(hospital.url)))
    expect(await refused(doctor)).toEqual({ status: 503, kind: 'unavailable', retryAfter: expect.any(Number) })
    for (const token of [doctor.token, undefined]) {
      const answer = await upgraded(token)
      expect(answer).toStartWith('HTTP/1.1 503')
      expect(answer.toLowerCase()).toContain('retry-after: ')
    }
    // Who is in already can still say who they are.
    sockets[0]?.say({ type: 'auth', token: doctor.token })
    await sockets[0]?.next(({ type }) => type === 'ready')
    expect(streams.map(({ isOver }) => isOver)).toEqual([false, false, false, false])
    for (const each of [...streams, ...sockets]) each.close()
    await emptied()
  })
})

describe('the books', () => {
  const milliseconds = (most: number) => Math.floor(Math.random() * most)

  /** Asks, and hangs up whenever it may be: before it was heard, while the token is checked, while the stream begins, later. */
  const askAndHangUp = (lines: string[], then?: Buffer) =>
    new Promise<void>((resolve) => {
      const socket = connect(port(), '127.0.0.1', () => {
        socket.write(`${lines.join('\r\n')}\r\n\r\n`)
        if (then) socket.write(then)
        setTimeout(() => socket.destroy(), milliseconds(25))
      })
      socket.on('error', () => {}).on('close', () => resolve())
      socket.resume()
    })
  /** A short frame of a client, as RFC 6455 section 5.2 masks it: here with zeros. */
  function frame(message: object): Buffer {
    const payload = Buffer.from(JSON.stringify(message))
    const head = Buffer.alloc(8)
    head.writeUInt16BE(0x8100 | 0x80 | 126, 0)
    head.writeUInt16BE(payload.length, 2)
    return Buffer.concat([head, payload])
  }

  test('are right after many came and left at every moment', async () => {
    const sign = await createAccessSigner(hospital.config.keys, hospital.clock)
    const token = () => {
      // Nobody has seen it before: it has to be checked first.
      const user = Math.random() < 0.5 ? nurse : doctor
      return sign({ userId: user.userId, role: 'nurse', sessionId: crypto.randomUUID() })
    }
    const ways = [
      async () =>
        askAndHangUp(['GET /notifications/stream HTTP/1.1', 'Host: x', `Authorization: Bearer ${await token()}`]),
      async () =>
        askAndHangUp(['HEAD /notifications/stream HTTP/1.1', 'Host: x', `Authorization: Bearer ${await token()}`]),
      async () => askAndHangUp([...upgrade, `Authorization: Bearer ${await token()}`]),
      async () => askAndHangUp(upgrade),
      async () => askAndHangUp(upgrade, frame({ type: 'auth', token: await token() })),
      async () => askAndHangUp(upgrade, frame({ type: 'auth', token: 'wrong' })),
    ]
    let left = 600
    const visitor = async () => {
      while (left-- > 0) await ways[left % ways.length]?.()
    }
    await Promise.all(Array.from({ length: 12 }, visitor))
    await emptied()
    // And nobody was counted whose place is gone: as many as may fit in again.
    const streams = [await open(nurse), await open(nurse), await open(nurse)]
    for (const each of streams) each.close()
    await emptied()
  })
  test('are right after streams were ended from here', async () => {
    const sign = await createAccessSigner(hospital.config.keys, hospital.clock)
    const user = await hospital.as('nurse')
    const streams = [await open(user), await open(user)]
    const socket = await openSocket(user)
    const expired = await sign({ userId: doctor.userId, role: 'doctor', sessionId: crypto.randomUUID() })
    const kept = await listenToStream(hospital.url, expired)
    await hospital.fetch('/auth/logout', { method: 'POST', headers: user.headers })
    const admin = await hospital.as('admin')
    await hospital.fetch(`/auth/users/${user.userId}`, { method: 'DELETE', headers: admin.headers })
    for (const each of [...streams, socket]) {
      expect((await each.next(({ type }) => type === 'bye')).data).toEqual({ reason: 'revoked' })
      await each.ended()
    }
    expect(await metric('wardline_stream_places')).toBe(1)
    kept.close()
    await emptied()
  })
})
