import type { Database } from '@wardline/db/connect'
import { and, asc, eq, sql } from 'drizzle-orm'
import { userEvents, userStreams } from '../tables.ts'
import type { StreamEvent, StreamPosition, StreamRead } from './stream-model.ts'

/** What a gateway reads for its open streams: one statement for all of its users, and so one moment. */
export function prepareStreamReads(db: Database) {
  const positions = db
    .select({ userId: userStreams.userId, seq: userStreams.lastSeq, unread: userStreams.unread })
    .from(userStreams)
    .where(sql`${userStreams.userId} = any(${sql.placeholder('userIds')}::uuid[])`)
    .prepare('stream_positions')

  const after = db
    .select({
      seq: userEvents.seq,
      kind: userEvents.kind,
      data: userEvents.data,
      unread: sql<number>`${userEvents.unread}`.as('then_unread'),
    })
    .from(userEvents)
    .where(and(sql`${userEvents.userId} = given.user_id`, sql`${userEvents.seq} > given.after`))
    .orderBy(asc(userEvents.seq))
    .limit(sql.placeholder('limit'))
    .as('event')
  const events = db
    .select({
      userId: userStreams.userId,
      top: userStreams.lastSeq,
      unread: userStreams.unread,
      seq: after.seq,
      kind: after.kind,
      data: after.data,
      unreadThen: after.unread,
    })
    .from(
      sql`unnest(${sql.placeholder('userIds')}::uuid[], ${sql.placeholder('afters')}::bigint[]) as given (user_id, after)`,
    )
    .innerJoin(userStreams, eq(userStreams.userId, sql`given.user_id`))
    .leftJoinLateral(after, sql`true`)
    .orderBy(asc(userStreams.userId), asc(after.seq))
    .prepare('stream_events')

  return {
    /** Where sequences stand; a user who was never told anything stands at 0. */
    async positions(userIds: string[]): Promise<StreamPosition[]> {
      const known = new Map((await positions.execute({ userIds })).map((row) => [row.userId, row]))
      return userIds.map((userId) => known.get(userId) ?? { userId, seq: 0, unread: 0 })
    },

    /** The events after each user's place; `more` when there are more than `limit`. */
    async events(users: { userId: string; after: number }[], limit: number): Promise<StreamRead[]> {
      const reads = new Map<string, StreamRead>(
        users.map(({ userId }) => [userId, { userId, top: 0, unread: 0, more: false, events: [] }]),
      )
      const rows = await events.execute({
        userIds: users.map(({ userId }) => userId),
        afters: users.map(({ after }) => after),
        limit: limit + 1,
      })
      for (const { userId, top, unread, seq, kind, data, unreadThen } of rows) {
        const read = reads.get(userId)
        if (!read) continue
        Object.assign(read, { top, unread })
        if (seq === null) continue
        if (read.events.length === limit) read.more = true
        else read.events.push({ seq, kind, data: { ...data, unread: unreadThen } } as StreamEvent)
      }
      return [...reads.values()]
    },
  }
}
