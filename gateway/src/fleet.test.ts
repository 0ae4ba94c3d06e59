import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '@wardline/db/connect'
import { parts, services } from '@wardline/kit/parts'
import { freePorts, type SignedIn, spawnPart, startProcesses } from './testing.ts'
import { listenToSocket, listenToStream } from './testing-streams.ts'
import { createVisitor } from './testing-visitor.ts'

setDefaultTimeout(60_000)

const redisUrl = process.env.TEST_REDIS_URL
const engines: [name: string, env: Record<string, string>][] = [
  ['Postgres', {}],
  ...(redisUrl ? [['Redis', { REDIS_URL: redisUrl }] as [string, Record<string, string>]] : []),
]

/** A hospital in parts, with a second gateway and a second worker beside the first. */
async function startFleet(env: Record<string, string>) {
  const hospital = await startProcesses('split', env)
  const own = Number(hospital.env.PORT)
  const shared: Record<string, string> = {
    ...hospital.env,
    ...Object.fromEntries(
      services.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${own + parts.indexOf(name)}`]),
    ),
  }
  const port = await freePorts(1)
  const more = await Promise.all([spawnPart('gateway', { ...shared, PORT: String(port) }), spawnPart('worker', shared)])
  const owner = connect(hospital.database.ownerUrl, { name: 'fleet', max: 2 })
  return {
    hospital,
    here: createVisitor(hospital.url),
    there: createVisitor(`http://127.0.0.1:${port}`),
    rows: async <Row extends object>(statement: string, values: unknown[] = []) =>
      (await owner.pool.query<Row>(statement, values)).rows,
    async stop() {
      for (const child of more) child.kill('SIGKILL')
      await Promise.all(more.map((child) => child.exited))
      await owner.close()
      await hospital.stop()
    },
  }
}
type Fleet = Awaited<ReturnType<typeof startFleet>>

interface Item {
  id: string
  title: string
  kind: string
}

describe.each(engines)('two gateways and two workers on %s', (_, env) => {
  let fleet: Fleet
  let admin: SignedIn
  let nurse: SignedIn
  let doctor: SignedIn

  const send = async (body: object, through = fleet.here) => {
    const message = { title: 'Please look', body: 'At the board', ...body }
    const response = await through.fetch('/notifications/send', {
      method: 'POST',
      headers: admin.headers,
      body: message,
    })
    expect(response.status).toBe(202)
    return (await response.json()) as { batchId: string; ids: string[] }
  }
  const inbox = async (who: SignedIn) => {
    const response = await fleet.there.fetch('/notifications?limit=100', { headers: who.headers })
    return ((await response.json()) as { items: Item[] }).items
  }
  async function eventually<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, milliseconds = 30_000): Promise<T> {
    const deadline = Date.now() + milliseconds
    for (;;) {
      const answer = await ask()
      if (fits(answer)) return answer
      if (Date.now() > deadline) throw new Error(`it did not come about: ${JSON.stringify(answer).slice(0, 500)}`)
      await Bun.sleep(20)
    }
  }

  beforeAll(async () => {
    fleet = await startFleet(env)
    admin = await fleet.hospital.as('admin')
    nurse = await fleet.hospital.as('nurse')
    doctor = await fleet.hospital.as('doctor')
  })
  afterAll(() => fleet?.stop())

  test('one notification reaches the streams of one user at both, with the same place and text', async () => {
    const streams = await Promise.all([fleet.here, fleet.there].map(({ url }) => listenToStream(url, nurse.token)))
    const socket = await listenToSocket(fleet.there.url, nurse.headers)
    for (const each of [...streams, socket]) await each.next(({ type }) => type === 'ready')
    socket.say({ type: 'join', userId: nurse.userId })
    await socket.next(({ type }) => (type as string) === 'joined')
    for (const through of [fleet.here, fleet.there]) await send({ to: { userIds: [nurse.userId] } }, through)
    const told = await Promise.all(
      [...streams, socket].map(async ({ frames, next }) => {
        const heard = () => frames.filter(({ type }) => type === 'notification')
        await next(() => heard().length === 2)
        return heard()
      }),
    )
    expect(told[1]).toEqual(told[0] ?? [])
    expect(told[2]).toEqual(told[0] ?? [])
    for (const each of [...streams, socket]) each.close()
  })

  test('who comes back to the other one goes on where they were', async () => {
    const first = await listenToStream(fleet.here.url, nurse.token)
    const ready = await first.next(({ type }) => type === 'ready')
    first.close()
    for (let count = 0; count < 3; count += 1) await send({ to: { userIds: [nurse.userId] } })
    const { position } = ready.data as { position: string }
    const second = await listenToStream(fleet.there.url, nurse.token, { lastEventId: position })
    const heard = () => second.frames.flatMap(({ id }) => id ?? [])
    await second.next(() => heard().length === 3)
    const [epoch, seq] = position.split('.')
    expect(heard()).toEqual([1, 2, 3].map((more) => `${epoch}.${Number(seq) + more}`))
    second.close()
  })

  test('what is read at one is read at the other', async () => {
    const { ids } = await send({ to: { userIds: [nurse.userId] } })
    const stream = await listenToStream(fleet.there.url, nurse.token)
    await stream.next(({ type }) => type === 'ready')
    const read = { method: 'PUT', headers: nurse.headers, body: { read: true } }
    await fleet.here.fetch(`/notifications/${ids[0]}/read`, read)
    const updated = await stream.next(({ type }) => type === 'updated')
    expect(updated.data).toMatchObject({ id: ids[0], readAt: expect.any(String) })
    stream.close()
  })

  test('a session that is ended through one has its streams closed at the other', async () => {
    const leaver = await fleet.hospital.as('nurse')
    const stream = await listenToStream(fleet.there.url, leaver.token)
    const socket = await listenToSocket(fleet.there.url, leaver.headers)
    for (const each of [stream, socket]) await each.next(({ type }) => type === 'ready')
    await fleet.here.fetch(`/auth/users/${leaver.userId}`, { method: 'DELETE', headers: admin.headers })
    for (const each of [stream, socket]) {
      expect((await each.next(({ type }) => type === 'bye')).data).toEqual({ reason: 'revoked' })
      await each.ended()
    }
    expect((await fleet.there.fetch('/auth/me', { headers: leaver.headers })).status).toBe(401)
  })

  test('a send of several sets is one notification and one e-mail for each', async () => {
    const made = await fleet.rows<{ id: string }>(
      `insert into auth."user" (id, version, created_at, updated_at, email, email_key, name, name_key, role, status, password_hash)
       select uuidv7(), 1, now(), now(), address, address, 'Some nurse', 'some nurse', 'nurse', 'active', '!'
       from generate_series(1, 300) as n, lateral (select 'many-' || n || '@wardline.test') as made (address)
       returning id`,
    )
    const { batchId } = await send({ to: { userIds: made.map(({ id }) => id) }, channels: ['in-app', 'email'] })
    const states = () =>
      fleet.rows<{ channel: string; status: string; users: number; deliveries: number }>(
        `select channel, delivery.status, count(distinct notification.user_id)::integer as users, count(*)::integer as deliveries
         from notification.delivery join notification.notification on notification.id = notification_id
         where batch_id = $1 group by 1, 2 order by 1`,
        [batchId],
      )
    const all = { status: 'delivered', users: 300, deliveries: 300 }
    const done = (found: { channel: string; status: string; deliveries: number }[]) =>
      found.filter(({ status, deliveries }) => status === 'delivered' && deliveries >= 300).length === 2
    expect(await eventually(states, done, 60_000)).toEqual([
      { channel: 'email', ...all },
      { channel: 'in-app', ...all },
    ])
    const mail = await readdir(join(fleet.hospital.env.DATA_DIR as string, 'mail'))
    expect(mail).toHaveLength(300)
  })

  test('an alert that nobody answers is passed on once', async () => {
    const ack = (withinSeconds: number) => ({
      to: { userIds: [nurse.userId] },
      severity: 'critical',
      ack: { withinSeconds, escalateTo: { userIds: [doctor.userId] } },
    })
    await Promise.all([1, 2, 3].map((number) => send({ ...ack(1), title: `Alert ${number}` })))
    await send({ ...ack(3), title: 'The last alert' })
    const passedOn = async () => (await inbox(doctor)).filter(({ kind }) => kind === 'escalation')
    // When the last has come, both workers have long looked for those before it.
    const items = await eventually(passedOn, (found) => found.some(({ title }) => title.includes('The last alert')))
    expect(items.map(({ title }) => title.replace(/^.*: /, '')).sort()).toEqual([
      'Alert 1',
      'Alert 2',
      'Alert 3',
      'The last alert',
    ])
  })
})
