import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { RetryFilter } from '../model.ts'
import type { Cause } from '../rules.ts'
import { deliveries, notifications } from '../tables.ts'
import { whyOf } from './counted.ts'

function ofNotification({ kind, from, to }: RetryFilter): SQL | undefined {
  const wanted = and(
    kind ? eq(notifications.kind, kind) : undefined,
    from ? gte(notifications.createdAt, new Date(from)) : undefined,
    to ? lt(notifications.createdAt, new Date(to)) : undefined,
  )
  return (
    wanted &&
    sql`exists (select from ${notifications} where ${notifications.id} = ${deliveries.notificationId} and ${wanted})`
  )
}

/** Which deliveries a filter names: the list of failures and a retry of what it shows mean the same ones. */
export const isNamed = (filter: RetryFilter): SQL | undefined =>
  and(
    filter.cause ? eq(whyOf, filter.cause as Cause) : undefined,
    filter.channel ? eq(deliveries.channel, filter.channel) : undefined,
    ofNotification(filter),
  )
