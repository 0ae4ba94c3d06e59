import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { isWithinHours } from '@wardline/doctor/rules'
import { hostWorker } from '@wardline/gateway/host'
import { openBus } from '@wardline/gateway/serve'
import { testEnvironment } from '@wardline/gateway/testing'
import { ask } from '@wardline/kit/client'
import { systemClock } from '@wardline/kit/clock'
import { type Config, readConfig } from '@wardline/kit/config'
import { parts } from '@wardline/kit/parts'
import { overlaps } from '@wardline/kit/zone'
import { states } from '@wardline/notification/rules'
import { demoAccounts, demoLogins, demoPassword } from './accounts.ts'
import { fillDemo } from './fill.ts'
import { type Actor, type DemoHospital, openHospital } from './hosting.ts'
import { several } from './several.ts'

setDefaultTimeout(120_000)

const now = new Date()
let environment: Awaited<ReturnType<typeof testEnvironment>>
let config: Config
let hospital: DemoHospital
let admin: Actor

/** A call of a service, signed in as somebody, now. */
const asking = <T>(actor: Actor, call: Parameters<typeof hospital.as<T>>[2]) =>
  hospital.as(actor, systemClock.now(), call)

/** Every record of a list. */
async function allOf<T>(list: (cursor?: string) => Promise<{ items: T[]; nextCursor: string | null }>): Promise<T[]> {
  const { items, nextCursor } = await list()
  const all = [...items]
  for (let cursor = nextCursor; cursor; ) {
    const page = await list(cursor)
    all.push(...page.items)
    cursor = page.nextCursor
  }
  return all
}
const paged = (cursor?: string) => ({ limit: 100, ...(cursor && { cursor }) })

const users = () =>
  allOf((cursor) => asking(admin, (o) => ask(hospital.clients.auth.auth.users.get({ query: paged(cursor), ...o }))))
const patients = () =>
  allOf((cursor) => asking(admin, (o) => ask(hospital.clients.patient.patients.get({ query: paged(cursor), ...o }))))
const extraHoursOf = async (id: string) =>
  (
    await asking(admin, (o) =>
      ask(hospital.clients.appointment.doctors({ id })['extra-hours'].get({ query: {}, ...o })),
    )
  ).items
const doctors = () =>
  allOf((cursor) => asking(admin, (o) => ask(hospital.clients.doctor.doctors.get({ query: paged(cursor), ...o }))))
const appointments = () =>
  allOf((cursor) =>
    asking(admin, (o) => ask(hospital.clients.appointment.appointments.get({ query: paged(cursor), ...o }))),
  )

async function signedIn(email: string): Promise<Actor> {
  const { user } = (await ask(hospital.clients.auth.auth.login.post({ email, password: demoPassword }))) as {
    user: { id: string; role: Actor['role'] }
  }
  return { userId: user.id, role: user.role }
}

beforeAll(async () => {
  environment = await testEnvironment()
  config = readConfig(environment.env, parts)
  expect(await fillDemo(config, now)).toBe(true)
  hospital = await openHospital(config, systemClock.now())
  hospital.clock.set(systemClock.now())
  admin = await signedIn(demoLogins.admin.email)
})
afterAll(async () => {
  await hospital.close()
  await environment.drop()
})

test('it is filled once: a second run changes nothing', async () => {
  const before = [await users(), await patients(), await doctors(), await appointments()]
  expect(await fillDemo(config, new Date(now.getTime() + 3600_000))).toBe(false)
  expect([await users(), await patients(), await doctors(), await appointments()]).toEqual(before)
})

describe('its people', () => {
  test('everyone with an account can sign in, in the role that they have', async () => {
    const actors = await several(demoAccounts, 2, ({ email }) => signedIn(email))
    expect(actors.map(({ role }) => role)).toEqual(demoAccounts.map(({ role }) => role))
    const given = config.administrator ? 1 : 0
    expect(await users()).toHaveLength(demoAccounts.length + given)
  })

  test('are the living of the Synthea files, each with an MRN and no digit in the name', async () => {
    const found = await patients()
    expect(found).toHaveLength(100)
    expect(new Set(found.map(({ mrn }) => mrn)).size).toBe(100)
    const all = [...found, ...(await doctors())]
    expect(all).toHaveLength(371)
    expect(all.filter(({ name }) => /\d/.test(name))).toEqual([])
    expect(found.flatMap(({ allergies }) => allergies)).toHaveLength(75)
  })

  test('accounts of doctors and patients belong to the records of their name', async () => {
    const records = new Map(
      [...(await patients()), ...(await doctors())].map((each) => ['userId' in each && each.userId, each.name]),
    )
    const linked = (await users()).filter(({ role }) => role === 'doctor' || role === 'patient')
    expect(linked.map(({ id }) => records.get(id))).toEqual(linked.map(({ name }) => name))
  })
})

