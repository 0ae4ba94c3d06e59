import type { Transaction } from '@wardline/db/connect'
import { apply, inserting } from '@wardline/kit/bulk'
import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { view } from '../inbox/view.ts'
import { worst } from '../rules.ts'
import { appending, type Head, locking, type NewEvent, nextSeq, type Streams, streamsOf } from '../stream/sequence.ts'
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

type Preference = Pick<PreferenceRow, 'channels' | 'quietHours' | 'webhookUrl'>

interface Recipient extends Head {
  channels: Preference['channels'] | null
  quiet_hours: Preference['quietHours']
  webhook_url: string | null
}

/** Locks the recipients' sequences, and reads how they want to be told, in one round trip. */
async function lockRecipients(tx: Transaction, userIds: string[]) {
  const { rows } = await tx.execute<Recipient & Record<string, unknown>>(sql`
    with head as (${locking(userIds)})
    select head.user_id, last_seq, unread, channels, quiet_hours, webhook_url
    from head left join ${preferences} on preference.user_id = head.user_id`)
  const preferenceOf = new Map(
    rows.flatMap(({ user_id, channels, quiet_hours: quietHours, webhook_url: webhookUrl }) =>
      channels ? [[user_id, { channels, quietHours, webhookUrl }] as const] : [],
    ),
  )
  return { streams: streamsOf(rows), preferenceOf }
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
 * @param alongside what else belongs to the same change, made in the same round trip
 */
export async function writeNotifications(
  tx: Transaction,
  drafts: Draft[],
  at: Date,
  hospitalTz: string,
  alongside: readonly SQL[] = [],
): Promise<Written> {
  if (drafts.length === 0) {
    await apply(tx, alongside)
    return nothingWritten
  }
  const { streams, preferenceOf } = await lockRecipients(
    tx,
    drafts.map((draft) => draft.userId),
  )
  const written = drafts.map((draft) => {
    const planned = planDeliveries(draft, preferenceOf.get(draft.userId), at, hospitalTz)
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
    ...alongside,
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
