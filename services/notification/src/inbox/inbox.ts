import type { Database } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { byInstant, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { and, eq, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Notification, NotificationPage, NotificationQuery } from '../model.ts'
import { canaryUserId, formatPosition } from '../rules.ts'
import { appendEvents } from '../stream/sequence.ts'
import { notifications, userStreams } from '../tables.ts'
import { changeOwn, own, update, updated } from './own.ts'
import { view } from './view.ts'

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
  const { order, after, orderBy } = keyset({
    sort,
    cursor: query.cursor,
    columns: { createdAt: byInstant(createdAt) },
    id,
  })
  const matching = and(
    query.scope === 'all' ? ne(notifications.userId, canaryUserId) : eq(notifications.userId, userId),
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
        ...(await page(found, { limit, order, count }, { sortValue: (row) => row.createdAt, view, total })),
        unread: stream?.unread ?? 0,
        position: formatPosition(epoch, stream?.lastSeq ?? 0),
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/**
 * One notification.
 * @param userId whose it has to be; undefined: anybody's
 * @throws ProblemError `not-found`, also for somebody else's
 */
export async function readNotification(db: Database, id: string, userId: string | undefined): Promise<Notification> {
  const isTheirs = userId === undefined ? ne(notifications.userId, canaryUserId) : eq(notifications.userId, userId)
  const [row] = await db
    .select()
    .from(notifications)
    .where(and(eq(notifications.id, id), isTheirs))
  if (!row) throw new ProblemError('not-found', 'There is no such notification.')
  return view(row)
}

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
