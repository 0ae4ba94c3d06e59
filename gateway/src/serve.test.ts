import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from 'node:net'
import { type SignedIn, startProcesses } from './testing.ts'
import { listenToSocket, listenToStream } from './testing-streams.ts'

setDefaultTimeout(60_000)

type Hospital = Awaited<ReturnType<typeof startProcesses>>
const graceMs = 5000
// Bun keeps fetch to 256 connections at a time.
const streams = 200

let hospital: Hospital | undefined
afterEach(() => hospital?.stop())

const start = async (profile: 'single' | 'split') => {
  const started = await startProcesses(profile, { SHUTDOWN_GRACE_MS: String(graceMs) })
  hospital = started
  return started
}

/** Opens a stream and hears it to its end, as it comes over the wire. */
async function hear(url: string, who: SignedIn) {
  const response = await fetch(`${url}/notifications/stream`, { headers: who.headers })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const { value: first = '' } = (await reader?.read()) ?? {}
  const rest = async () => {
    let text = first
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) text += next.value
    return text
  }
  return { status: response.status, ended: rest() }
}

/** A reader that stops reading while much is being sent to it. */
async function stall(url: string, who: SignedIn, position: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write(
    `GET /notifications/stream?position=${position} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${who.token}\r\n\r\n`,
  )
  await new Promise((resolve) => socket.once('data', resolve))
  return socket.pause()
}

async function endOf(child: Bun.Subprocess | undefined) {
  const asked = performance.now()
  child?.kill('SIGTERM')
  const code = await child?.exited
  return { code, ms: performance.now() - asked }
}

describe.each([
  ['single', 'single.ts'],
  ['split', 'gateway'],
] as const)('%s: SIGTERM', (profile, gateway) => {
  test('says goodbye to every stream, answers what was asked, and ends long before its time is over', async () => {
    const { url, running, as } = await start(profile)
    const nurse = await as('nurse')
    const open = await Promise.all(Array.from({ length: streams }, () => hear(url, nurse)))
    const socket = await listenToSocket(url, nurse.headers)
    await socket.next(({ type }) => type === 'ready')
    const unsaid = await listenToSocket(url)
    // Two passwords are checked at a time: most of these wait when the signal comes.
    const login = { method: 'POST', headers: { 'content-type': 'application/json' } }
    const logins = Array.from({ length: 10 }, () =>
      fetch(`${url}/auth/login`, { ...login, body: JSON.stringify({ email: nurse.email, password: nurse.password }) }),
    )
    await logins[0]
    const end = endOf(running.get(gateway))

    const heard = await Promise.all(open.map(({ ended }) => ended))
    const retries = heard.map((text) =>
      Number(/retry: (\d+)\nevent: bye\ndata: {"reason":"shutdown"}\n\n$/.exec(text)?.[1]),
    )
    expect(retries.filter((retry) => !(retry >= 500 && retry <= 500 + streams + 2))).toEqual([])
    expect(new Set(retries).size).toBeGreaterThan(streams / 4)
    await socket.ended()
    expect(socket.frames.at(-1)).toEqual({ type: 'bye', data: { reason: 'shutdown' } })
    expect(socket.code).toBe(1001)
    expect((await Promise.all(logins)).map(({ status }) => status)).toEqual(Array(10).fill(200))
    await expect(fetch(`${url}/health/live`)).rejects.toThrow()
    unsaid.close()
    const { code, ms } = await end
    expect([code, ms < graceMs / 2]).toEqual([0, true])
  })

  test('cuts those off who do not read, in time', async () => {
    const { url, running, as, fetch: ask } = await start(profile)
    const [admin, nurse] = [await as('admin'), await as('nurse')]
    const { position } = (await (await ask('/notifications', { headers: nurse.headers })).json()) as {
      position: string
    }
    const stalled = await stall(url, nurse, position)
    const fine = await listenToStream(url, nurse.token)
    const body = { to: { userIds: [nurse.userId] }, title: 'large', body: `${'\u0001'.repeat(3999)}.` }
    const send = () => ask('/notifications/send', { method: 'POST', headers: admin.headers, body })
    const waiting = async () =>
      Number(/^wardline_stream_bytes_waiting (\d+)$/m.exec(await (await ask('/metrics')).text())?.[1])
    // Until the network holds no more. What waits then grows no further: the rest is kept back.
    while ((await waiting()) === 0) await Promise.all(Array.from({ length: 10 }, send))
    const end = endOf(running.get(gateway))
    await fine.next(({ type }) => type === 'bye')
    const { code, ms } = await end
    expect([code, ms > graceMs / 2, ms < graceMs]).toEqual([0, true, true])
    stalled.destroy()
  })
})

test('split: every part that is told to end at once ends in its time', async () => {
  const { url, running, as } = await start('split')
  const nurse = await as('nurse')
  const open = await Promise.all(Array.from({ length: 50 }, () => hear(url, nurse)))
  const ends = await Promise.all([...running.values()].map(endOf))
  expect(ends.filter(({ code, ms }) => code !== 0 || ms >= graceMs)).toEqual([])
  for (const { ended } of open) expect(await ended).toEndWith('event: bye\ndata: {"reason":"shutdown"}\n\n')
})
