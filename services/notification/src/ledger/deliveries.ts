import type { Database } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { DeliveryRecord } from '../model.ts'
import { canaryUserId, causes, meanings } from '../rules.ts'
import { attempts, deliveries, notifications } from '../tables.ts'

/**
 * Every delivery of a notification with every attempt, oldest first.
 * @throws ProblemError `not-found`
 */
export async function deliveriesOf(db: Database, notificationId: string): Promise<DeliveryRecord[]> {
  const isIt = and(eq(notifications.id, notificationId), ne(notifications.userId, canaryUserId))
  if ((await db.$count(notifications, isIt)) === 0)
    throw new ProblemError('not-found', 'There is no such notification.')
  const rows = await db
    .select()
    .from(deliveries)
    .where(eq(deliveries.notificationId, notificationId))
    .orderBy(asc(deliveries.id))
  const ids = rows.map((row) => row.id)
  const tried = await db
    .select()
    .from(attempts)
    .where(inArray(attempts.deliveryId, ids))
    .orderBy(asc(attempts.generation), asc(attempts.n))
  const of = Map.groupBy(tried, (attempt) => attempt.deliveryId)
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    target: row.target,
    status: row.status,
    cause: row.cause,
    meaning: row.cause ? causes[row.cause] : meanings[row.status],
    generation: row.generation,
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    overridden: row.overridden,
    attempts: (of.get(row.id) ?? []).map(({ n, generation, startedAt, endedAt, outcome, error }) => ({
      n,
      generation,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      outcome,
      error,
    })),
  }))
}
