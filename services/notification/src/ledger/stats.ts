import type { Database } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { isInstant } from '@wardline/kit/schema'
import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { Stats, StatsQuery } from '../model.ts'
import { type Channel, canaryUserId, claimable, type State } from '../rules.ts'
import { ackTasks, batches, deliveries, fanoutSets, notifications } from '../tables.ts'
import { isCounted } from './counted.ts'

const dayMs = 24 * 3600_000
const longestDays = 31

interface Span {
  from: Date
  to: Date
}

/** @throws ProblemError `invalid` for a span that is empty, or too long to count */
export function spanOf({ from, to }: StatsQuery, now: Date): Span {
  const end = to ? new Date(to) : now
  const start = from ? new Date(from) : new Date(end.getTime() - dayMs)
  if (!isInstant(start.toISOString()))
    throw ProblemError.invalid('to', '“to” lies at the very beginning of the calendar.')
  if (start >= end) throw ProblemError.invalid('from', '“from” must be before “to”, which is now when it is not given.')
  if (end.getTime() - start.getTime() > longestDays * dayMs)
    throw ProblemError.invalid('from', `“from” must be at most ${longestDays} days before “to”.`)
  return { from: start, to: end }
}

/** Hour by hour along the index: of all of them at once the planner expects so many groups that it sorts every row on disk. */
async function hours(db: Database, { from, to }: Span): Promise<Stats['hours']> {
  const { channel, status, createdAt } = deliveries
  const first = sql`date_trunc('hour', ${from.toISOString()}::timestamptz, 'UTC')`
  const hour = sql`generate_series(${first}, ${to.toISOString()}::timestamptz, interval '1 hour')`
  const { rows } = await db.execute<{ at: Date; channel: Channel; status: State; count: number }>(sql`
    select hour.at, counted.channel, counted.status, counted.count
    from ${hour} as hour (at)
    cross join lateral (
      select ${channel}, ${status}, count(*)::int as count from ${deliveries}
      where ${createdAt} >= greatest(hour.at, ${from.toISOString()}::timestamptz)
        and ${createdAt} < least(hour.at + interval '1 hour', ${to.toISOString()}::timestamptz)
        and ${isCounted}
      group by ${channel}, ${status}
    ) as counted
    order by hour.at, counted.channel, counted.status`)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}

interface Waiting {
  dueNow: number
  oldestDueAt: Date | null
}
const howMany = (what: SQL = sql`true`) => sql<number>`(count(*) filter (where ${what}))::int`
const oldestOf = (column: typeof deliveries.nextTryAt | typeof fanoutSets.dueAt, now: Date) =>
  sql<Date | null>`min(${column}) filter (where ${lte(column, now)})`.mapWith(column)

async function waitingDeliveries(db: Database, now: Date) {
  const { status, nextTryAt } = deliveries
  const isTaken = eq(status, 'sending')
  const [row] = await db
    .select({
      pending: howMany(eq(status, 'pending')),
      retrying: howMany(eq(status, 'retrying')),
      dueNow: howMany(lte(nextTryAt, now)),
      oldestDueAt: oldestOf(nextTryAt, now),
    })
    .from(deliveries)
    .where(and(inArray(status, [...claimable]), isCounted))
  return { ...row, sending: await db.$count(deliveries, and(isTaken, isCounted)) } as Waiting &
    Pick<Stats['queue'], 'pending' | 'retrying' | 'sending'>
}

async function waitingSets(db: Database, now: Date) {
  const { batchId, dueAt, doneAt } = fanoutSets
  const isAhead = sql`coalesce(${gt(batches.sendAt, now)}, false)`
  const [row] = await db
    .select({
      scheduled: sql<number>`(count(distinct ${batchId}) filter (where ${isAhead}))::int`,
      unwrittenSets: howMany(sql`not ${isAhead}`),
      dueNow: howMany(lte(dueAt, now)),
      oldestDueAt: oldestOf(dueAt, now),
    })
    .from(fanoutSets)
    .innerJoin(batches, eq(batches.id, batchId))
    .where(isNull(doneAt))
  return row as Waiting & Pick<Stats['queue'], 'scheduled' | 'unwrittenSets'>
}

async function queue(db: Database, now: Date): Promise<Stats['queue']> {
  const [outgoing, sets] = await Promise.all([waitingDeliveries(db, now), waitingSets(db, now)])
  const oldest = [outgoing.oldestDueAt, sets.oldestDueAt].filter((at) => at !== null).map((at) => at.getTime())
  return {
    ...outgoing,
    ...sets,
    dueNow: outgoing.dueNow + sets.dueNow,
    oldestDueAt: oldest.length ? new Date(Math.min(...oldest)).toISOString() : null,
  }
}

async function acknowledgements(db: Database, { from, to }: Span): Promise<Stats['acknowledgements']> {
  const { createdAt, ackAt, ackBy, userId } = notifications
  const { state, declinedAt, notificationId } = ackTasks
  const isOwn = eq(ackBy, userId)
  const took = (share: number) => sql<number | null>`
    round((percentile_cont(${sql.raw(String(share))}) within group (order by extract(epoch from ${ackAt} - ${createdAt}))
      filter (where ${isOwn}))::numeric, 3)::float8`
  const [row] = await db
    .select({
      asked: howMany(),
      answered: howMany(isOwn),
      declined: howMany(isNotNull(declinedAt)),
      open: howMany(eq(state, 'open')),
      escalated: howMany(eq(state, 'escalated')),
      medianSeconds: took(0.5),
      p95Seconds: took(0.95),
    })
    .from(notifications)
    .innerJoin(ackTasks, eq(notificationId, notifications.id))
    .where(and(gte(createdAt, from), lt(createdAt, to), ne(userId, canaryUserId)))
  return row as Stats['acknowledgements']
}

/**
 * What became of the deliveries of a time, what there is to do now, and how quickly people answered.
 * @throws ProblemError `invalid`
 */
export async function readStats(db: Database, query: StatsQuery, now: Date): Promise<Stats> {
  const span = spanOf(query, now)
  const [counted, waiting, answers] = await Promise.all([hours(db, span), queue(db, now), acknowledgements(db, span)])
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    hours: counted,
    queue: waiting,
    acknowledgements: answers,
  }
}
