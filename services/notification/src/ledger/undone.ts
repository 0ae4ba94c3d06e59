import type { Database } from '@wardline/db/connect'
import type { Author } from '@wardline/kit/change'
import { writeHistory } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import { and, count, eq, gte, inArray, isNull, max, min, sql } from 'drizzle-orm'
import type { Undone } from '../delivery/setbacks.ts'
import type { FailureGroup, RetryFilter } from '../model.ts'
import { ackTasks, batches, fanoutSets, history, notifications } from '../tables.ts'
import { type Failed, group, listed } from './failure-group.ts'

/** Something that is due and cannot be done, for one person whom it keeps from being told. */
interface Kept {
  cause: Undone
  /** Under which the history has its tries. */
  entityId: string
  createdAt: Date
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
    .select({ ...tried, userIds, ids, createdAt: batches.createdAt, message: batches.message })
    .from(fanoutSets)
    .innerJoin(batches, eq(batches.id, batchId))
    .innerJoin(history, and(eq(history.entityId, sql`${ids}[1]`), eq(history.action, 'not-written')))
    .where(isNull(doneAt))
    .groupBy(batchId, n, batches.id)
    .having(gte(count(), attempts))
  return sets.flatMap(({ since, last, createdAt, userIds, ids: [entityId = ''], message: { kind, data } }) =>
    userIds.map((userId) => ({
      ...{ cause: 'not-written' as const, entityId, createdAt, since },
      item: { ...nowhere, notificationId: null, userId, kind, data, at: last.toISOString() },
    })),
  )
}

async function unescalated(db: Database, attempts: number): Promise<Kept[]> {
  const { id: notificationId, createdAt, userId, kind, data } = notifications
  const tasks = await db
    .select({ ...tried, createdAt, notificationId, userId, kind, data })
    .from(ackTasks)
    .innerJoin(notifications, eq(notificationId, ackTasks.notificationId))
    .innerJoin(history, and(eq(history.entityId, ackTasks.notificationId), eq(history.action, 'not-escalated')))
    .where(eq(ackTasks.state, 'open'))
    .groupBy(notificationId)
    .having(gte(count(), attempts))
  return tasks.map(({ since, last, createdAt, ...task }) => ({
    ...{ cause: 'not-escalated' as const, entityId: task.notificationId, createdAt, since },
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

const isMeant = ({ cause, kind, channel, from, to }: RetryFilter, kept: Kept): boolean =>
  channel === undefined &&
  (cause ?? kept.cause) === kept.cause &&
  (kind ?? kept.item.kind) === kept.item.kind &&
  (!from || kept.createdAt >= new Date(from)) &&
  (!to || kept.createdAt < new Date(to))

/** Tries at once what was put off and what the filter names, on record; or only says whom that concerns. */
export async function hasten(
  db: Database,
  { filter, dryRun, attempts }: { filter: RetryFilter; dryRun: boolean; attempts: number },
  { actorId, at }: Author,
): Promise<string[]> {
  const meant = (await findUndone(db, attempts)).filter((kept) => isMeant(filter, kept))
  const users = meant.flatMap(({ item }) => item.userId ?? [])
  const ids = [...new Set(meant.map(({ entityId }) => entityId))].toSorted()
  if (dryRun || ids.length === 0) return users
  await transact(db, async (tx) => {
    const first = sql`${fanoutSets.ids}[1]`
    await tx
      .update(fanoutSets)
      .set({ dueAt: at, enqueuedAt: null })
      .where(and(inArray(first, ids), isNull(fanoutSets.doneAt)))
    await tx
      .update(ackTasks)
      .set({ dueAt: at })
      .where(and(inArray(ackTasks.notificationId, ids), eq(ackTasks.state, 'open')))
    const entry = { version: 1, at, actorId, action: 'retried', changes: {} }
    await writeHistory(
      tx,
      history,
      ids.map((entityId) => ({ ...entry, entityId })),
    )
  })
  return users
}
