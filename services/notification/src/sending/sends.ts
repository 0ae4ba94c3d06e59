import type { Database } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { byInstant, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { and, count, eq, getTableColumns, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { standingOf } from '../alerts/standing.ts'
import type { SendDetails, SendQuery, SendRecord, SendStatus } from '../model.ts'
import type { Channel } from '../rules.ts'
import { batches, deliveries, fanoutSets, notifications } from '../tables.ts'

const setsOf = (matching: SQL) =>
  sql`exists (select from ${fanoutSets} where ${fanoutSets.batchId} = ${batches.id} and ${matching})`
const isUnwritten = setsOf(isNull(fanoutSets.doneAt) as SQL)
const isExpired = setsOf(eq(fanoutSets.outcome, 'expired'))

/** Where a send is, decided in one place for the list's filter and for what it shows. */
const statusAt = (now: Date) => sql<SendStatus>`case
  when ${isNotNull(batches.cancelledAt)} then 'cancelled'
  when ${isUnwritten} and ${batches.sendAt} > ${now} then 'scheduled'
  when ${isUnwritten} then 'sending'
  when ${isExpired} then 'expired'
  else 'sent' end`

const columns = (now: Date) => ({ ...getTableColumns(batches), status: statusAt(now).as('status') })
type Row = typeof batches.$inferSelect & { status: SendStatus }

const iso = (at: Date | null) => at?.toISOString() ?? null

const view = ({ id, message, ...row }: Row): SendRecord => ({
  id,
  senderId: row.senderId,
  kind: message.kind,
  title: message.title,
  body: message.body,
  severity: message.severity,
  link: message.link,
  channels: message.channels,
  createdAt: row.createdAt.toISOString(),
  sendAt: iso(row.sendAt),
  expiresAt: iso(row.expiresAt),
  status: row.status,
  cancelled: row.cancelledAt && { by: row.cancelledBy as string, at: row.cancelledAt.toISOString() },
  count: row.count,
})

/** What was sent by somebody, newest first; by everybody and the system itself when `senderId` is undefined. */
export async function listSends(db: Database, query: SendQuery, senderId: string | undefined, now: Date) {
  const { limit = defaultLimit, sort = '-createdAt', count } = query
  const { createdAt, id } = batches
  const text = query.q && containing(query.q)
  const { order, after, orderBy } = keyset({
    sort,
    cursor: query.cursor,
    columns: { createdAt: byInstant(createdAt) },
    id,
  })
  const message = (field: string) => sql`${batches.message}->>${field}`
  const matching = and(
    senderId === undefined ? undefined : eq(batches.senderId, senderId),
    query.status ? eq(statusAt(now), query.status) : undefined,
    text ? or(isLike(message('title'), text), isLike(message('body'), text)) : undefined,
  )
  const found = await db
    .select(columns(now))
    .from(batches)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const total = () => db.$count(batches, matching)
  return page(found, { limit, order, count }, { sortValue: (row) => row.createdAt, view, total })
}

/** Whose sends somebody may see: all, or their own. */
export type Reach = { senderId: string } | 'any'

/** @throws ProblemError `not-found` */
async function find(db: Database, id: string, reach: Reach, now: Date): Promise<Row> {
  const [row] = await db.select(columns(now)).from(batches).where(eq(batches.id, id))
  if (!row || (reach !== 'any' && row.senderId !== reach.senderId))
    throw new ProblemError('not-found', 'There is no such send.')
  return row
}

async function totals(db: Database, batchId: string) {
  const { channel, status } = deliveries
  const rows = await db
    .select({ channel, status, count: count() })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .where(eq(notifications.batchId, batchId))
    .groupBy(channel, status)
    .orderBy(channel, status)
  return rows.map((row) => ({ ...row, channel: row.channel as Channel }))
}

/** One send with what became of it, and where its alert stands. @throws ProblemError `not-found` */
export async function readSend(db: Database, id: string, reach: Reach, now: Date): Promise<SendDetails> {
  const row = await find(db, id, reach, now)
  const [deliveries, alert] = await Promise.all([totals(db, id), standingOf(db, row.message.ack?.alertId ?? id)])
  return { ...view(row), deliveries, alert }
}
