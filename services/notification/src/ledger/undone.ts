import type { Database, Transaction } from '@wardline/db/connect'
import type { Author } from '@wardline/kit/change'
import { writeHistory } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import { and, count, eq, gte, inArray, isNull, max, min, type SQL, sql } from 'drizzle-orm'
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

async function unescalated(db: Database | Transaction, attempts: number, matching?: SQL): Promise<Kept[]> {
  const { id: notificationId, createdAt, userId, kind, data } = notifications
  const tasks = await db
    .select({ ...tried, createdAt, notificationId, userId, kind, data })
    .from(ackTasks)
    .innerJoin(notifications, eq(notificationId, ackTasks.notificationId))
    .innerJoin(history, and(eq(history.entityId, ackTasks.notificationId), eq(history.action, 'not-escalated')))
    .where(and(eq(ackTasks.state, 'open'), matching))
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

/** Whether a filter names something that is tried on; `from` and `to` are about when it was sent. */
export const isMeant = ({ cause, kind, channel, from, to }: RetryFilter, kept: Kept): boolean =>
  channel === undefined &&
  (cause ?? kept.cause) === kept.cause &&
  (kind ?? kept.item.kind) === kept.item.kind &&
  (!from || kept.createdAt >= new Date(from)) &&
  (!to || kept.createdAt < new Date(to))

/** Tries at once what was put off, and puts on record who wanted it. Which of it was still to be done. */
async function tryNow(tx: Transaction, entityIds: string[], { actorId, at }: Author): Promise<string[]> {
  const first = sql<string>`${fanoutSets.ids}[1]`
  const sets = await tx
    .update(fanoutSets)
    .set({ dueAt: at, enqueuedAt: null })
    .where(and(inArray(first, entityIds), isNull(fanoutSets.doneAt)))
    .returning({ id: first })
  const tasks = await tx
    .update(ackTasks)
    .set({ dueAt: at })
    .where(and(inArray(ackTasks.notificationId, entityIds), eq(ackTasks.state, 'open')))
    .returning({ id: ackTasks.notificationId })
  const ids = [...sets, ...tasks].map(({ id }) => id)
  const entry = { version: 1, at, actorId, action: 'retried', changes: {} }
  await writeHistory(
    tx,
    history,
    ids.map((entityId) => ({ ...entry, entityId })),
  )
  return ids
}

/** Tries at once what was put off and what the filter names; or only says whom that concerns. */
export async function hasten(
  db: Database,
  { filter, dryRun, attempts }: { filter: RetryFilter; dryRun: boolean; attempts: number },
  author: Author,
): Promise<string[]> {
  const meant = (await findUndone(db, attempts)).filter((kept) => isMeant(filter, kept))
  const ids = [...new Set(meant.map(({ entityId }) => entityId))].toSorted()
  const tried = dryRun || ids.length === 0 ? ids : await transact(db, (tx) => tryNow(tx, ids, author))
  return meant.filter(({ entityId }) => tried.includes(entityId)).flatMap(({ item }) => item.userId ?? [])
}

/** The same of one notification that stands among the failures because nobody could be told that it is unanswered. Whether it did. */
export async function hastenOne(tx: Transaction, id: string, attempts: number, author: Author): Promise<boolean> {
  const found = await unescalated(tx, attempts, eq(ackTasks.notificationId, id))
  return found.length > 0 && (await tryNow(tx, [id], author)).length > 0
}
