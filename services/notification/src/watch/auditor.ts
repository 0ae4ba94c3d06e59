import type { Database } from '@wardline/db/connect'
import { sql } from 'drizzle-orm'
import { canaryUserId, longestBackoffMs, type State } from '../rules.ts'
import { watched } from '../tables.ts'
import { isMissing, isThere } from './canary.ts'

/** States in which a delivery has not arrived; the others are over, and counted by the statistics. */
export const watchedStates = ['pending', 'sending', 'retrying', 'failed', 'unknown'] as const satisfies State[]

/** What stands in the rows of delivery. */
export interface Watched {
  /** The database's clock, by which the ages of all the others are told. */
  at: string
  /**
   * When the oldest of what has not arrived was accepted: deliveries under way, recipients who are due and not written,
   * escalations that are due. What was sent for later counts from then on; what the other side has put off for longer than we
   * would ourselves does not until it is due soon, for a figure that is always high warns nobody.
   */
  oldestUndeliveredAt: string | null
  /** Since when the one that is overdue longest should have been tried. */
  overdueSince: string | null
  workerSeenAt: string | null
  /** At most 10,000 of each. */
  deliveries: Record<(typeof watchedStates)[number], number>
  /** Sends of which somebody still has to answer. */
  alertsOpen: number
  /** The newest. */
  canary: { id: string; askedAt: string; writtenAt: string | null; deliveredAt: string | null } | null
  /** Gateways that wait for canaries: since when none has arrived there, if so, and how long the last one took. */
  watchers: { id: string; lateSince: string | null; tookMs: number | null }[]
}

const mostCounted = 10_000
/** Of what is due next, so much is looked at: what was put off is due again within the longest back-off. */
const mostWaiting = 250
const soon = sql`statement_timestamp() + make_interval(secs => ${longestBackoffMs / 1000})`

// Each row is looked up by itself: joined to tables that are large, the planner would read those whole.
const waitingSets = sql`
  select batch.since, due_at
  from (
    select batch_id, due_at from notification.fanout_set
    where done_at is null and due_at <= ${soon} order by due_at limit ${mostWaiting}
  ) as one, lateral
    (select coalesce(send_at, created_at) as since from notification.batch where id = batch_id limit 1) as batch`

const waitingTasks = sql`
  select least(told.ack_due_at, due_at) as since, due_at
  from (
    select notification_id, due_at from notification.ack_task
    where state = 'open' and due_at <= ${soon} order by due_at limit ${mostWaiting}
  ) as task, lateral (
    select told.ack_due_at from notification.notification as told left join notification.alert on alert.id = alert_id
    where told.id = notification_id and (acknowledged_at is null or answered_by = 'each') limit 1) as told`

/** A send to thousands has thousands of tasks, of which each search of the index passes over all but one. */
const openAlerts = sql`
  with recursive open as (
    (select batch_id from notification.ack_task where state = 'open' order by batch_id limit 1)
    union all
    select (
      select batch_id from notification.ack_task
      where state = 'open' and batch_id > open.batch_id order by batch_id limit 1)
    from open where batch_id is not null
  )
  select count(*) from (select from open where batch_id is not null limit ${mostCounted}) as counting`

const states = sql.raw(`unnest(array['${watchedStates.join("', '")}'])`)

/** One statement, and every part of it finds its rows by a partial index: however much was delivered, it reads what was not. */
const audit = sql<Watched>`
  with waiting as (select * from (${waitingSets}) as sets union all select * from (${waitingTasks}) as tasks)
  select jsonb_build_object(
    'at', statement_timestamp(),
    'oldestUndeliveredAt', least(
      (select min(oldest.at) from unnest(array['pending', 'sending', 'retrying']) as open (state), lateral
        (select min(created_at) as at from notification.delivery
          where status = open.state and ${watched} and coalesce(next_try_at <= ${soon}, true)) as oldest),
      (select min(since) from waiting where since <= statement_timestamp())),
    'overdueSince', least(
      (select next_try_at from notification.delivery
        where status in ('pending', 'retrying') and user_id <> ${canaryUserId} and next_try_at <= statement_timestamp()
        order by next_try_at limit 1),
      (select min(due_at) from waiting where due_at <= statement_timestamp())),
    'workerSeenAt', (select max(seen_at) from notification.worker),
    'deliveries', (select jsonb_object_agg(each.state, counted.number) from ${states} as each (state), lateral (
      select count(*) as number from (
        select from notification.delivery where status = each.state and ${watched}
        -- In the index's order: from its beginning, never through the table.
        order by created_at limit ${mostCounted}) as counting) as counted),
    'alertsOpen', (${openAlerts}),
    'canary', (
      select jsonb_build_object('id', canary.id, 'askedAt', asked_at, 'writtenAt', written_at,
        'deliveredAt', case when status = 'delivered' then updated_at end)
      from notification.canary left join notification.delivery on notification_id = canary.id and channel = 'canary'
      order by asked_at desc limit 1),
    'watchers', coalesce((
      select jsonb_agg(jsonb_build_object('id', watcher.id, 'tookMs', took_ms,
        'lateSince', (select min(asked_at) from notification.canary where ${isMissing})))
      from notification.canary_watcher as watcher where ${isThere}), '[]')
  ) as watched`

const keptMs = 1000

/** Reads what is not delivered yet, at most once a second whoever asks. */
export function createAuditor(db: Database, now = () => performance.now()): () => Promise<Watched> {
  let kept: { at: number; answer: Promise<Watched> } | undefined

  async function read(): Promise<Watched> {
    const { rows } = await db.execute<{ watched: Watched }>(audit)
    return (rows[0] as { watched: Watched }).watched
  }
  return () => {
    if (!kept || now() - kept.at >= keptMs) {
      const answer = read()
      kept = { at: now(), answer }
      // A failure is not kept.
      answer.catch(() => {
        kept = undefined
      })
    }
    return kept.answer
  }
}
