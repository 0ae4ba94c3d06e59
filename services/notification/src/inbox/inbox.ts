import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { writeHistory } from '@wardline/kit/history'
import { byInstant, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { transact } from '@wardline/kit/transaction'
import { and, eq, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Notification, NotificationPage, NotificationQuery } from '../model.ts'
import { formatPosition } from '../rules.ts'
import { appendEvents, lockStreams, type NewEvent, type Streams } from '../stream/sequence.ts'
import type { Update } from '../stream/stream-model.ts'
import { ackTasks, history, type NotificationRow, notifications, userStreams } from '../tables.ts'
import { ackView, view } from './view.ts'

/** A page, the caller's unread count and position, all of one snapshot. */
export function listNotifications(
  db: Database,
  query: NotificationQuery,
  userId: string,
  epoch: string,
): Promise<NotificationPage> {
  const { limit = defaultLimit, sort = '-createdAt', count } = query
  const { createdAt, id, readAt, title, body } = notifications
  const text = query.q && containing(query.q)
  const { after, orderBy } = keyset({ sort, cursor: query.cursor, columns: { createdAt: byInstant(createdAt) }, id })
  const matching = and(
    query.scope === 'all' ? undefined : eq(notifications.userId, userId),
    query.unread === undefined ? undefined : query.unread ? isNull(readAt) : isNotNull(readAt),
    query.severity ? eq(notifications.severity, query.severity) : undefined,
    query.status ? eq(notifications.status, query.status) : undefined,
    query.kind ? eq(notifications.kind, query.kind) : undefined,
    text ? or(isLike(title, text), isLike(body, text)) : undefined,
  )
  return db.transaction(
    async (tx) => {
      const [stream] = await tx.select().from(userStreams).where(eq(userStreams.userId, userId))
      const found = await tx
        .select()
        .from(notifications)
        .where(and(matching, after))
        .orderBy(...orderBy)
        .limit(limit + 1)
      const total = () => tx.$count(notifications, matching)
      return {
        ...(await page(found, { limit, sort, count }, { sortValue: (row) => row.createdAt, view, total })),
        unread: stream?.unread ?? 0,
        position: formatPosition(epoch, stream?.lastSeq ?? 0),
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** What a change of someone's inbox comes to: the answer, and how far their sequence is now. */
export interface Changed<T> {
  answer: T
  streams: Streams
}

/** Changes the caller's own inbox under its lock. Somebody else's notification is not to be found there. */
const changeOwn = <T>(db: Database, userId: string, work: (tx: Transaction, streams: Streams) => Promise<T>) =>
  transact(db, async (tx): Promise<Changed<T>> => {
    const streams = await lockStreams(tx, [userId])
    return { answer: await work(tx, streams), streams }
  })

async function own(tx: Transaction, id: string, userId: string): Promise<NotificationRow> {
  const [row] = await tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.id, id), eq(notifications.userId, userId)))
  if (!row) throw new ProblemError('not-found', 'There is no such notification.')
  return row
}

async function update(tx: Transaction, row: NotificationRow, values: Partial<NotificationRow>, at: Date) {
  const rows = await tx
    .update(notifications)
    .set({ ...values, version: row.version + 1, updatedAt: at })
    .where(eq(notifications.id, row.id))
    .returning()
  return rows[0] as NotificationRow
}

const updated = (row: NotificationRow, change: Omit<Update, 'id'>, unread: -1 | 0 | 1): NewEvent => ({
  userId: row.userId,
  kind: 'updated',
  notificationId: row.id,
  data: { id: row.id, ...change },
  unread,
})

/** Marks one as read or unread; toggles when `read` is undefined. */
export const markRead = (db: Database, id: string, userId: string, read: boolean | undefined, at: Date) =>
  changeOwn(db, userId, async (tx, streams): Promise<Notification> => {
    const row = await own(tx, id, userId)
    const isRead = row.readAt !== null
    const wanted = read ?? !isRead
    if (wanted === isRead) return view(row)
    const after = await update(tx, row, { readAt: wanted ? at : null }, at)
    const readAt = after.readAt?.toISOString() ?? null
    await appendEvents(tx, streams, [updated(after, { readAt }, wanted ? -1 : 1)], at)
    return view(after)
  })

/** Marks as read what has come up to `upTo` (everything when undefined): what its reader has not seen stays unread. */
export const markAllRead = (db: Database, userId: string, upTo: number | undefined, at: Date) =>
  changeOwn(db, userId, async (tx, streams) => {
    const { readAt, seq } = notifications
    const unseen = upTo === undefined ? undefined : lte(seq, upTo)
    const rows = await tx
      .update(notifications)
      .set({ readAt: at, updatedAt: at, version: sql`${notifications.version} + 1` })
      .where(and(eq(notifications.userId, userId), isNull(readAt), unseen))
      .returning()
    const events = rows.toSorted((a, b) => a.seq - b.seq).map((row) => updated(row, { readAt: at.toISOString() }, -1))
    await appendEvents(tx, streams, events, at)
    return { count: rows.length, unread: streams.get(userId)?.unread ?? 0 }
  })

/**
 * Acknowledges: somebody has taken this on, so that it does not go further. Of an escalation, one answer is enough for all who were told.
 * @throws ProblemError `not-acknowledgeable` when no answer was asked for
 */
export const acknowledge = (db: Database, id: string, userId: string, at: Date) =>
  changeOwn(db, userId, async (tx, streams): Promise<Notification> => {
    const row = await own(tx, id, userId)
    if (!row.ackDueAt) throw new ProblemError('not-acknowledgeable', 'Nobody has to acknowledge this.')
    if (row.ackAt) return view(row)
    const after = await update(tx, row, { ackAt: at, ackBy: userId }, at)
    // Only the system itself writes tasks beyond the first step: a sender's words do not tell what is an escalation.
    const escalated = and(eq(ackTasks.batchId, row.batchId), ne(ackTasks.step, 'named'))
    await tx
      .update(ackTasks)
      .set({ state: 'answered', endedAt: at })
      .where(and(or(eq(ackTasks.notificationId, id), escalated), eq(ackTasks.state, 'open')))
    const entry = { entityId: id, version: after.version, at, actorId: userId, action: 'acknowledged', changes: {} }
    await writeHistory(tx, history, [entry])
    await appendEvents(tx, streams, [updated(after, { ack: ackView(after) }, 0)], at)
    return view(after)
  })
