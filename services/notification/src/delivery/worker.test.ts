import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '@wardline/db/connect'
import { type Hospital, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import type { DeliveryRecord, Send } from '../model.ts'
import { engine, eventually } from '../testing.ts'
import { startMailServer } from './channels/email/testing.ts'
import { sign } from './channels/webhook/signature.ts'

setDefaultTimeout(30_000)

let mail: Awaited<ReturnType<typeof startMailServer>>
let hospital: Hospital
let admin: SignedIn
let doctor: SignedIn

beforeAll(async () => {
  mail = await startMailServer()
  const env = {
    SMTP_URL: mail.url,
    DELIVERY_BACKOFF_MS: '20',
    DELIVERY_ATTEMPTS: '3',
    WEBHOOK_ALLOW_PRIVATE: '1',
    ...engine,
  }
  hospital = await startHospital({ worker: true, env })
  ;[admin, doctor] = await Promise.all([hospital.as('admin'), hospital.as('doctor')])
})
afterAll(async () => {
  await hospital?.stop()
  await mail.stop()
})
beforeEach(() => {
  mail.behave('accept')
  mail.mails.length = 0
})

const api = () => hospital.clients.notification.notifications
const asAdmin = () => ({ headers: admin.headers })

async function send(values: Partial<Send> = {}): Promise<string> {
  const to = { userIds: [doctor.userId] }
  const body = { to, title: 'Potassium of Amina Diallo', body: '6.8 mmol/l', channels: ['email' as const], ...values }
  return (await api().send.post(body, asAdmin())).data?.ids?.[0] as string
}
const emailOf = async (id: string): Promise<DeliveryRecord> => {
  const { data } = await api()({ id }).deliveries.get(asAdmin())
  return data?.items.find((delivery) => delivery.channel === 'email') as DeliveryRecord
}
const reaches = (id: string, status: DeliveryRecord['status'], milliseconds?: number) =>
  eventually(async () => {
    const delivery = await emailOf(id)
    return delivery.status === status ? delivery : undefined
  }, milliseconds)
const outcomes = (delivery: DeliveryRecord) => delivery.attempts.map(({ outcome }) => outcome)

describe('an e-mail', () => {
  test('arrives, and says nothing of what it is about', async () => {
    const delivery = await reaches(await send({ link: '/app/patients/42' }), 'delivered')
    expect(delivery).toMatchObject({ generation: 1, cause: null, nextTryAt: null })
    expect(outcomes(delivery)).toEqual(['delivered'])
    expect(mail.mails).toHaveLength(1)
    const [text = ''] = mail.mails
    expect(text).toContain(`To: ${doctor.email}`)
    expect(text).toContain('Subject: You have a message in Wardline')
    expect(text).toContain('/app/patients/42')
    for (const secret of ['Potassium', 'Amina', 'Diallo', 'mmol', admin.name]) expect(text).not.toContain(secret)
  })
  test('refused for now is tried again until it arrives', async () => {
    mail.behave(451)
    const id = await send()
    await eventually(async () => ((await emailOf(id)).attempts[0]?.outcome ? true : undefined))
    mail.behave('accept')
    const delivery = await reaches(id, 'delivered')
    expect(outcomes(delivery).slice(-2)).toEqual(['temporary', 'delivered'])
    expect(delivery.attempts[0]?.error).toStartWith('The server cannot take it just now. 451')
    expect(delivery.attempts[0]?.error).not.toContain(doctor.email)
  })
  test('refused for good is not tried again, and an administrator’s retry is a new generation, on record', async () => {
    mail.behave(550)
    const id = await send()
    const failed = await reaches(id, 'failed')
    expect([outcomes(failed), failed.cause]).toEqual([['permanent'], 'rejected'])
    expect((await api().get({ query: {}, headers: doctor.headers })).data?.items[0]?.status).toBe('failed')

    mail.behave('accept')
    const { data, status } = await api()({ id }).retry.put({}, asAdmin())
    expect([status, data?.deliveryIds]).toEqual([202, [failed.id]])
    const delivered = await reaches(id, 'delivered')
    expect(delivered.generation).toBe(2)
    expect(delivered.attempts.map(({ generation, n, outcome }) => [generation, n, outcome])).toEqual([
      [1, 1, 'permanent'],
      [2, 1, 'delivered'],
    ])
    const { db, close } = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 1 })
    const { rows } = await db.execute(
      sql`select actor_id from notification.history where entity_id = ${id} and action = 'retried'`,
    )
    await close()
    expect(rows).toEqual([{ actor_id: admin.userId }])
    expect((await api()({ id }).retry.put({}, asAdmin())).status).toBe(409)
  })
  test('whose conversation breaks off uses up its tries', async () => {
    mail.behave('drop')
    const failed = await reaches(await send(), 'failed')
    expect([outcomes(failed), failed.cause]).toEqual([['temporary', 'temporary', 'temporary'], 'connection-lost'])
  })
  test('that hangs delays no other', async () => {
    mail.behave('hang')
    const slow = await send()
    await eventually(async () => (mail.hanging() === 1 ? true : undefined))
    mail.behave('accept')
    await reaches(await send(), 'delivered', 3000)
    expect((await emailOf(slow)).status).toBe('sending')
    mail.release()
    await reaches(slow, 'delivered')
  })
  test('of somebody whose account was disabled meanwhile fails with that cause', async () => {
    const gone = await hospital.as('nurse')
    mail.behave(451)
    const id = await send({ to: { userIds: [gone.userId] } })
    await hospital.clients.auth.auth.users({ id: gone.userId }).delete(undefined, asAdmin())
    expect((await reaches(id, 'failed')).cause).toBeOneOf(['recipient-disabled', 'not-now'])
  })
})

