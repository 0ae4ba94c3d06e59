import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { parts, services } from '@wardline/kit/parts'
import { sql } from 'drizzle-orm'
import { freePorts, type SignedIn, spawnPart, startProcesses } from './testing.ts'
import { listenToStream } from './testing-streams.ts'
import { createVisitor } from './testing-visitor.ts'
import { type Figures, figuresOf, type Watched } from './watch.ts'

setDefaultTimeout(60_000)

describe('figuresOf', () => {
  const at = '2026-11-23T08:00:00.000Z'
  const before = (seconds: number) => new Date(Date.parse(at) - seconds * 1000).toISOString()
  const heard: Watched = {
    ...{ at, oldestUndeliveredAt: null, overdueSince: null, workerSeenAt: before(1), alertsOpen: 0, canary: null },
    deliveries: { pending: 0, sending: 0, retrying: 0, failed: 0, unknown: 0 },
    watchers: [{ id: 'other', lateSince: before(30), tookMs: 9000 }],
  }
  const waiting = (lateSince: string | null, tookMs: number | null) => ({
    watchers: [...heard.watchers, { id: 'me', lateSince, tookMs }],
  })
  test.each<[string, Partial<Watched>, number, string | undefined, Partial<Figures>]>([
    ['all has arrived', {}, 0, 'me', { oldestUndeliveredSeconds: 0, overdueSeconds: 0, workerSilentSeconds: 1 }],
    [
      'ages go on while nothing new is heard',
      { oldestUndeliveredAt: before(90), overdueSince: before(40) },
      5000,
      'me',
      { oldestUndeliveredSeconds: 95, overdueSeconds: 45, workerSilentSeconds: 6 },
    ],
    ['no worker was ever seen', { workerSeenAt: null }, 0, 'me', { workerSilentSeconds: Number.POSITIVE_INFINITY }],
    ['a clock that runs ahead is no age', { workerSeenAt: before(-3) }, 0, 'me', { workerSilentSeconds: 0 }],
    ['there are no canaries', waiting(before(30), 12), 0, undefined, { canary: 'off' }],
    ['this gateway is not known yet', {}, 0, 'me', { canary: 'arrived', canarySeconds: null }],
    ['canaries arrive', waiting(null, 48), 0, 'me', { canary: 'arrived', canarySeconds: 0.048 }],
    ['one is missing here', waiting(before(25), 48), 0, 'me', { canary: 'late', canarySeconds: 0.048 }],
    ['nobody has answered for long', waiting(null, 48), 20_001, 'me', { canary: 'late' }],
  ])('%s', (_, change, agoMs, watcherId, expected) => {
    expect(figuresOf({ ...heard, ...change }, agoMs, watcherId)).toMatchObject(expected)
  })
  test('knows nothing before it has heard anything', () => {
    const unknown = {
      oldestUndeliveredSeconds: null,
      overdueSeconds: null,
      workerSilentSeconds: null,
      alertsOpen: null,
    }
    expect(figuresOf(undefined, 0, 'me')).toEqual({
      ...unknown,
      deliveries: {},
      canary: 'arrived',
      canarySeconds: null,
    })
    expect(figuresOf(undefined, 20_001, 'me').canary).toBe('late')
  })
})

/** Asks again until it is so. */
async function eventually<T>(what: () => Promise<T | false | undefined>, milliseconds = 20_000): Promise<T> {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await Bun.sleep(50)) {
    const found = await what().catch(() => undefined)
    if (found) return found
  }
  throw new Error('it did not come about')
}

