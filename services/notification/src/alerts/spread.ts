import type { Database, Transaction } from '@wardline/db/connect'
import { transact } from '@wardline/kit/transaction'
import { and, asc, eq, getTableColumns, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { ackView, wordsOf } from '../inbox/view.ts'
import { appendEvents, lockStreams, type NewEvent, type Streams, setSize } from '../stream/sequence.ts'
import type { Update } from '../stream/stream-model.ts'
import { type AlertRow, ackTasks, alerts, type NotificationRow, notifications } from '../tables.ts'
import { type Copy, type Followed, follow } from './follow.ts'

type CopyRow = NotificationRow & Pick<Copy, 'step'>

const copies = (db: Database | Transaction, matching: SQL | undefined) =>
  db
    .select({ ...getTableColumns(notifications), step: ackTasks.step })
    .from(notifications)
    .innerJoin(ackTasks, eq(ackTasks.notificationId, notifications.id))
    .where(matching)
    .orderBy(asc(notifications.userId))

const behind = (alert: AlertRow) =>
  and(eq(notifications.alertId, alert.id), lt(notifications.alertRevision, alert.revision))

/** What open pages are told of a copy that has followed; undefined when nothing that is seen has changed. */
function changeOf(before: CopyRow, after: NotificationRow): Omit<Update, 'id'> | undefined {
  const isAckNew = after.ackAt?.getTime() !== before.ackAt?.getTime() || after.ackBy !== before.ackBy
  const change: Omit<Update, 'id'> = {
    ...(isAckNew && { ack: ackView(after) }),
    ...(after.ownerId !== before.ownerId && { ownerId: after.ownerId }),
    ...(after.readAt !== before.readAt && { readAt: after.readAt?.toISOString() ?? null }),
    ...(after.repeats !== before.repeats && { ...wordsOf(after), repeats: after.repeats, ack: ackView(after) }),
  }
  return Object.keys(change).length > 0 ? change : undefined
}

async function write(tx: Transaction, followed: [id: string, Followed][], at: Date): Promise<void> {
  const rows = followed.map(([id, { task: _, ...row }]) => ({
    id,
    ack_at: row.ackAt,
    ack_by: row.ackBy,
    read_at: row.readAt,
    owner_id: row.ownerId,
    title: row.title,
    body: row.body,
    repeats: row.repeats,
    alert_revision: row.alertRevision,
  }))
  await tx.execute(sql`
    update ${notifications} as mine set
      ack_at = now.ack_at, ack_by = now.ack_by, read_at = now.read_at, owner_id = now.owner_id, title = now.title,
      body = now.body, repeats = now.repeats, alert_revision = now.alert_revision,
      version = mine.version + 1, updated_at = ${at}
    from jsonb_populate_recordset(null::notification.notification, ${JSON.stringify(rows)}::jsonb) as now
    where mine.id = now.id`)
  for (const state of ['answered', 'handed-over'] as const) {
    const ids = followed.filter(([, { task }]) => task === state).map(([id]) => id)
    if (ids.length)
      await tx
        .update(ackTasks)
        .set({ state, endedAt: at })
        .where(and(inArray(ackTasks.notificationId, ids), eq(ackTasks.state, 'open')))
  }
}

/** Brings copies of an alert up to date whose users are locked, and tells their pages. */
async function bringUpToDate(tx: Transaction, streams: Streams, id: string, userIds: string[], at: Date) {
  const [alert] = await tx.select().from(alerts).where(eq(alerts.id, id))
  if (!alert) return
  const rows = await copies(tx, and(behind(alert), inArray(notifications.userId, userIds)))
  const followed = rows.map((row): [string, Followed] => [row.id, follow(row, alert)])
  if (followed.length === 0) return
  await write(tx, followed, at)
  const events = rows.flatMap((before, index): NewEvent[] => {
    const after = { ...before, ...followed[index]?.[1] }
    const change = changeOf(before, after)
    const unread = Number(after.readAt === null) - Number(before.readAt === null)
    if (!change) return []
    return [
      {
        userId: before.userId,
        kind: 'updated',
        notificationId: before.id,
        data: { id: before.id, ...change },
        unread: unread as -1 | 0 | 1,
      },
    ]
  })
  await appendEvents(tx, streams, events, at)
}

/** One set of copies that have not followed; undefined when there was none, and the alert has been followed. */
async function spreadSet(db: Database, alert: AlertRow, at: Date): Promise<Streams | undefined> {
  const found = await copies(db, behind(alert)).limit(setSize)
  if (found.length > 0)
    return transact(db, async (tx) => {
      const userIds = found.map((copy) => copy.userId)
      const streams = await lockStreams(tx, userIds)
      await bringUpToDate(tx, streams, alert.id, userIds, at)
      return streams
    })
  // A change meanwhile has a higher revision, and is spread next.
  await db
    .update(alerts)
    .set({ isSpreading: false })
    .where(and(eq(alerts.id, alert.id), eq(alerts.revision, alert.revision)))
  return
}

type Announce = (streams: Streams) => void

/** Brings every copy of an alert up to date, set by set, and says after each commit how far sequences have come. */
async function spread(db: Database, alert: AlertRow, at: Date, announce: Announce, sets: number): Promise<void> {
  for (let set = 0; set < sets; set++) {
    const streams = await spreadSet(db, alert, at)
    if (!streams) return
    announce(streams)
  }
}

/** What a request does of it itself: all of it, unless very many were asked. The rest is a worker's. */
export const spreadNow = (db: Database, alert: AlertRow, at: Date, announce: Announce): Promise<void> =>
  alert.isSpreading ? spread(db, alert, at, announce, 2) : Promise.resolve()

/** What requests left, or a crash. */
export async function spreadRest(db: Database, at: Date, announce: Announce): Promise<void> {
  const found = await db
    .select()
    .from(alerts)
    .where(eq(alerts.isSpreading, true))
    .orderBy(asc(alerts.updatedAt))
    .limit(setSize)
  for (const alert of found) await spread(db, alert, at, announce, Number.POSITIVE_INFINITY)
}