test('an alert that nobody answers ends in the administrators’ mail when there is no other last resort', async () => {
  const id = await send({ channels: ['in-app'], ack: { withinSeconds: 1 } })
  const arrived = await eventually(() => mail.mails.find((text) => text.includes('Subject: Nobody has answered')))
  for (const who of [admin.email, hospital.config.administrator?.email ?? ''])
    expect(arrived.replaceAll(/\r\n\s/g, ' ')).toContain(who)
  for (const secret of ['Potassium', 'Amina', doctor.name]) expect(arrived).not.toContain(secret)
  const { data } = await api().get({ query: { kind: 'escalation', scope: 'all' }, ...asAdmin() })
  const copies = data?.items.filter((item) => (item.data.escalatedFrom as string[]).includes(id)) ?? []
  const records = await Promise.all(copies.map((copy) => api()({ id: copy.id }).deliveries.get(asAdmin())))
  const outgoing = records.flatMap((record) => record.data?.items ?? []).filter(({ channel }) => channel === 'email')
  expect(outgoing).toMatchObject([{ target: 'fallback' }])
})

test('open pages of administrators hear when a delivery failed, and when one that was tried again arrived', async () => {
  const heard = new Map<string, number>()
  const stop = hospital.bus.subscribe('changed', ({ entity, ids, userIds }) => {
    if (entity !== 'delivery') return
    expect(userIds).toEqual([])
    for (const id of ids) heard.set(id, (heard.get(id) ?? 0) + 1)
  })
  const smooth = await send()
  await reaches(smooth, 'delivered')
  mail.behave(550)
  const ids = await Promise.all([send(), send()])
  await eventually(() => ids.every((id) => heard.get(id) === 1))
  const nowhere = await send({ channels: ['webhook'] })
  await eventually(() => heard.get(nowhere) === 1)
  mail.behave('accept')
  for (const id of ids) await api()({ id }).retry.put({}, asAdmin())
  await eventually(() => ids.every((id) => heard.get(id) === 2))
  expect(heard.has(smooth)).toBe(false)
  stop()
})

