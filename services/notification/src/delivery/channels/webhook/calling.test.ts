import { afterAll, afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { createServer, type Server, type Socket } from 'node:net'
import { connect } from '@wardline/db/connect'
import { movableClock } from '@wardline/gateway/testing'
import type { Cause, Outcome } from '../../../rules.ts'
import { eventually } from '../../../testing.ts'
import type { Parcel } from '../parcel.ts'
import { webhookChannel } from './index.ts'
import type { Resolved } from './post.ts'
import { newSecret } from './secrets.ts'

const limitMs = 400
const clock = movableClock(new Date('2026-11-22T12:00:00Z'))
// Only addresses would be read from it, and these are given.
const { db, close } = connect('postgres://nobody@127.0.0.1:9/none', { name: 'test', max: 1 })
afterAll(close)

/** A server that says what it likes over a bare connection, and what became of its connections. */
async function listen(answer: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server: Server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, sockets, port: typeof address === 'object' && address ? address.port : 0 }
}
type Receiver = Awaited<ReturnType<typeof listen>>
let open: Receiver[] = []
beforeEach(() => {
  open = []
})
afterEach(() => {
  for (const { server, sockets } of open) {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
})
async function receiver(answer: (socket: Socket) => void = says('HTTP/1.1 204 Fine\r\n\r\n')): Promise<Receiver> {
  const started = await listen(answer)
  open.push(started)
  return started
}
const says = (text: string) => (socket: Socket) => void socket.end(text)
const status = (line: string, ...headers: string[]) =>
  says([`HTTP/1.1 ${line}`, 'content-length: 0', ...headers, '', ''].join('\r\n'))
/** Sends a piece each few milliseconds, for ever. */
const trickles =
  (start: string, piece: string | Buffer, everyMs = 10) =>
  (socket: Socket): void => {
    socket.write(start)
    const timer = setInterval(() => socket.write(piece), everyMs)
    socket.once('close', () => clearInterval(timer))
  }

const parcel: Parcel = {
  ...{ deliveryId: 'delivery', generation: 1, notificationId: 'n', batchId: 'b', template: 'message' },
  ...{ link: '/app/notifications', createdAt: new Date() },
}
interface Settings {
  webhookAllowPrivate?: boolean
  resolve?: (host: string) => Promise<Resolved[]>
}
function call(url: string, { webhookAllowPrivate = true, resolve }: Settings = {}): Promise<Outcome> {
  const config = { webhookAllowPrivate, publicUrl: 'https://wardline.test' }
  const channel = webhookChannel(config, db, clock, { limitMs, ...(resolve && { resolve }) })
  return channel.send({ url, secrets: [newSecret()] }, parcel)
}
const callOf = async (answer: (socket: Socket) => void) =>
  call(`http://127.0.0.1:${(await receiver(answer)).port}/hook`)

describe('a receiver that', () => {
  type Row = [what: string, answer: (socket: Socket) => void, outcome: object]
  const later = (cause: Cause, more = {}) => ({ kind: 'temporary', cause, ...more })
  const never = { kind: 'permanent', cause: 'rejected' }
  test.each<Row>([
    ['takes it', status('200 OK'), { kind: 'delivered' }],
    ['has accepted it', status('202 Accepted'), { kind: 'delivered' }],
    ['is too slow for itself', status('408 Timeout'), later('not-now')],
    ['has enough for 7 seconds', status('429 Slow', 'Retry-After: 7'), later('not-now', { retryAfterMs: 7000 })],
    [
      'is away until a given moment',
      status('503 Away', 'Retry-After: Sun, 22 Nov 2026 12:00:30 GMT'),
      later('not-now', { retryAfterMs: 30_000 }),
    ],
    ['is broken', status('500 Oh'), later('not-now')],
    ['stands behind a broken proxy', status('502 Oh'), later('not-now')],
    ['does not know us', status('401 Who'), never],
    ['is gone', status('410 Gone'), never],
    ['sends us elsewhere', status('302 There', 'Location: http://127.0.0.1:9/'), never],
    ['sends us to the same in safe', status('301 There', 'Location: https://127.0.0.1:9/'), never],
    ['keeps the method and sends us elsewhere', status('308 There', 'Location: http://127.0.0.1:9/'), never],
    ['breaks off', (socket) => void socket.destroy(), later('connection-lost')],
    ['is no web server', says('220 mail.test ESMTP\r\n'), later('unreachable')],
    ['says nothing', () => {}, later('timed-out')],
    ['never ends its headers', trickles('HTTP/1.1 200 OK\r\n', 'a: b\r\n'), later('timed-out')],
    [
      'never ends its body',
      trickles('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\na\r\n'),
      { kind: 'delivered' },
    ],
  ])('%s', async (_, answer, outcome) => {
    const started = performance.now()
    expect(await callOf(answer)).toMatchObject(outcome)
    expect(performance.now() - started).toBeLessThan(limitMs + 2000)
  })

  test('answers without end is hung up on, and its answer not read', async () => {
    let sent = 0
    const { port, sockets } = await receiver((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const piece = Buffer.alloc(1 << 16)
      const pour = () => {
        while (!socket.destroyed) {
          sent += piece.length
          if (!socket.write(piece)) return void socket.once('drain', pour)
        }
      }
      pour()
    })
    expect(await call(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'delivered' })
    await eventually(() => sockets[0]?.destroyed)
    // What the operating system's buffers hold.
    expect(sent).toBeLessThan(20_000_000)
  })
  test('redirects hears nothing of us at the other place', async () => {
    const elsewhere = await receiver()
    await callOf(status('307 There', `Location: http://127.0.0.1:${elsewhere.port}/`))
    expect(elsewhere.sockets).toHaveLength(0)
  })
  test.each<[what: string, url: (port: number) => string, cause: Cause]>([
    ['refuses connections', () => 'http://127.0.0.1:9/', 'connection-refused'],
    ['does not exist', () => 'http://nowhere.invalid/', 'unreachable'],
    ['has no encryption where there should be one', (port) => `https://127.0.0.1:${port}/`, 'not-secure'],
  ])('%s', async (_, url, cause) => {
    const { port } = await receiver(says('HTTP/1.1 400 Plain\r\n\r\n'))
    expect(await call(url(port))).toMatchObject({ kind: 'temporary', cause })
  })
})

describe('the limit', () => {
  test('covers the search for the address', async () => {
    const started = performance.now()
    const outcome = await call('http://slow.test/', { resolve: () => new Promise(() => {}) })
    expect(outcome).toEqual({ kind: 'temporary', cause: 'timed-out' })
    expect(performance.now() - started).toBeLessThan(limitMs + 2000)
  })
  test('of one call delays no other', async () => {
    const [slow, quick] = [await receiver(() => {}), await receiver()]
    const hanging = call(`http://127.0.0.1:${slow.port}/`)
    await eventually(() => slow.sockets.length === 1)
    expect(await call(`http://127.0.0.1:${quick.port}/`)).toEqual({ kind: 'delivered' })
    expect(await hanging).toMatchObject({ cause: 'timed-out' })
  })
})

describe('an address in the house is refused', () => {
  const refused = { kind: 'permanent', cause: 'address-not-allowed' } as const
  test.each([
    'http://localhost:PORT/',
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://0:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'https://user:word@127.0.0.1:PORT/',
  ])('however it is written: %s', async (url) => {
    const { port, sockets } = await receiver()
    expect(await call(url.replace('PORT', String(port)), { webhookAllowPrivate: false })).toEqual(refused)
    expect(sockets).toHaveLength(0)
  })
  test.each([
    ['its only one', ['10.0.0.7']],
    ['its second', ['93.184.215.14', '10.0.0.7']],
    ['its third, of the other family', ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', 'fd00::7']],
    ['one of IPv4 in an IPv6', ['::ffff:10.0.0.7']],
  ])('when a public name stands for it: %s', async (_, addresses) => {
    const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    expect(await call('http://public.test/', { webhookAllowPrivate: false, resolve })).toEqual(refused)
  })
  test('and the one that was checked is the one that is called, whatever its name says a moment later', async () => {
    const { port, sockets } = await receiver()
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.7', family: 4 }]
    }
    expect(await call(`http://changes.test:${port}/`, { resolve })).toEqual({ kind: 'delivered' })
    expect([asked, sockets.length]).toEqual([['changes.test'], 1])
  })
})
