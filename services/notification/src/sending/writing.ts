import type { Database, Transaction } from '@wardline/db/connect'
import { inserting, numbered, together } from '@wardline/kit/bulk'
import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { view } from '../inbox/view.ts'
import { worst } from '../rules.ts'
import { advancing, type Head, type Streams, streamsOf, those } from '../stream/sequence.ts'
import {
  ackTasks,
  deliveries,
  type NotificationRow,
  notifications,
  type PreferenceRow,
  preferences,
  userEvents,
} from '../tables.ts'
import type { Message } from './message.ts'
import { planDeliveries } from './plan.ts'

/** A message to one user, not written yet. */
export interface Draft extends Message {
  id: string
  batchId: string
  userId: string
  /** What has not arrived by then is not sent any more. */
  expiresAt?: Date | null
}

export interface Written {
  /** The sequences as they are now, for the hint after the commit. */
  streams: Streams
  /** Something has to leave the house. */
  outgoing: boolean
  /** Notifications of which a delivery failed at once. */
  failed?: string[]
}

export const nothingWritten: Written = { streams: new Map(), outgoing: false }

/** What two steps of one change wrote. */
export const both = (one: Written, other: Written): Written => ({
  streams: new Map([...one.streams, ...other.streams]),
  outgoing: one.outgoing || other.outgoing,
  failed: [...(one.failed ?? []), ...(other.failed ?? [])],
})

type Preference = Pick<PreferenceRow, 'channels' | 'quietHours' | 'webhookUrl'>

/** How recipients want to be told. The inbox cannot be switched off: where there is no other channel, nobody is asked. */
async function preferencesOf(db: Database | Transaction, drafts: Draft[]): Promise<Map<string, Preference>> {
  const userIds = drafts.filter(({ channels }) => channels.some((each) => each !== 'in-app')).map((each) => each.userId)
  if (userIds.length === 0) return new Map()
  const { userId, channels, quietHours, webhookUrl } = preferences
  const rows = await db
    .select({ userId, channels, quietHours, webhookUrl })
    .from(preferences)
    .where(sql`${userId} = any(${sql.param(userIds)}::uuid[])`)
  return new Map(rows.map((row) => [row.userId, row]))
}

const due = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)

/** Until when somebody has to answer, if they have to. */
const taskOf = ({ id, batchId, userId, channels, ack }: Draft, at: Date): typeof ackTasks.$inferInsert | null =>
  ack && {
    notificationId: id,
    batchId,
    userId,
    channels,
    state: 'open',
    dueAt: due(at, ack.withinSeconds),
    withinSeconds: ack.withinSeconds,
    step: ack.step,
    escalateTo: ack.escalateTo,
  }

/** A notification as it is written, but for its place in the sequence. */
const rowOf = (draft: Draft, status: NotificationRow['status'], at: Date): Omit<NotificationRow, 'seq'> => ({
  id: draft.id,
  version: 1,
  createdAt: at,
  updatedAt: at,
  batchId: draft.batchId,
  userId: draft.userId,
  senderId: draft.sender?.id ?? null,
  senderName: draft.sender?.name ?? null,
  kind: draft.kind,
  title: draft.title,
  body: draft.body,
  severity: draft.severity,
  link: draft.link,
  data: draft.data,
  readAt: null,
  ackDueAt: draft.ack && due(at, draft.ack.withinSeconds),
  ackAt: null,
  ackBy: null,
  status,
  alertId: draft.ack && (draft.ack.alertId ?? draft.batchId),
  lead: draft.lead ?? null,
  ownerId: null,
  declinedAt: null,
  repeats: 0,
  alertRevision: 0,
})

type Insert = <T extends PgTable>(
  table: T,
  rows: T['$inferInsert'][],
  found?: Parameters<typeof inserting<T>>[2],
) => SQL[]
const insertAll: Insert = (table, [first, ...others], found) =>
  first ? [inserting(table, [first, ...others], found)] : []

/** Every event takes the number that its user's sequence has come to in the same statement. */
const joined = 'join head on head.user_id = given.user_id'
const [seq, unread] = ['head.last_seq', 'head.unread']
const data = `given.data || jsonb_build_object('seq', ${seq})`

/** The notifications, and that they came. */
function insertNotifications(rows: Omit<NotificationRow, 'seq'>[], at: Date): SQL[] {
  const unnumbered = rows.map((row) => ({ ...row, seq: 0 }))
  const events = unnumbered.map((row) => ({
    userId: row.userId,
    kind: 'notification' as const,
    notificationId: row.id,
    at,
    data: view(row),
    seq: 0,
    unread: 0,
  }))
  return [
    ...insertAll(notifications, unnumbered, { joined, values: { seq } }),
    ...insertAll(userEvents, events, { joined, values: { seq, unread, data } }),
  ]
}

/** What belongs to the same change as notifications, made in the same statement. */
export interface Alongside {
  changes?: readonly SQL[]
  /** Changes under names of their own, by which it is found who is told after all. */
  deciding?: Record<string, SQL>
  /** The `user_id`s of those, and of nobody without a draft; everybody with one when absent. */
  recipients?: SQL
}

/**
 * Writes notifications with their deliveries, the in-app one done already, each in its place of its recipient's sequence:
 * in one statement, so that it needs no transaction where nothing else belongs to the change. Not more than a set at
 * once, and one for each user.
 */
export async function writeNotifications(
  db: Database | Transaction,
  drafts: Draft[],
  at: Date,
  hospitalTz: string,
  { changes = [], deciding = {}, recipients }: Alongside = {},
): Promise<Written> {
  const alongside = { ...deciding, ...numbered(changes) }
  if (drafts.length === 0) {
    if (Object.keys(alongside).length > 0) await db.execute(together(alongside, sql`select 1`))
    return nothingWritten
  }
  const preferenceOf = await preferencesOf(db, drafts)
  const planned = drafts.map((draft) => {
    const made = { notificationId: draft.id, userId: draft.userId, createdAt: at, updatedAt: at }
    const expiresAt = draft.expiresAt ?? null
    return planDeliveries(draft, preferenceOf.get(draft.userId), at, hospitalTz).map((delivery) => ({
      ...delivery,
      ...made,
      id: Bun.randomUUIDv7(),
      expiresAt,
    }))
  })
  const statusOf = (index: number) => worst((planned[index] ?? []).map((delivery) => delivery.status))
  const made = [
    ...changes,
    ...insertNotifications(
      drafts.map((draft, index) => rowOf(draft, statusOf(index), at)),
      at,
    ),
    ...insertAll(deliveries, planned.flat(), { joined, values: {} }),
    ...insertAll(
      ackTasks,
      drafts.flatMap((draft) => taskOf(draft, at) ?? []),
      { joined, values: {} },
    ),
  ]
  const head = advancing(recipients ?? those(drafts.map((draft) => draft.userId)))
  const parts = { ...deciding, head, ...numbered(made) }
  const { rows } = await db.execute<Head & Record<string, unknown>>(
    together(parts, sql`select user_id, last_seq, unread from head`),
  )
  const streams = streamsOf(rows)
  const written = planned.flat().filter(({ userId }) => streams.has(userId))
  const failed = written.filter(({ status }) => status === 'failed').map(({ notificationId }) => notificationId)
  return { streams, outgoing: written.some((delivery) => delivery.status === 'pending'), failed }
}