describe('what failed', () => {
  test('is listed by cause, and retried by filter, with how many and whom', async () => {
    mail.behave(550)
    const ids = await Promise.all([send({ kind: 'lab' }), send({ kind: 'lab' }), send({ kind: 'rota' })])
    for (const id of ids) await reaches(id, 'failed')
    const { data } = await api().failures.get(asAdmin())
    const group = data?.items.find((each) => each.cause === 'rejected')
    expect(group).toMatchObject({
      meaning: 'The server refuses this message or its recipient.',
      status: 'failed',
      count: 3,
    })
    expect(group?.items.map((item) => item.notificationId).toSorted()).toEqual(ids.toSorted())

    mail.behave('accept')
    const retry = async (filter: object, dryRun: boolean) =>
      (await api().retry.post({ filter, dryRun }, asAdmin())).data
    const labs = { count: 2, recipients: 1, possibleDuplicates: 0 }
    expect(await retry({ kind: 'lab', cause: 'rejected', channel: 'email' }, true)).toEqual(labs)
    expect(await retry({ kind: 'lab' }, false)).toEqual(labs)
    expect(await retry({ kind: 'lab' }, false)).toEqual({ count: 0, recipients: 0, possibleDuplicates: 0 })
    expect((await retry({}, false))?.count).toBeGreaterThanOrEqual(1)
    for (const id of ids) await reaches(id, 'delivered')
  })
  test('a webhook without an address fails at once, whatever else arrives', async () => {
    const id = await send({ channels: ['in-app', 'webhook'] })
    const { data } = await api()({ id }).deliveries.get(asAdmin())
    expect(data?.items).toMatchObject([
      { channel: 'in-app', status: 'delivered' },
      { channel: 'webhook', status: 'failed', cause: 'no-address', attempts: [] },
    ])
  })
  test('is nobody’s business but an administrator’s', async () => {
    const id = await send()
    const mine = { headers: doctor.headers }
    const answers = await Promise.all([
      api()({ id }).deliveries.get(mine),
      api()({ id }).retry.put({}, mine),
      api().retry.post({ filter: {} }, mine),
      api().failures.get(mine),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403])
  })
})

test('a send to 600 reaches everyone once, however often its jobs are lost or repeated', async () => {
  const { db, close } = connect(hospital.database.ownerUrl, { name: 'test', max: 2 })
  await db.execute(sql`
    insert into auth."user" (id, version, created_at, updated_at, email, email_key, name, name_key, role, status, password_hash)
    select gen_random_uuid(), 1, now(), now(), n || '@many.test', n || '@many.test', 'Many', 'many', 'nurse', 'active', ''
    from generate_series(1, 600) as n`)
  const { data } = await api().send.post({ to: { roles: ['nurse'] }, title: 'All', body: 'of you' }, asAdmin())
  const batchId = data?.batchId as string
  expect(data?.count).toBeGreaterThanOrEqual(600)
  const made = async () =>
    Number(
      (await db.execute(sql`select count(*) from notification.notification where batch_id = ${batchId}`)).rows[0]
        ?.count,
    )
  expect(await made()).toBeGreaterThanOrEqual(250)
  // As if their jobs were lost: they are added a second time, beside those that were not.
  await db.execute(sql`update notification.fanout_set set enqueued_at = null where batch_id = ${batchId}`)
  await eventually(async () => ((await made()) === data?.count ? true : undefined))
  const { rows } = await db.execute(
    sql`select count(distinct user_id) as users, count(*) from notification.notification where batch_id = ${batchId}`,
  )
  await close()
  expect(rows).toEqual([{ users: String(data?.count), count: String(data?.count) }])
})

describe('a webhook', () => {
  const send = async (nurse: SignedIn) => {
    const body = {
      to: { userIds: [nurse.userId] },
      title: 'Potassium',
      body: '6.8 mmol/l',
      channels: ['webhook' as const],
    }
    return (await api().send.post(body, asAdmin())).data?.ids?.[0] as string
  }
  const settled = (id: string) =>
    eventually(async () => {
      const { data } = await api()({ id }).deliveries.get(asAdmin())
      const [delivery] = data?.items ?? []
      return delivery && ['delivered', 'failed'].includes(delivery.status) && delivery
    })
  async function startReceiver(answer: () => Response) {
    const requests: { headers: Headers; body: string }[] = []
    const server = Bun.serve({
      port: 0,
      async fetch(request) {
        requests.push({ headers: request.headers, body: await request.text() })
        return answer()
      },
    })
    const nurse = await hospital.as('nurse')
    const webhook = { url: `http://localhost:${server.port}/hook` }
    const { data } = await api().preferences.put({ webhook }, { headers: nurse.headers })
    return { requests, nurse, secret: data?.webhook?.secret as string, stop: () => server.stop(true) }
  }

  test('is signed, and says nothing of what it is about', async () => {
    const { requests, nurse, secret, stop } = await startReceiver(() => new Response())
    expect((await settled(await send(nurse))).status).toBe('delivered')
    const [{ headers, body } = { headers: new Headers(), body: '' }] = requests
    const [id = '', seconds] = [headers.get('webhook-id') ?? '', Number(headers.get('webhook-timestamp'))]
    expect(headers.get('webhook-signature')).toBe(sign([secret], id, seconds, body))
    expect(JSON.parse(body).data.message).toBe('You have a message in Wardline')
    for (const private_ of ['Potassium', 'mmol']) expect(body).not.toContain(private_)
    await stop()
  })
  test('waits as long as its receiver asks for', async () => {
    const answers = [new Response(null, { status: 429, headers: { 'retry-after': '1' } }), new Response()]
    const { nurse, stop } = await startReceiver(() => answers.shift() as Response)
    const [first, second] = (await settled(await send(nurse))).attempts
    expect(Date.parse(second?.startedAt ?? '') - Date.parse(first?.endedAt ?? '')).toBeGreaterThanOrEqual(1000)
    await stop()
  })
  test('is tried again after a 503, and does not follow a redirect', async () => {
    const answers = [new Response(null, { status: 503 }), new Response(), Response.redirect('http://localhost/else')]
    const { nurse, stop } = await startReceiver(() => answers.shift() as Response)
    const taken = await settled(await send(nurse))
    expect(taken.attempts.map((attempt) => attempt.outcome)).toEqual(['temporary', 'delivered'])
    expect(await settled(await send(nurse))).toMatchObject({ status: 'failed', cause: 'rejected' })
    await stop()
  })
})

