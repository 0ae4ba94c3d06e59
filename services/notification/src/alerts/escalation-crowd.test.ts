import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import { createEndings } from '../delivery/endings.ts'
import { fanOut } from '../delivery/processing.ts'
import { knowPeople } from '../telling/people.ts'
import { escalateOverdue } from './escalation.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let database: ReturnType<typeof connect>
let admin: SignedIn
let nurse: SignedIn

beforeAll(async () => {
  hospital = await startHospital({ clock, env: { FALLBACK_EMAIL: 'night-desk@wardline.test' } })
  database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 4 })
  ;[admin, nurse] = await Promise.all([hospital.as('admin'), hospital.as('nurse')])
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})

/** Doctors by the hundred. */
async function enrol(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => Bun.randomUUIDv7())
  const owner = connect(hospital.database.ownerUrl, { name: 'test', max: 1 })
  await owner.db.execute(sql`
    insert into auth."user" (id, version, created_at, updated_at, email, email_key, name, name_key, role, status, password_hash)
    select id, 1, now(), now(), id, id, 'Some doctor', 'some doctor', 'doctor', 'active', 'none'
    from unnest(${sql.param(ids)}::uuid[]) as given (id)`)
  await owner.close()
  return ids
}

/** A critical alert to all of them, that goes to the nurse next. */
async function alert(userIds: string[]): Promise<string> {
  const ack = { withinSeconds: 10, escalateTo: { userIds: [nurse.userId] } }
  const body = { to: { userIds }, title: 'Fire', body: 'Leave', severity: 'critical' as const, ack }
  const { data } = await hospital.clients.notification.notifications.send.post(body, { headers: admin.headers })
  return data?.batchId as string
}

/** What a worker does each second, for longer than it takes. */
async function sweepOn(): Promise<void> {
  const sweep = { at: clock.now(), hospitalTz: 'Europe/Madrid' }
  for (let times = 0; times < 4; times++) await escalateOverdue(database.db, knowPeople(hospital.clients), sweep)
}

/** What a worker makes of the second set. */
const writeRest = (batchId: string): Promise<void> => {
  const { config, bus } = hospital
  const work = { db: database.db, bus, endings: createEndings(bus), clock, config, random: Math.random }
  return fanOut(work, { batchId, n: 1 })
}

/** How often somebody was told of each alert because nobody had answered. */
async function toldOf(alerts: string[], { userId }: SignedIn): Promise<number[]> {
  const { rows } = await database.db.execute<{ alert_id: string; count: number }>(sql`
    select alert_id, count(*)::int as count from notification.notification
    where user_id = ${userId} and kind = 'escalation' and alert_id = any(${sql.param(alerts)}::uuid[]) group by alert_id`)
  return alerts.map((id) => rows.find(({ alert_id }) => alert_id === id)?.count ?? 0)
}

const lastResorts = async (alerts: string[]): Promise<number> =>
  (
    await database.db.execute(sql`
      select 1 from notification.delivery join notification.notification on notification.id = notification_id
      where target = 'fallback' and alert_id = any(${sql.param(alerts)}::uuid[])`)
  ).rows.length

test('alerts that more people left unanswered than are looked at in one go take each step once', async () => {
  const alerts: string[] = []
  for (let count = 0; count < 3; count++) alerts.push(await alert(await enrol(100)))
  clock.advance(10_000)
  await sweepOn()
  expect([await toldOf(alerts, nurse), await toldOf(alerts, admin)]).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ])
  clock.advance(10_000)
  await sweepOn()
  expect(await toldOf(alerts, admin)).toEqual([1, 1, 1])
  clock.advance(10_000)
  await sweepOn()
  clock.advance(60_000)
  await sweepOn()
  expect(await lastResorts(alerts)).toBe(3)
})

test('an alert whose recipients were written one set after the other takes each step once', async () => {
  const userIds = await enrol(100)
  const id = await alert(userIds)
  // As a worker writes them that is some seconds behind.
  await database.db.execute(sql`
    update notification.ack_task set due_at = due_at + interval '3 seconds'
    where batch_id = ${id} and user_id = any(${sql.param(userIds.slice(50))}::uuid[])`)
  for (let seconds = 0; seconds < 15; seconds++) {
    clock.advance(1000)
    await sweepOn()
  }
  expect([await toldOf([id], nurse), await toldOf([id], admin)]).toEqual([[1], [0]])
})

test('a set that is written after its alert was escalated does not tell the next step again', async () => {
  const userIds = await enrol(300)
  const id = await alert(userIds)
  clock.advance(10_000)
  await sweepOn()
  await writeRest(id)
  const { rows } = await database.db.execute<{ state: string; count: number }>(
    sql`select state, count(*)::int as count from notification.ack_task where batch_id = ${id} group by state`,
  )
  expect(rows).toEqual([{ state: 'escalated', count: 300 }])
  clock.advance(9000)
  await sweepOn()
  expect([await toldOf([id], nurse), await toldOf([id], admin)]).toEqual([[1], [0]])
  clock.advance(1000)
  await sweepOn()
  expect([await toldOf([id], nurse), await toldOf([id], admin)]).toEqual([[1], [1]])
})

test('a set that is written late, but before its alert was escalated, is a part of it', async () => {
  const userIds = await enrol(300)
  const id = await alert(userIds)
  clock.advance(5000)
  await writeRest(id)
  expect(await toldOf([id], nurse)).toEqual([0])
  clock.advance(5000)
  await sweepOn()
  clock.advance(5000)
  await sweepOn()
  expect(await toldOf([id], nurse)).toEqual([1])
})
