import type { Database } from '@wardline/db/connect'
import { and, asc, eq } from 'drizzle-orm'
import type { AlertStanding, Asked } from '../model.ts'
import { escalationKind } from '../rules.ts'
import { type AlertRow, ackTasks, deliveries, notifications } from '../tables.ts'
import { findAlert } from './alert.ts'

/** So many of those who were asked are listed. */
const listed = 500

const asking = (db: Database, alert: AlertRow) =>
  db
    .select({ notification: notifications, task: ackTasks })
    .from(notifications)
    .innerJoin(ackTasks, eq(ackTasks.notificationId, notifications.id))
    .where(eq(notifications.alertId, alert.id))
    .orderBy(asc(notifications.createdAt), asc(notifications.id))
    .limit(listed)
type Copy = Awaited<ReturnType<typeof asking>>[number]

const iso = (at: Date | null) => at?.toISOString() ?? null

function answerOf({ notification: { ackAt, ackBy, userId }, task }: Copy): [Asked['answer'], Date | null] {
  if (ackAt && ackBy === userId) return ['acknowledged', ackAt]
  if (task.handedOverTo) return ['handed-over', task.endedAt]
  if (task.declinedAt) return ['declined', task.declinedAt]
  if (ackAt || task.state === 'handed-over' || task.state === 'answered') return ['released', task.endedAt]
  return task.state === 'escalated' ? ['silent', null] : ['waiting', null]
}

function askedView(alert: AlertRow, copy: Copy): Asked {
  const { notification, task } = copy
  const { id, userId, batchId, kind, createdAt, readAt } = notification
  const [answer, answeredAt] = answerOf(copy)
  return {
    notificationId: id,
    userId,
    via: kind === escalationKind ? 'escalation' : batchId === alert.id ? 'sent' : 'hand-over',
    at: createdAt.toISOString(),
    dueAt: task.dueAt.toISOString(),
    readAt: iso(readAt),
    answer,
    answeredAt: iso(answeredAt),
    reason: task.declineReason,
    handedOverTo: task.handedOverTo,
  }
}

async function lastResortOf(db: Database, alert: AlertRow): Promise<AlertStanding['lastResort']> {
  const [row] = await db
    .select({ at: deliveries.createdAt, status: deliveries.status })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .where(and(eq(notifications.alertId, alert.id), eq(deliveries.target, 'fallback')))
    .limit(1)
  return row ? { at: row.at.toISOString(), status: row.status } : null
}

/** Who is told next unless somebody answers: the open task that is due first says so, listed or not. */
async function nextOf(db: Database, alert: AlertRow): Promise<AlertStanding['next']> {
  if (alert.acknowledgedAt) return null
  const isOpen = and(eq(notifications.alertId, alert.id), eq(ackTasks.state, 'open'))
  const [first] = await db
    .select({ dueAt: ackTasks.dueAt, step: ackTasks.step, escalateTo: ackTasks.escalateTo })
    .from(ackTasks)
    .innerJoin(notifications, eq(notifications.id, ackTasks.notificationId))
    .where(alert.ownerId ? and(isOpen, eq(ackTasks.userId, alert.ownerId)) : isOpen)
    .orderBy(asc(ackTasks.dueAt))
    .limit(1)
  if (!first) return null
  const step = first.step === 'named' && first.escalateTo === null ? 'admins' : first.step
  return { at: first.dueAt.toISOString(), step }
}

/** Where an alert stands, for whoever asked; null for a send that wants no answer. */
export async function standingOf(db: Database, id: string): Promise<AlertStanding | null> {
  const alert = await findAlert(db, id)
  if (!alert) return null
  const [copies, next, lastResort] = await Promise.all([asking(db, alert), nextOf(db, alert), lastResortOf(db, alert)])
  const { answeredBy, ownerId, acknowledgedAt, repeats, repeatedAt } = alert
  const isOver = next === null && copies.length > 0
  return {
    id,
    answeredBy,
    status: acknowledgedAt ? 'acknowledged' : ownerId ? 'handed-over' : isOver ? 'unanswered' : 'waiting',
    ownerId,
    acknowledgedAt: iso(acknowledgedAt),
    repeats,
    repeatedAt: iso(repeatedAt),
    next,
    lastResort,
    asked: copies.map((copy) => askedView(alert, copy)),
  }
}