test('what cannot be written holds up nothing else, and stands among the failures until it is written', async () => {
  const nurse = await hospital.as('nurse')
  const { db, close } = connect(hospital.database.ownerUrl, { name: 'test', max: 1 })
  // What no request can make, and no code can read.
  await db.execute(sql`
    insert into notification.preference (user_id, version, updated_at, channels)
    values (${nurse.userId}, 1, now(), '{"*": 5}')`)
  const sendAt = new Date(Date.now() + 300).toISOString()
  const [stuck, other] = [await send({ to: { userIds: [nurse.userId] }, sendAt }), await send({ sendAt })]
  const arrives = (id: string) => eventually(async () => (await emailOf(id))?.status === 'delivered')
  const group = async () => {
    const { data } = await api().failures.get(asAdmin())
    return data?.items.find((each) => each.cause === 'not-written')
  }
  await arrives(other)
  expect(await eventually(group)).toMatchObject({
    status: 'failed',
    count: 1,
    items: [{ userId: nurse.userId, notificationId: null, kind: 'message' }],
  })
  const { data } = await api().retry.post({ filter: { cause: 'not-written' } }, asAdmin())
  expect(data).toEqual({ count: 1, recipients: 1, possibleDuplicates: 0 })
  await db.execute(sql`update notification.preference set channels = '{}' where user_id = ${nurse.userId}`)
  await arrives(stuck)
  expect(await group()).toBeUndefined()
  await close()
})

test('what is sent for later waits, and is then written', async () => {
  const sendAt = new Date(Date.now() + 1200).toISOString()
  const id = await send({ sendAt, channels: ['in-app'] })
  const find = async () => {
    const { data } = await api().get({ query: {}, headers: doctor.headers })
    return data?.items.find((item) => item.id === id)
  }
  expect(await find()).toBeUndefined()
  const item = await eventually(find, 5000)
  expect(item.createdAt >= sendAt).toBe(true)
})

test('without SMTP_URL each e-mail is a file, and a webhook into the house is refused', async () => {
  const other = await startHospital({ worker: true })
  const [boss, nurse] = await Promise.all([other.as('admin'), other.as('nurse')])
  const body = { to: { userIds: [nurse.userId] }, title: 'Title', body: 'Body', channels: ['email' as const] }
  await other.clients.notification.notifications.send.post(body, { headers: boss.headers })
  const folder = join(other.config.dataDir, 'mail')
  const [file] = await eventually(async () => {
    const files = await readdir(folder).catch(() => [])
    return files.length ? files : undefined
  })
  expect(await readFile(join(folder, file as string), 'utf8')).toContain(`To: ${nurse.email}`)
  await other.clients.notification.notifications.preferences.put(
    { webhook: { url: 'http://localhost:1/' } },
    { headers: nurse.headers },
  )
  const hook = { ...body, channels: ['webhook' as const] }
  const { data } = await other.clients.notification.notifications.send.post(hook, { headers: boss.headers })
  const { deliveries } = other.clients.notification.notifications({ id: data?.ids?.[0] as string })
  const refused = await eventually(async () => {
    const [delivery] = (await deliveries.get({ headers: boss.headers })).data?.items ?? []
    return delivery?.status === 'failed' && delivery
  })
  expect(refused.cause).toBe('address-not-allowed')
  await other.stop()
})