describe('its appointments', () => {
  test('nobody is in two places, and all lie in the hours of the doctor, unless somebody answers for it', async () => {
    const hours = new Map((await doctors()).flatMap((doctor) => ('hours' in doctor ? [[doctor.id, doctor.hours]] : [])))
    const busy = [...new Set((await appointments()).map(({ doctorId }) => doctorId))]
    const extraHours = new Map(await Promise.all(busy.map(async (id) => [id, await extraHoursOf(id)] as const)))
    const inactive = ['cancelled', 'noshow']
    const active = (await appointments())
      .filter(({ status }) => !inactive.includes(status))
      .map((each) => ({ ...each, startsAt: new Date(each.startsAt), endsAt: new Date(each.endsAt) }))
    active.forEach((one, index) => {
      const inHours = isWithinHours(
        { hours: hours.get(one.doctorId) ?? [], extraHours: extraHours.get(one.doctorId) ?? [] },
        one,
        config.hospitalTz,
      )
      expect(inHours || one.overrideReason).toBeTruthy()
      for (const other of active.slice(0, index)) {
        if (!overlaps(one, other)) continue
        expect(one.patientId).not.toBe(other.patientId)
        if (!one.overrideReason && !other.overrideReason) expect(one.doctorId).not.toBe(other.doctorId)
      }
    })
    expect(active.filter(({ overrideReason }) => overrideReason).length).toBeGreaterThanOrEqual(2)
  })

  test('what has passed was lived through: its status follows from the clock', async () => {
    const all = await appointments()
    const counts = Object.groupBy(all, ({ status }) => status)
    for (const status of ['booked', 'fulfilled', 'noshow', 'cancelled'] as const)
      expect(counts[status]?.length).toBeGreaterThan(0)
    const ahead = all.filter(({ startsAt }) => new Date(startsAt) > now).map(({ status }) => status)
    expect(ahead.filter((status) => status === 'fulfilled' || status === 'noshow')).toEqual([])
    expect(all.some(({ status, startedAt }) => startedAt && (status === 'checked-in' || status === 'arrived'))).toBe(
      true,
    )
  })

  test('every change is on record, with who and when', async () => {
    const known = new Set((await users()).map(({ id }) => id))
    const all = await appointments()
    const histories = await several(all, 8, ({ id }) =>
      asking(admin, (o) => ask(hospital.clients.appointment.appointments({ id }).history.get(o))),
    )
    histories.forEach(({ items }, index) => {
      const [record, last] = [all[index], items.at(-1)]
      expect(items.map(({ version }) => version)).toEqual(items.map((_, step) => step + 1))
      expect([last?.version, last?.at]).toEqual([record?.version, record?.updatedAt])
      expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted())
      expect(new Date(last?.at ?? '') <= now).toBe(true)
      expect(items.filter(({ actorId }) => !actorId || !known.has(actorId))).toEqual([])
    })
  })

  test('the doctor has a day, the patient a visit behind and one ahead', async () => {
    const [doctor, patient] = [await signedIn(demoLogins.doctor.email), await signedIn(demoLogins.patient.email)]
    const listFor = (actor: Actor) =>
      asking(actor, (o) => ask(hospital.clients.appointment.appointments.get({ query: { limit: 100 }, ...o })))
    expect((await listFor(doctor)).items.length).toBeGreaterThan(20)
    const mine = (await listFor(patient)).items
    expect(mine.map(({ status }) => status)).toEqual(['fulfilled', 'booked'])
  })
})

