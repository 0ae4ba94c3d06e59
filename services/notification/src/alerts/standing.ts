import type { Database } from '@wardline/db/connect'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { AlertStanding, Asked } from '../model.ts'
import { escalationKind } from '../rules.ts'
import { type AlertRow, ackTasks, deliveries, notifications } from '../tables.ts'
import { findAlert } from './alert.ts'
import type { TaskRow } from './answers.ts'

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

async function lastResortOf(db: Database, copies: Copy[]): Promise<AlertStanding['lastResort']> {
  const ids = copies.map(({ notification }) => notification.id)
  const [row] = await db
    .select({ at: deliveries.createdAt, status: deliveries.status })
    .from(deliveries)
    .where(and(inArray(deliveries.notificationId, ids), eq(deliveries.target, 'fallback')))
  return row ? { at: row.at.toISOString(), status: row.status } : null
}

/** Who is told next unless somebody answers: the open task that is due first says so. */
function nextOf(alert: AlertRow, tasks: TaskRow[]): AlertStanding['next'] {
  const open = tasks.filter(
    (task) => task.state === 'open' && (alert.ownerId === null || alert.ownerId === task.userId),
  )
  const [first] = open.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  return first && !alert.acknowledgedAt ? { at: first.dueAt.toISOString(), step: first.step } : null
}

/** Where an alert stands, for whoever asked; null for a send that wants no answer. */
export async function standingOf(db: Database, id: string): Promise<AlertStanding | null> {
  const alert = await findAlert(db, id)
  if (!alert) return null
  const copies = await asking(db, alert)
  const tasks = copies.map(({ task }) => task)
  const next = nextOf(alert, tasks)
  const lastResort = await lastResortOf(db, copies)
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
