import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Cause } from '../../../rules.ts'
import { eventually } from '../../../testing.ts'
import type { Channel } from '../channel.ts'
import type { Parcel } from '../parcel.ts'
import { emailChannel } from './index.ts'
import { type Manner, type Stage, stages, startMailServer } from './testing.ts'

setDefaultTimeout(20_000)

const stepMs = 250
let server: Awaited<ReturnType<typeof startMailServer>>
beforeAll(async () => {
  server = await startMailServer()
})
afterAll(() => server.stop())
beforeEach(() => {
  server.behave('accept')
  server.mails.length = 0
})

const administrators = ['ines', 'otto'].map((id) => {
  const account = { role: 'admin' as const, status: 'active' as const }
  return { id, name: id, email: `${id}@wardline.test`, ...account }
})
/** The accounts of a hospital that has two administrators. */
const people = {
  users: async (ids: string[]) => administrators.filter(({ id }) => ids.includes(id)),
  active: async () => administrators.map(({ id }) => id),
}
const parcel = (n = 1): Parcel => ({
  ...{ deliveryId: `delivery-${n}`, generation: 1, notificationId: 'n', batchId: 'b', template: 'message' },
  ...{ link: '/app/notifications', createdAt: new Date() },
})
const to = ['nurse@wardline.test']

interface Settings {
  smtpUrl?: string
  fallbackEmail?: string | undefined
}
/** A channel of its own for each test, so that none inherits another's connections. */
async function withChannel<T>(use: (channel: Channel<string[]>) => Promise<T>, settings: Settings = {}): Promise<T> {
  const { smtpUrl = server.url, fallbackEmail } = settings
  const channel = emailChannel({ smtpUrl, dataDir: '', fallbackEmail, publicUrl: 'https://wardline.test' }, people, {
    stepMs,
  })
  try {
    return await use(channel)
  } finally {
    await channel.close()
  }
}

describe('a mail server that', () => {
  const opening: Stage[] = ['greeting', 'hello']
  const message: Stage[] = ['sender', 'recipient', 'data', 'content']
  const rows: [what: string, manner: Manner, stages: readonly Stage[], kind: string, cause?: string][] = [
    ['takes it', 'accept', ['content'], 'delivered'],
    ['is slow', { delayMs: 30 }, stages, 'delivered'],
    ['says 421', 421, stages, 'temporary', 'not-now'],
    ['says 451', 451, message, 'temporary', 'not-now'],
    ['says 554', 554, [...opening, ...message], 'permanent', 'rejected'],
    ['is out of step', 503, message, 'temporary', 'not-now'],
    ['cannot check our password now', 454, ['sign-in'], 'temporary', 'not-now'],
    ['does not know our password', 535, ['sign-in'], 'permanent', 'sign-in-refused'],
    ['breaks off', 'drop', stages, 'temporary', 'connection-lost'],
    ['says nothing', 'hang', stages, 'temporary', 'timed-out'],
    ['never comes to an end', 'trickle', ['greeting', 'hello', 'recipient', 'content'], 'temporary', 'timed-out'],
  ]
  const cases = rows.flatMap(([what, manner, at, kind, cause]) =>
    at.map((stage) => [what, stage, manner, kind, cause] as const),
  )
  test.each(cases)('%s at the %s', async (_, stage, manner, kind, cause) => {
    server.behave(manner, stage)
    const url = stage === 'sign-in' ? server.url.replace('//', '//ward:secret@') : server.url
    const [outcome, took] = await withChannel(
      async (channel) => {
        const started = performance.now()
        return [await channel.send(to, parcel()), performance.now() - started] as const
      },
      { smtpUrl: url },
    )
    expect(outcome).toMatchObject({ kind, ...(cause && { cause }) })
    expect(server.mails).toHaveLength(kind === 'delivered' ? 1 : 0)
    expect(took).toBeLessThan(4 * stepMs + 1000)
  })
  test.each<[what: string, url: string, cause: Cause]>([
    ['refuses connections', 'smtp://127.0.0.1:9', 'connection-refused'],
    ['does not exist', 'smtp://nowhere.invalid', 'unreachable'],
  ])('%s', async (_, url, cause) => {
    expect(await withChannel((channel) => channel.send(to, parcel()), { smtpUrl: url })).toEqual({
      kind: 'temporary',
      cause,
    })
  })
  test('knows one of several recipients has taken it', async () => {
    const outcome = await withChannel((channel) => channel.send(['stranger@refused.test', ...to], parcel()))
    expect([outcome.kind, server.mails.length]).toEqual(['delivered', 1])
  })
})

test('one mail that hangs delays no other, and connections are kept for the next', () =>
  withChannel(async (channel) => {
    server.behave('hang')
    const [before, slow] = [server.connections(), channel.send(to, parcel(1))]
    await eventually(() => server.hanging() === 1)
    server.behave('accept')
    for (let n = 2; n <= 6; n++) expect(await channel.send(to, parcel(n))).toEqual({ kind: 'delivered' })
    expect(server.connections() - before).toBe(2)
    expect(await slow).toEqual({ kind: 'temporary', cause: 'timed-out' })
  }))

test('a mail says that no person wrote it, and is the same mail in every try', () =>
  withChannel(async (channel) => {
    for (const generation of [1, 2]) await channel.send(to, { ...parcel(), generation })
    const ids = server.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1])
    expect(ids).toEqual(Array(2).fill('<delivery-1@127.0.0.1>'))
    for (const mail of server.mails) expect(mail).toContain('Auto-Submitted: auto-generated')
  }))

describe('a mail goes to', () => {
  const address = (target: 'recipient' | 'fallback', fallbackEmail?: string) =>
    withChannel((channel) => channel.address({ userId: 'ines', target }), { fallbackEmail })

  test('its recipient', async () => expect(await address('recipient')).toEqual({ to: ['ines@wardline.test'] }))
  test('the last resort that was set', async () =>
    expect(await address('fallback', 'desk@wardline.test')).toEqual({ to: ['desk@wardline.test'] }))
  test('every active administrator, when none was', async () =>
    expect(await address('fallback')).toEqual({ to: ['ines@wardline.test', 'otto@wardline.test'] }))
})