describe('its notifications', () => {
  const inState = (status: (typeof states)[number]) =>
    asking(admin, (o) =>
      ask(hospital.clients.notification.notifications.get({ query: { scope: 'all', status, limit: 100 }, ...o })),
    )
  const inboxOf = (actor: Actor) =>
    asking(actor, (o) => ask(hospital.clients.notification.notifications.get({ query: { limit: 100 }, ...o })))

  test.each(states)('there is one that is %s', async (state) => {
    expect((await inState(state)).items.length).toBeGreaterThan(0)
  })

  test('what failed says why, in several ways, with every attempt', async () => {
    const failures = await asking(admin, (o) => ask(hospital.clients.notification.notifications.failures.get(o)))
    const causes = failures.items.filter(({ status }) => status === 'failed').map(({ cause }) => cause)
    expect(causes.toSorted()).toEqual(['connection-refused', 'no-address', 'rejected', 'unreachable'])
    const given = failures.items.find(({ cause }) => cause === 'unreachable')?.items[0]?.notificationId ?? ''
    const { items } = await asking(admin, (o) =>
      ask(hospital.clients.notification.notifications({ id: given }).deliveries.get(o)),
    )
    const email = items.find(({ channel }) => channel === 'email')
    expect(email?.attempts).toHaveLength(config.delivery.attempts)
  })

  test('the doctor has read some, and has to answer for one', async () => {
    const { items, unread } = await inboxOf(await signedIn(demoLogins.doctor.email))
    expect(unread).toBeGreaterThan(0)
    expect(items.some(({ readAt }) => readAt)).toBe(true)
    const waiting = items.filter(({ ack }) => ack && !ack.at)
    expect(waiting.map(({ severity, ack }) => severity === 'critical' && new Date(ack?.dueAt ?? 0) > now)).toEqual([
      true,
    ])
    expect(items.some(({ ack }) => ack?.at)).toBe(true)
  })

  test('one that nobody answered went to the administrators, and one of them took it on', async () => {
    const { items } = await inboxOf(admin)
    const escalated = items.filter(({ kind }) => kind === 'escalation')
    expect(escalated.map(({ ack }) => ack?.by)).toEqual([admin.userId])
  })

  test('they came in the order of time', async () => {
    const { items } = await inboxOf(await signedIn(demoLogins.doctor.email))
    const times = items.toSorted((one, other) => one.seq - other.seq).map(({ createdAt }) => Date.parse(createdAt))
    // What happened at about one time was told at once.
    expect(times.filter((time, index) => time < (times[index - 1] ?? 0) - 5000)).toEqual([])
  })
})

test('a worker finds what was being sent unknown, and delivers what an administrator retries', async () => {
  const bus = await openBus(config, 'notification')
  const { notifications } = hospital.clients.notification
  const worker = await hostWorker({ config, clock: systemClock, bus, targets: hospital.targets })
  hospital.clock.set(systemClock.now())
  const statusOf = async (id: string) => {
    const { items } = await asking(admin, (o) => ask(notifications({ id }).deliveries.get(o)))
    return items.find(({ channel }) => channel === 'email')?.status
  }
  async function becomes(id: string, status: string): Promise<void> {
    while ((await statusOf(id)) !== status) await Bun.sleep(20)
  }
  const only = async (query: { status: (typeof states)[number] }) =>
    (await asking(admin, (o) => ask(notifications.get({ query: { ...query, scope: 'all' }, ...o })))).items
  const [sending] = await only({ status: 'sending' })
  await becomes(sending?.id ?? '', 'unknown')
  for (const { id, title } of await only({ status: 'failed' })) {
    if (title === 'On-call plan changed') continue
    await asking(admin, (o) => ask(notifications({ id }).retry.put({}, o)))
    await becomes(id, 'delivered')
  }
  await worker.close()
  await bus.close()
})

test('a call that is under way when the clock moves on is answered', async () => {
  const other = await openHospital(config, systemClock.now())
  const calls: Promise<unknown>[] = []
  for (let minutes = 0; minutes < 60; minutes += 2) {
    calls.push(ask(other.clients.doctor.internal.doctors.lookup.post({ ids: [] })))
    await Bun.sleep(0)
    other.clock.set(new Date(now.getTime() + minutes * 60_000))
  }
  const refused = (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected')
  await other.close()
  expect(refused).toEqual([])
})
