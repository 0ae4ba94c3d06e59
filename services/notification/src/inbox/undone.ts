import type { Database } from '@wardline/db/connect'
import { and, count, eq, gte, isNull, max, min, sql } from 'drizzle-orm'
import type { Undone } from '../delivery/setbacks.ts'
import type { FailureGroup } from '../model.ts'
import { ackTasks, batches, fanoutSets, history, notifications } from '../tables.ts'
import { type Failed, group, listed } from './failure-group.ts'

/** Something that is due and cannot be done, for one person whom it keeps from being told. */
interface Kept {
  cause: Undone
  /** Of the first try in vain, and of the last one. */
  since: Date
  item: Failed
}

const tried = {
  since: sql<Date>`${min(history.at)}`.mapWith(history.at),
  last: sql<Date>`${max(history.at)}`.mapWith(history.at),
}

async function unwritten(db: Database, attempts: number): Promise<Kept[]> {
  const { batchId, n, ids, userIds, doneAt } = fanoutSets
  const sets = await db
    .select({ ...tried, userIds, message: batches.message })
    .from(fanoutSets)
    .innerJoin(batches, eq(batches.id, batchId))
    .innerJoin(history, and(eq(history.entityId, sql`${ids}[1]`), eq(history.action, 'not-written')))
    .where(isNull(doneAt))
    .groupBy(batchId, n, batches.id)
    .having(gte(count(), attempts))
  return sets.flatMap(({ since, last, userIds, message: { kind, data } }) =>
    userIds.map((userId) => ({
      cause: 'not-written' as const,
      since,
      item: { ...nowhere, notificationId: null, userId, kind, data, at: last.toISOString() },
    })),
  )
}

async function unescalated(db: Database, attempts: number): Promise<Kept[]> {
  const { id: notificationId, userId, kind, data } = notifications
  const tasks = await db
    .select({ ...tried, notificationId, userId, kind, data })
    .from(ackTasks)
    .innerJoin(notifications, eq(notificationId, ackTasks.notificationId))
    .innerJoin(history, and(eq(history.entityId, ackTasks.notificationId), eq(history.action, 'not-escalated')))
    .where(eq(ackTasks.state, 'open'))
    .groupBy(notificationId)
    .having(gte(count(), attempts))
  return tasks.map(({ since, last, ...task }) => ({
    cause: 'not-escalated' as const,
    since,
    item: { ...nowhere, ...task, at: last.toISOString() },
  }))
}

const nowhere = { deliveryId: null, channel: null, addressee: null }

/** What was tried at least so often in vain, and is not done yet. */
export async function findUndone(db: Database, attempts: number): Promise<Kept[]> {
  return (await Promise.all([unwritten(db, attempts), unescalated(db, attempts)])).flat()
}

/** The same by cause, as administrators see it. It is tried on: it leaves the list when it is done. */
export const undoneGroups = (kept: Kept[], now: Date): FailureGroup[] =>
  [...Map.groupBy(kept, ({ cause }) => cause)].map(([cause, each]) => {
    const items = each.map(({ item }) => item).toSorted((a, b) => (a.at > b.at ? -1 : 1))
    const oldestAt = new Date(Math.min(...each.map(({ since }) => since.getTime())))
    return group(cause, 'failed', { count: each.length, oldestAt }, items.slice(0, listed), now)
  })
