import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { writeHistory } from '@wardline/kit/history'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { type Changed, changeOwn, own, update, updated } from '../inbox/own.ts'
import { ackView, view } from '../inbox/view.ts'
import type { Notification } from '../model.ts'
import { appendEvents, type Streams } from '../stream/sequence.ts'
import { type AlertRow, ackTasks, history, type NotificationRow, notifications } from '../tables.ts'
import { lockAlert, turn } from './alert.ts'
import { follow, isShared } from './follow.ts'

const notAsked = () => new ProblemError('not-acknowledgeable', 'Nobody has to acknowledge this.')

export type TaskRow = typeof ackTasks.$inferSelect

export interface Answering {
  row: NotificationRow
  task: TaskRow
  alert: AlertRow
}

/** The caller's copy of an alert with everything that an answer to it changes. @throws ProblemError `not-found`, `not-acknowledgeable` */
export async function answering(tx: Transaction, id: string, userId: string): Promise<Answering> {
  const row = await own(tx, id, userId)
  const alert = await lockAlert(tx, row.alertId)
  const [task] = await tx.select().from(ackTasks).where(eq(ackTasks.notificationId, id))
  if (!row.ackDueAt || !alert || !task) throw notAsked()
  return { row, alert, task }
}

export interface Answered extends Changed<Notification> {
  /** Its other copies have to follow. */
  alert: AlertRow
}

/** For whoever has this copy. One that others answer for may say what is no longer so: the alert knows. */
const isAcknowledged = ({ row, alert, task }: Answering): boolean =>
  (isShared(alert.answeredBy, task.step) ? alert.acknowledgedAt : row.ackAt) !== null

const ofAlert = (alert: AlertRow) =>
  sql`${ackTasks.notificationId} in (select id from notification.notification where alert_id = ${alert.id})`

/** Of an alert that everybody answers for themselves: whether all who were asked at first have. */
async function isComplete(tx: Transaction, alert: AlertRow): Promise<boolean> {
  const missing = tx
    .select({ id: notifications.id })
    .from(notifications)
    .innerJoin(ackTasks, eq(ackTasks.notificationId, notifications.id))
    .where(
      and(
        eq(notifications.alertId, alert.id),
        eq(ackTasks.step, 'named'),
        ne(ackTasks.state, 'handed-over'),
        isNull(notifications.ackAt),
      ),
    )
    .limit(1)
  return (await missing).length === 0
}

async function closeTask(tx: Transaction, { task }: Answering, at: Date): Promise<void> {
  await tx
    .update(ackTasks)
    .set({ state: 'answered', endedAt: at })
    .where(and(eq(ackTasks.notificationId, task.notificationId), eq(ackTasks.state, 'open')))
}

const entryOf = (row: NotificationRow, actorId: string, action: string, at: Date) => ({
  entityId: row.id,
  version: row.version,
  at,
  actorId,
  action,
  changes: {},
})

/** Writes an acknowledgement that counts: the alert is theirs, or one of many answers is in. */
async function take(
  tx: Transaction,
  streams: Streams,
  found: Answering,
  at: Date,
): Promise<[NotificationRow, AlertRow]> {
  const { row, alert: before, task } = found
  const { userId } = row
  const shared = isShared(before.answeredBy, task.step)
  let after = await update(tx, row, { ackAt: at, ackBy: userId, ...(shared && { ownerId: userId }) }, at)
  await closeTask(tx, found, at)
  const isSettled = shared || (await isComplete(tx, before))
  const alert = isSettled ? await turn(tx, before, { ownerId: userId, acknowledgedAt: at }, at) : before
  if (isSettled)
    [after = after] = await tx
      .update(notifications)
      .set({ alertRevision: alert.revision })
      .where(eq(notifications.id, row.id))
      .returning()
  await writeHistory(tx, history, [entryOf(after, userId, 'acknowledged', at)])
  await appendEvents(tx, streams, [updated(after, { ack: ackView(after), ownerId: after.ownerId }, 0)], at)
  return [after, alert]
}

/**
 * Acknowledges: somebody has taken this on, so that it does not go further. Of an alert that wants one owner, and of every
 * escalation, one answer is enough for all who were told; whoever comes second sees who has it.
 * @throws ProblemError `not-found`; `not-acknowledgeable` when no answer was asked for
 */
export async function acknowledge(db: Database, id: string, userId: string, at: Date): Promise<Answered> {
  const { answer, streams } = await changeOwn(db, userId, async (tx, streams) => {
    const found = await answering(tx, id, userId)
    const { row, alert } = found
    if (isAcknowledged(found)) {
      const { ackAt, ackBy, ownerId } = follow({ ...row, step: found.task.step }, alert)
      return { notification: view({ ...row, ackAt, ackBy, ownerId }), alert }
    }
    const [after, turned] = await take(tx, streams, found, at)
    return { notification: view(after), alert: turned }
  })
  return { answer: answer.notification, alert: answer.alert, streams }
}

/** When nobody is left who may still answer, the next step is due at once. */
async function hastenWhenLast(tx: Transaction, { alert, task }: Answering, at: Date): Promise<void> {
  const alone = isShared(alert.answeredBy, task.step)
    ? ofAlert(alert)
    : eq(ackTasks.notificationId, task.notificationId)
  const open = and(alone, eq(ackTasks.state, 'open'))
  if ((await tx.$count(ackTasks, and(open, isNull(ackTasks.declinedAt)))) > 0) return
  await tx.update(ackTasks).set({ dueAt: at }).where(open)
}

/**
 * Says that an alert is not theirs. It waits for the others who were asked; when nobody else is left, it goes to the next step at once.
 * @throws ProblemError `not-found`; `not-acknowledgeable` when no answer was asked for, or it was acknowledged
 */
export async function decline(db: Database, id: string, userId: string, reason: string, at: Date): Promise<Answered> {
  const { answer, streams } = await changeOwn(db, userId, async (tx, streams) => {
    const found = await answering(tx, id, userId)
    const { row, alert } = found
    if (isAcknowledged(found))
      throw new ProblemError('not-acknowledgeable', 'This is acknowledged already: hand it over instead.')
    if (row.declinedAt) return { notification: view(row), alert }
    const isOwner = alert.ownerId === userId
    const turned = isOwner ? await turn(tx, alert, { ownerId: null }, at) : alert
    const released = isOwner && { ownerId: null, alertRevision: turned.revision }
    const after = await update(tx, row, { declinedAt: at, ...released }, at)
    await tx.update(ackTasks).set({ declinedAt: at, declineReason: reason }).where(eq(ackTasks.notificationId, id))
    await hastenWhenLast(tx, found, at)
    await writeHistory(tx, history, [{ ...entryOf(after, userId, 'declined', at), reason }])
    const change = { declinedAt: at.toISOString(), ownerId: after.ownerId }
    await appendEvents(tx, streams, [updated(after, change, 0)], at)
    return { notification: view(after), alert: turned }
  })
  return { answer: answer.notification, alert: answer.alert, streams }
}
