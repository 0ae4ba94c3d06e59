import type { Database } from '@wardline/db/connect'
import { and, count, desc, eq, inArray, min, sql } from 'drizzle-orm'
import type { FailureGroup } from '../model.ts'
import { deliveries, notifications, unaddressed } from '../tables.ts'
import { isCounted, whyOf } from './counted.ts'
import { group, listed } from './failure-group.ts'
import { findUndone, undoneGroups } from './undone.ts'

const since = (column: typeof deliveries.updatedAt | typeof unaddressed.at) => sql<Date>`${min(column)}`.mapWith(column)

async function failedDeliveries(db: Database, now: Date): Promise<FailureGroup[]> {
  const cause = whyOf.as('why')
  const isTrouble = and(inArray(deliveries.status, ['failed', 'unknown']), isCounted)
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

async function unaddressedPeople(db: Database, now: Date): Promise<FailureGroup[]> {
  const [total] = await db.select({ count: count(), oldestAt: since(unaddressed.at) }).from(unaddressed)
  if (!total?.count) return []
  const rows = await db.select().from(unaddressed).orderBy(desc(unaddressed.at)).limit(listed)
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
 * @param attempts what was tried so often in vain is listed, though it is tried on
 */
export async function findFailures(db: Database, now: Date, attempts: number): Promise<FailureGroup[]> {
  const [failed, undone, unaddressed] = await Promise.all([
    failedDeliveries(db, now),
    findUndone(db, attempts),
    unaddressedPeople(db, now),
  ])
  return [
    ...[...failed, ...undoneGroups(undone, now)].toSorted((a, b) => (a.oldestAt < b.oldestAt ? -1 : 1)),
    ...unaddressed,
  ]
}
