import type { Transaction } from '@wardline/db/connect'
import { apply, inserting } from '@wardline/kit/bulk'
import { inArray, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { view } from '../inbox/view.ts'
import { worst } from '../rules.ts'
import { appending, lockStreams, type NewEvent, nextSeq, type Streams } from '../stream/sequence.ts'
import {
  ackTasks,
  deliveries,
  type NotificationRow,
  notifications,
  type PreferenceRow,
  preferences,
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

async function preferencesOf(tx: Transaction, userIds: string[]): Promise<Map<string, PreferenceRow>> {
  const rows = await tx.select().from(preferences).where(inArray(preferences.userId, userIds))
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

const rowOf = (draft: Draft, status: NotificationRow['status'], seq: number, at: Date): NotificationRow => ({
  id: draft.id,
  version: 1,
  createdAt: at,
  updatedAt: at,
  batchId: draft.batchId,
  userId: draft.userId,
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
  seq,
  alertId: draft.ack && (draft.ack.alertId ?? draft.batchId),
  lead: draft.lead ?? null,
  ownerId: null,
  declinedAt: null,
  repeats: 0,
  alertRevision: 0,
})

const insertAll = <T extends PgTable>(table: T, [first, ...others]: T['$inferInsert'][]): SQL[] =>
  first ? [inserting(table, [first, ...others])] : []

/**
 * Writes notifications with their deliveries, the in-app one done already: in the same transaction each takes its place in
 * its recipient's sequence. Not more than a set at once. No network call inside.
 */
export async function writeNotifications(
  tx: Transaction,
  drafts: Draft[],
  at: Date,
  hospitalTz: string,
): Promise<Written> {
  if (drafts.length === 0) return nothingWritten
  const userIds = drafts.map((draft) => draft.userId)
  const streams = await lockStreams(tx, userIds)
  const preference = await preferencesOf(tx, userIds)
  const written = drafts.map((draft) => {
    const planned = planDeliveries(draft, preference.get(draft.userId), at, hospitalTz)
    const status = worst(planned.map((delivery) => delivery.status))
    const made = { notificationId: draft.id, userId: draft.userId, createdAt: at, updatedAt: at }
    return {
      row: rowOf(draft, status, nextSeq(streams, draft.userId), at),
      deliveries: planned.map((delivery) => ({
        ...delivery,
        ...made,
        id: Bun.randomUUIDv7(),
        expiresAt: draft.expiresAt ?? null,
      })),
    }
  })
  const rows = written.map(({ row }) => row)
  const outgoing = written.flatMap((each) => each.deliveries)
  const events = rows.map(
    (row): NewEvent => ({
      userId: row.userId,
      kind: 'notification',
      notificationId: row.id,
      data: view(row),
      unread: 1,
    }),
  )
  await apply(tx, [
    ...insertAll(notifications, rows),
    ...insertAll(deliveries, outgoing),
    ...insertAll(
      ackTasks,
      drafts.flatMap((draft) => taskOf(draft, at) ?? []),
    ),
    ...appending(streams, events, at),
  ])
  const failed = outgoing.filter(({ status }) => status === 'failed').map(({ notificationId }) => notificationId)
  return { streams, outgoing: outgoing.some((delivery) => delivery.status === 'pending'), failed }
}
