import type { Database, Transaction } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import type { Logger } from '@wardline/kit/log'
import { transact } from '@wardline/kit/transaction'
import { eq, sql } from 'drizzle-orm'
import { type Channel, canaryKind, canaryUserId } from '../rules.ts'
import { type Draft, nothingWritten, type Written, writeNotifications } from '../sending/writing.ts'
import { lockStreams } from '../stream/sequence.ts'
import { canaries } from '../tables.ts'

/** A canary that has not arrived by then is late. */
const lateSeconds = 20
/** A gateway that has said nothing for so long is not waited for; it says every five seconds what it saw. */
const silentSeconds = 15
/** Canaries say nothing of anybody, and go when they are older. */
const keptSeconds = 3600
/** Nobody asks for a canary sooner after their start: the parts come up one after the other. */
const settleSeconds = 10

const before = (seconds: number) => sql`statement_timestamp() - make_interval(secs => ${seconds})`

/** Of `canary`, what should have arrived at a `watcher` by now. One that arrived too late does not count as arrived. */
export const isMissing = sql`
  canary.asked_at > greatest(watcher.started_at, watcher.arrived_up_to) and canary.asked_at <= ${before(lateSeconds)}`

/** Of `canary_watcher as watcher`, the gateways that are there. */
export const isThere = sql`watcher.seen_at > ${before(silentSeconds)}`

/** What a gateway says: that it waits for canaries, and which it saw, how long ago. */
interface Sighting {
  watcherId: string
  arrived?: { id: string; agoMs: number }
}

/** Keeps what a gateway saw. One that was away, frozen or without us, begins anew: what it missed meanwhile says nothing. */
export async function heed(db: Database, { watcherId, arrived }: Sighting): Promise<void> {
  const took = sql`statement_timestamp() - make_interval(secs => ${(arrived?.agoMs ?? 0) / 1000}) - asked_at`
  await db.execute(sql`
    with gone as (delete from notification.canary_watcher where seen_at < statement_timestamp() - interval '1 day'),
    arrived as (select asked_at, ${took} as took from notification.canary where id = ${arrived?.id ?? null}),
    now as (select statement_timestamp() as at)
    insert into notification.canary_watcher as known (id, started_at, seen_at, arrived_up_to, took_ms)
    select ${watcherId}, now.at, now.at,
      (select asked_at from arrived where took <= make_interval(secs => ${lateSeconds})),
      (select greatest(0, extract(epoch from took) * 1000) from arrived)
    from now
    on conflict (id) do update set
      started_at = case when known.seen_at > ${before(silentSeconds)} then known.started_at else excluded.started_at end,
      seen_at = excluded.seen_at,
      arrived_up_to = greatest(known.arrived_up_to, excluded.arrived_up_to),
      took_ms = coalesce(excluded.took_ms, known.took_ms)`)
}

/** Whether a canary is due, asked by a gateway that has been there for some time. */
const isDue = (watcherId: string, seconds: number) => sql<boolean>`
  not exists (select from notification.canary where asked_at > ${before(seconds)})
  and exists (
    select from notification.canary_watcher
    where id = ${watcherId} and started_at <= ${before(Math.min(seconds, settleSeconds))})`

/** A process that is frozen may hold a lock for as long as it is: whoever watches goes on without, and says what is missing. */
export const impatiently = (tx: Transaction) => tx.execute(sql`set local lock_timeout = '2s'`)

/** Deletes the canaries of more than an hour ago with all that was made of them. */
async function deleteOld(tx: Transaction): Promise<void> {
  await impatiently(tx)
  await lockStreams(tx, [canaryUserId])
  const old = sql`select id from notification.canary where asked_at < ${before(keptSeconds)}`
  const theirs = sql`select id from notification.delivery where notification_id in (${old})`
  await tx.execute(sql`delete from notification.attempt where delivery_id in (${theirs})`)
  await tx.execute(sql`delete from notification.delivery where notification_id in (${old})`)
  await tx.execute(
    sql`delete from notification.user_event where user_id = ${canaryUserId} and notification_id in (${old})`,
  )
  await tx.execute(sql`delete from notification.notification where id in (${old})`)
  await tx.execute(sql`delete from notification.canary where asked_at < ${before(keptSeconds)}`)
}

/** Keeps that a canary was asked for, when one is due: once, whoever else asks at this moment. Waits for nobody. */
async function ask(db: Database, watcherId: string, seconds: number): Promise<string | undefined> {
  const due = isDue(watcherId, seconds)
  const { rows } = await db.execute<{ due: boolean }>(sql`select ${due} as due`)
  if (!rows[0]?.due) return
  return transact(db, async (tx) => {
    const turn = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended('canary', 2)) as mine`,
    )
    if (!turn.rows[0]?.mine) return
    // A statement of its own, which sees what was asked for until the lock was had.
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into notification.canary (id, asked_at)
      select ${Bun.randomUUIDv7()}, statement_timestamp() where ${due} returning id`)
    return rows[0]?.id
  })
}

const draftOf = (id: string): Draft => ({
  id,
  batchId: id,
  userId: canaryUserId,
  kind: canaryKind,
  title: 'Canary',
  body: '',
  severity: 'info',
  link: null,
  data: {},
  // Not among the channels that anybody can name or see, and so not of their type.
  channels: ['in-app', 'canary' as string as Channel],
  ack: null,
})

interface Release {
  watcherId: string
  /** At most one canary in so many, for all gateways together. */
  seconds: number
  clock: Clock
  hospitalTz: string
  log: Logger
}

/**
 * Sends a canary when one is due, written like any other notification. That it was asked for is kept first:
 * one that cannot be written is missed like one that gets lost.
 */
export async function release(db: Database, { watcherId, seconds, clock, hospitalTz, log }: Release): Promise<Written> {
  const id = await ask(db, watcherId, seconds)
  if (id === undefined) return nothingWritten
  try {
    await transact(db, deleteOld)
    return await transact(db, async (tx) => {
      await impatiently(tx)
      const written = await writeNotifications(tx, [draftOf(id)], clock.now(), hospitalTz)
      await tx.update(canaries).set({ writtenAt: sql`statement_timestamp()` }).where(eq(canaries.id, id))
      return written
    })
  } catch (error) {
    log.warn({ error, canaryId: id }, 'a canary cannot be written')
    return nothingWritten
  }
}
