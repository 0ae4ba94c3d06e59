import type { Database } from '@wardline/db/connect'
import { and, count, desc, eq, gte, inArray, lt, min, sql } from 'drizzle-orm'
import type { FailureGroup, RetryFilter } from '../model.ts'
import { deliveries, notifications, unaddressed } from '../tables.ts'
import { isCounted, whyOf } from './counted.ts'
import { group, listed } from './failure-group.ts'
import { isNamed } from './filter.ts'
import { findUndone, isMeant, undoneGroups } from './undone.ts'

const since = (column: typeof deliveries.updatedAt | typeof unaddressed.at) => sql<Date>`${min(column)}`.mapWith(column)

async function failedDeliveries(db: Database, filter: RetryFilter, now: Date): Promise<FailureGroup[]> {
  const cause = whyOf.as('why')
  const isTrouble = and(inArray(deliveries.status, ['failed', 'unknown']), isCounted, isNamed(filter))
  const totals = await db
    .select({ cause, status: deliveries.status, count: count(), oldestAt: since(deliveries.updatedAt) })
    .from(deliveries)
    .where(isTrouble)
    .groupBy(sql`why`, deliveries.status)
  if (totals.length === 0) return []
  const newestFirst = sql`row_number() over (partition by ${deliveries.status}, ${whyOf} order by ${deliveries.updatedAt} desc)`
  const ranked = db
    .select({
      deliveryId: deliveries.id,
      notificationId: deliveries.notificationId,
      userId: deliveries.userId,
      channel: deliveries.channel,
      status: deliveries.status,
      cause,
      updatedAt: deliveries.updatedAt,
      place: newestFirst.as('place'),
    })
    .from(deliveries)
    .where(isTrouble)
    .as('ranked')
  const newest = await db
    .select({
      deliveryId: ranked.deliveryId,
      notificationId: ranked.notificationId,
      userId: ranked.userId,
      channel: ranked.channel,
      status: ranked.status,
      cause: ranked.cause,
      updatedAt: ranked.updatedAt,
      kind: notifications.kind,
      data: notifications.data,
    })
    .from(ranked)
    .innerJoin(notifications, eq(notifications.id, ranked.notificationId))
    .where(sql`${ranked.place} <= ${listed}`)
    .orderBy(desc(ranked.updatedAt))
  return totals.map(({ cause, status, ...total }) =>
    group(
      cause,
      status,
      total,
      newest
        .filter((failed) => failed.cause === cause && failed.status === status)
        .map(({ cause: _, status: __, updatedAt, ...failed }) => ({
          ...failed,
          at: updatedAt.toISOString(),
          addressee: null,
        })),
      now,
    ),
  )
}

async function unaddressedPeople(db: Database, filter: RetryFilter, now: Date): Promise<FailureGroup[]> {
  if (filter.channel || (filter.cause ?? 'unaddressed') !== 'unaddressed') return []
  const wanted = and(
    filter.kind ? eq(unaddressed.kind, filter.kind) : undefined,
    filter.from ? gte(unaddressed.at, new Date(filter.from)) : undefined,
    filter.to ? lt(unaddressed.at, new Date(filter.to)) : undefined,
  )
  const [total] = await db
    .select({ count: count(), oldestAt: since(unaddressed.at) })
    .from(unaddressed)
    .where(wanted)
  if (!total?.count) return []
  const rows = await db.select().from(unaddressed).where(wanted).orderBy(desc(unaddressed.at)).limit(listed)
  const items = rows.map(({ kind, role, personId, userId, data, at }) => ({
    ...{ deliveryId: null, notificationId: null, channel: null, userId, kind, data },
    at: at.toISOString(),
    addressee: { role, id: personId },
  }))
  return [group('unaddressed', null, total, items, now)]
}

/**
 * What did not reach anybody, by cause, the oldest trouble first; people without a login come last, however many:
 * nothing failed there, and there is nothing to send again.
 * @param filter what is named; everything when it names nothing
 * @param attempts what was tried so often in vain is listed, though it is tried on
 */
export async function findFailures(
  db: Database,
  filter: RetryFilter,
  now: Date,
  attempts: number,
): Promise<FailureGroup[]> {
  const [failed, undone, unaddressed] = await Promise.all([
    failedDeliveries(db, filter, now),
    findUndone(db, attempts),
    unaddressedPeople(db, filter, now),
  ])
  const meant = undone.filter((kept) => isMeant(filter, kept))
  return [
    ...[...failed, ...undoneGroups(meant, now)].toSorted((a, b) => (a.oldestAt < b.oldestAt ? -1 : 1)),
    ...unaddressed,
  ]
}
