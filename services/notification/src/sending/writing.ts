import type { Transaction } from '@wardline/db/connect'
import { inArray } from 'drizzle-orm'
import { view } from '../inbox/view.ts'
import { worst } from '../rules.ts'
import { appendEvents, lockStreams, type NewEvent, nextSeq, type Streams } from '../stream/sequence.ts'
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
}

export interface Written {
  /** The sequences as they are now, for the hint after the commit. */
  streams: Streams
  /** Something has to leave the house. */
  outgoing: boolean
  /** Notifications of which a delivery failed at once. */
  failed?: string[]
}

async function preferencesOf(tx: Transaction, userIds: string[]): Promise<Map<string, PreferenceRow>> {
  const rows = await tx.select().from(preferences).where(inArray(preferences.userId, userIds))
  return new Map(rows.map((row) => [row.userId, row]))
}

const due = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)

/** Until when somebody has to answer, if they have to. */
const taskOf = ({ id, batchId, userId, channels, ack }: Draft, at: Date): typeof ackTasks.$inferInsert | null =>
  ack && {
    ...ack,
    notificationId: id,
    batchId,
    userId,
    channels,
    state: 'open',
    dueAt: due(at, ack.withinSeconds),
  }

/**
 * Writes notifications with everything that belongs to them, in one transaction: their deliveries (the in-app one is thereby done),
 * their place in each recipient's sequence, and until when somebody has to answer. At most 250 drafts, one for each user.
 */
export async function writeNotifications(
  tx: Transaction,
  drafts: Draft[],
  at: Date,
  hospitalTz: string,
): Promise<Written> {
  if (drafts.length === 0) return { streams: new Map(), outgoing: false }
  const userIds = drafts.map((draft) => draft.userId)
  const streams = await lockStreams(tx, userIds)
  const preference = await preferencesOf(tx, userIds)
  const planned = drafts.map((draft) => planDeliveries(draft, preference.get(draft.userId), at, hospitalTz))

  const rows = drafts.map((draft, index): NotificationRow => {
    const { channels: _, ack, ...message } = draft
    return {
      ...message,
      version: 1,
      createdAt: at,
      updatedAt: at,
      readAt: null,
      ackDueAt: ack && due(at, ack.withinSeconds),
      ackAt: null,
      ackBy: null,
      alertId: null,
      lead: null,
      ownerId: null,
      declinedAt: null,
      repeats: 0,
      alertRevision: 0,
      status: worst((planned[index] ?? []).map((delivery) => delivery.status)),
      seq: nextSeq(streams, draft.userId),
    }
  })
  await tx.insert(notifications).values(rows)

  const outgoing = rows.flatMap(({ id, userId }, index) =>
    (planned[index] ?? []).map((delivery) => ({
      ...delivery,
      id: Bun.randomUUIDv7(),
      notificationId: id,
      userId,
      createdAt: at,
      updatedAt: at,
    })),
  )
  await tx.insert(deliveries).values(outgoing)

  const tasks = drafts.flatMap((draft) => taskOf(draft, at) ?? [])
  if (tasks.length) await tx.insert(ackTasks).values(tasks)

  const events = rows.map(
    (row): NewEvent => ({
      userId: row.userId,
      kind: 'notification',
      notificationId: row.id,
      data: view(row),
      unread: 1,
    }),
  )
  await appendEvents(tx, streams, events, at)
  const failed = outgoing.filter(({ status }) => status === 'failed').map(({ notificationId }) => notificationId)
  return { streams, outgoing: outgoing.some((delivery) => delivery.status === 'pending'), failed }
}