describe('two gateways and a worker, with a canary every second', () => {
  let hospital: Awaited<ReturnType<typeof startProcesses>>
  let second: Awaited<ReturnType<typeof spawnPart>>
  let owner: ReturnType<typeof connect>
  let admin: SignedIn
  let doors: Pick<ReturnType<typeof createVisitor>, 'fetch'>[]
  let stream: Awaited<ReturnType<typeof listenToStream>>

  beforeAll(async () => {
    hospital = await startProcesses('split', { CANARY_SECONDS: '1' })
    owner = connect(hospital.database.ownerUrl, { name: 'test', max: 1 })
    const port = await freePorts(1)
    const first = Number(new URL(hospital.url).port)
    const addresses = services.map((service) => [
      `${service.toUpperCase()}_URL`,
      `http://127.0.0.1:${first + parts.indexOf(service)}`,
    ])
    second = await spawnPart('gateway', { ...hospital.env, PORT: String(port), ...Object.fromEntries(addresses) })
    doors = [hospital, createVisitor(`http://127.0.0.1:${port}`)]
    admin = await hospital.as('admin')
    stream = await listenToStream(hospital.url, admin.token)
  })
  afterEach(async () => {
    hospital.running.get('worker')?.kill('SIGCONT')
    await everywhere(isWell)
  })
  afterAll(async () => {
    stream?.close()
    second?.kill('SIGKILL')
    await second?.exited
    await owner?.close()
    await hospital?.stop()
  })

  type Door = (typeof doors)[number]
  type Health = { status: string; parts: Record<string, string>; delivery: Record<string, unknown> }
  const healthOf = async (door: Door) => {
    const response = await door.fetch('/health/ready')
    return { code: response.status, ...((await response.json()) as Health) }
  }
  const gaugesOf = async (door: Door) => {
    const text = await (await door.fetch('/metrics')).text()
    return (name: string) => Number(new RegExp(`^wardline_${name} (.*)$`, 'm').exec(text)?.[1])
  }
  /** At every gateway, sooner or later. */
  const everywhere = (is: (door: Door) => Promise<boolean>) =>
    Promise.all(doors.map((door) => eventually(() => is(door), 30_000)))

  const isWell = async (door: Door) => {
    const [{ status, delivery }, gauge] = [await healthOf(door), await gaugesOf(door)]
    return (
      status === 'ready' && delivery.canary === 'arrived' && gauge('canary_late') === 0 && gauge('canary_seconds') < 20
    )
  }
  const isTroubled = async (door: Door) => {
    const [{ code, status, parts, delivery }, gauge] = [await healthOf(door), await gaugesOf(door)]
    const says = [code, status, parts.worker, delivery.canary, gauge('canary_late')]
    return JSON.stringify(says) === JSON.stringify([200, 'degraded', 'degraded', 'late', 1])
  }
  /** As if the canaries that are under way had been asked for 20 s earlier. */
  const hasten = async () => {
    const ago = sql`interval '20 s'`
    await owner.db.execute(sql`update notification.canary set asked_at = asked_at - ${ago}`)
    await owner.db.execute(sql`
      update notification.canary_watcher
      set started_at = started_at - ${ago}, arrived_up_to = arrived_up_to - ${ago}`)
  }
  /** Canaries that were asked for while what is wrong was wrong. */
  const isAsked = async (status: 'pending' | 'delivered') => {
    const { rows } = await owner.db.execute(sql`
      select from notification.canary join notification.delivery on notification_id = canary.id and channel = 'canary'
      where status = ${status} and asked_at > all (select arrived_up_to from notification.canary_watcher)
        and asked_at < now() - interval '1 s'`)
    return rows.length > 0
  }
  const alarms = async () => {
    const { rows } = await owner.db.execute<{ fault: string; ended: boolean; told: string }>(sql`
      select fault, ended_at is not null as ended,
        (select count(*) from notification.notification where kind = 'system.delivery' and user_id = ${admin.userId}) as told
      from notification.alarm order by raised_at`)
    return rows.map(({ told, ...alarm }) => ({ ...alarm, told: Number(told) }))
  }
  const heard = (words: string) =>
    stream.next(({ type, data }) => type === 'notification' && (data as { title: string }).title === words, 20_000)

  test('all is well, and no stream is counted that no person has', async () => {
    await everywhere(isWell)
    const [first, other] = await Promise.all(doors.map(gaugesOf))
    expect([first?.('streams_open'), other?.('streams_open')]).toEqual([1, 0])
    expect(await alarms()).toEqual([])
  })
  test('a frozen worker is noticed by both, told to the administrators once, and forgiven when it goes on', async () => {
    await everywhere(isWell)
    hospital.running.get('worker')?.kill('SIGSTOP')
    await eventually(() => isAsked('pending'))
    await hasten()
    expect((await heard('Messages do not leave Wardline')).data).toMatchObject({
      kind: 'system.delivery',
      severity: 'critical',
      link: '/app/deliveries',
    })
    await everywhere(isTroubled)
    expect(await alarms()).toEqual([{ fault: 'not-taken', ended: false, told: 1 }])
    hospital.running.get('worker')?.kill('SIGCONT')
    await everywhere(isWell)
    await eventually(async () => (await alarms())[0]?.ended)
    expect(await alarms()).toEqual([{ fault: 'not-taken', ended: true, told: 1 }])
  })
  test('gateways that the bus does not reach notice it, though messages are made up for', async () => {
    await everywhere(isWell)
    const name = new URL(hospital.database.ownerUrl).pathname.slice(1)
    const role = new URL(hospital.database.urls.gateway).username
    await owner.pool.query(`revoke connect on database ${name} from ${role}`)
    await owner.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = $2',
      [name, role],
    )
    try {
      await eventually(() => isAsked('delivered'))
      await hasten()
      await everywhere(isTroubled)
      await eventually(async () => (await alarms()).length === 2)
      expect((await alarms())[1]).toEqual({ fault: 'not-brought', ended: false, told: 2 })
      // Not over the bus: by the look that each gateway takes every 15 s.
      await heard('Open pages do not hear of messages at once')
    } finally {
      await owner.pool.query(`grant connect on database ${name} to ${role}`)
    }
    await everywhere(isWell)
    await eventually(async () => (await alarms())[1]?.ended)
  })
})
