import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import { connect } from '@wardline/db/connect'
import { answerOf, type Hospital, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { eq } from 'drizzle-orm'
import { webhookChannel } from '../delivery/channels/webhook/index.ts'
import { newSecret } from '../delivery/channels/webhook/secrets.ts'
import type { PreferencesChange } from '../model.ts'
import { history } from '../tables.ts'
import { readPreferences } from './preferences.ts'

setDefaultTimeout(30_000)

const now = new Date('2026-11-23T07:00:00Z')
const dayMs = 24 * 3600_000
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds)
let hospital: Hospital
let database: ReturnType<typeof connect>
let me: SignedIn
/** What the receiver was sent, a real server over HTTP. */
const received: { headers: Headers; body: string }[] = []
const receiver = Bun.serve({
  port: 0,
  async fetch(request) {
    received.push({ headers: request.headers, body: await request.text() })
    return new Response()
  },
})
const url = `http://127.0.0.1:${receiver.port}/hook`

beforeAll(async () => {
  hospital = await startHospital({ clock: { now: () => now } })
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 2 })
})
afterAll(async () => {
  await receiver.stop(true)
  await database.close()
  await hospital.stop()
})
beforeEach(async () => {
  me = await hospital.as('nurse')
  received.length = 0
})

const api = () => hospital.clients.notification.notifications.preferences
const change = (webhook: PreferencesChange['webhook']) => answerOf(api().put({ webhook }, { headers: me.headers }))
const secretOf = async (webhook: PreferencesChange['webhook']) => (await change(webhook)).data.webhook?.secret as string
const read = async () => (await api().get({ headers: me.headers })).data?.webhook
const mask = 'whsec_••••••••'

/** Verifies as https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md has it. */
function signatureBy(secret: string, { headers, body }: { headers: Headers; body: string }): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers.get('webhook-id')}.${headers.get('webhook-timestamp')}.${body}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

/** One call as the worker makes it, and which of these secrets verify it, in the order of the signatures. */
async function verifiedBy(secrets: Record<string, string>, at = now): Promise<string[]> {
  const config = { webhookAllowPrivate: true, publicUrl: 'https://wardline.test' }
  const channel = webhookChannel(config, database.db, { now: () => at })
  const address = await channel.address({ userId: me.userId, target: 'recipient' })
  if (!('to' in address)) throw new Error(address.cause)
  const parcel = { deliveryId: 'd', generation: 1, notificationId: 'n', batchId: 'b', template: 'message' as const }
  await channel.send(address.to, { ...parcel, link: '/app/notifications', createdAt: now })
  const call = received.at(-1) as (typeof received)[number]
  const signatures = (call.headers.get('webhook-signature') ?? '').split(' ')
  return signatures.map(
    (signature) => Object.entries(secrets).find(([, secret]) => signatureBy(secret, call) === signature)?.[0] ?? 'none',
  )
}

describe('a webhook’s secret', () => {
  test('is changed without losing a call: for 24 hours both verify, the newest first', async () => {
    const first = await secretOf({ url })
    expect(await verifiedBy({ first })).toEqual(['first'])
    const { data } = await change({ url, rotate: true })
    const second = data.webhook?.secret as string
    expect(data.webhook).toEqual({ url, secret: second, previousSecretUntil: '2026-11-24T07:00:00.000Z' })
    expect(second).not.toBe(first)
    expect(await verifiedBy({ first, second })).toEqual(['second', 'first'])
    expect(await read()).toEqual({ url, secret: mask, previousSecretUntil: '2026-11-24T07:00:00.000Z' })

    expect(await verifiedBy({ first, second }, after(dayMs - 1))).toEqual(['second', 'first'])
    expect(await verifiedBy({ first, second }, after(dayMs))).toEqual(['second'])
    const { webhook } = await readPreferences(database.db, me.userId, after(dayMs))
    expect(webhook).toEqual({ url, secret: mask, previousSecretUntil: null })
  })
  test('may be one’s own, and of three the oldest is forgotten', async () => {
    const [first, second, third] = [await secretOf({ url }), newSecret(), newSecret()]
    expect(await secretOf({ url, secret: second })).toBe(second)
    expect(await verifiedBy({ first, second })).toEqual(['second', 'first'])
    expect(await secretOf({ url, secret: third })).toBe(third)
    expect(await verifiedBy({ first, second, third })).toEqual(['third', 'second'])
    expect(await secretOf({ url, secret: second })).toBe(second)
    expect(await verifiedBy({ first, second, third })).toEqual(['second', 'third'])
  })
  test.each<[what: string, secretAgain: (secret: string) => string | undefined]>([
    ['none', () => undefined],
    ['the same', (secret) => secret],
    ['the mask', () => mask],
  ])('stays when %s is sent with the same address', async (_, again) => {
    const first = await secretOf({ url })
    const second = await secretOf({ url, rotate: true })
    const secret = again(second)
    const { data } = await change({ url, ...(secret && { secret }) })
    expect(data.webhook).toMatchObject({ secret: mask, previousSecretUntil: expect.any(String) })
    expect(await verifiedBy({ first, second })).toEqual(['second', 'first'])
  })
  test('is forgotten with another address, and with it the one before', async () => {
    const first = await secretOf({ url })
    const second = await secretOf({ url, rotate: true })
    const { data } = await change({ url: `${url}/else` })
    expect(data.webhook?.previousSecretUntil).toBeNull()
    const third = data.webhook?.secret as string
    expect(await verifiedBy({ first, second, third })).toEqual(['third'])
    await change({ url })
    expect(await verifiedBy({ first, second, third })).toEqual(['none'])
  })
  test('is forgotten with the webhook', async () => {
    const first = await secretOf({ url })
    await change({ url, rotate: true })
    expect((await change(null)).data.webhook).toBeNull()
    const { data } = await change({ url })
    expect(data.webhook?.previousSecretUntil).toBeNull()
    expect(await verifiedBy({ first })).toEqual(['none'])
  })
  test('is not both made and given', async () => {
    expect(await change({ url, secret: newSecret(), rotate: true })).toMatchObject({
      ...{ status: 422, kind: 'invalid', path: 'webhook.rotate' },
    })
  })
  test('is never in the history, that it changed is', async () => {
    const secrets = [await secretOf({ url }), await secretOf({ url, rotate: true })]
    const rows = await database.db.select().from(history).where(eq(history.entityId, me.userId))
    const written = JSON.stringify(rows)
    for (const secret of secrets) expect(written).not.toContain(secret)
    expect(rows.map(({ changes }) => Object.keys(changes))).toEqual([['webhookUrl'], ['webhookPreviousUntil']])
  })
})
