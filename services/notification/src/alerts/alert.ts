import type { Database, Transaction } from '@wardline/db/connect'
import { writeHistory } from '@wardline/kit/history'
import { eq, sql } from 'drizzle-orm'
import { type AlertRow, ackTasks, alerts, history, notifications } from '../tables.ts'

/**
 * An alert under its lock, which comes after the locks of the inboxes that are about to change.
 * Undefined for an id that belongs to none.
 */
export async function lockAlert(tx: Transaction, id: string | null): Promise<AlertRow | undefined> {
  if (id === null) return
  const [alert] = await tx.select().from(alerts).where(eq(alerts.id, id)).for('update')
  return alert
}

/** Changes an alert that is locked: its copies have to follow. */
export async function turn(tx: Transaction, alert: AlertRow, values: Partial<AlertRow>, at: Date): Promise<AlertRow> {
  const [row] = await tx
    .update(alerts)
    .set({ ...values, revision: sql`${alerts.revision} + 1`, isSpreading: true, updatedAt: at })
    .where(eq(alerts.id, alert.id))
    .returning()
  return row as AlertRow
}

/**
 * Copies of a set that is written late follow what the alert has come to meanwhile. When those who were asked with them
 * stayed silent, and one answer stands for all, the next step has been told: it is not told again because of these.
 */
export async function catchUp(tx: Transaction, id: string, notificationIds: string[], at: Date): Promise<void> {
  const alert = await lockAlert(tx, id)
  if (!alert) return
  if (alert.revision > 0) await tx.update(alerts).set({ isSpreading: true }).where(eq(alerts.id, id))
  const { rows } = await tx.execute<{ id: string }>(sql`
    update ${ackTasks} as late set state = 'escalated', ended_at = ${at}
    where notification_id = any(${sql.param(notificationIds)}::uuid[]) and state = 'open'
      and (${alert.answeredBy === 'one'} or step <> 'named')
      and exists (${askedWithThem('escalated', notificationIds)})
      and not exists (${askedWithThem('open', notificationIds)})
    returning notification_id as id`)
  const entry = { version: 1, at, actorId: null, action: 'escalated', changes: {} }
  await writeHistory(
    tx,
    history,
    rows.map((row) => ({ ...entry, entityId: row.id })),
  )
}

/** Of those who were asked at the same step as `late`, others than these, in that state. */
const askedWithThem = (state: 'open' | 'escalated', notificationIds: string[]) => sql`
  select from ${ackTasks} as other
  where other.batch_id = late.batch_id and other.step = late.step and other.state = ${state}
    and other.notification_id <> all(${sql.param(notificationIds)}::uuid[])`

/**
 * The same alert came again: the open one says what is so now, and nobody gets a second copy.
 * Undefined when the batch asked for no answer.
 */
export async function repeatAlert(
  tx: Transaction,
  id: string,
  words: { title: string; body: string },
  at: Date,
): Promise<AlertRow | undefined> {
  const alert = await lockAlert(tx, id)
  if (!alert) return
  await askAnew(tx, alert, at)
  return turn(tx, alert, { ...words, repeats: alert.repeats + 1, repeatedAt: at }, at)
}

/** Whoever was asked first is asked again, when everyone down to the last resort has stayed silent. */
async function askAnew(tx: Transaction, alert: AlertRow, at: Date): Promise<void> {
  if (alert.acknowledgedAt) return
  await tx.execute(sql`
    with silent as (
      select task.notification_id, ${at}::timestamptz + make_interval(secs => within_seconds) as due_at
      from ${ackTasks} as task where batch_id = ${alert.id} and not exists (
        select from ${ackTasks} as other join ${notifications} as copy on copy.id = other.notification_id
        where copy.alert_id = ${alert.id} and other.state = 'open')
    ), shown as (
      update ${notifications} as copy set ack_due_at = due_at from silent where copy.id = silent.notification_id
    )
    update ${ackTasks} as task set state = 'open', due_at = silent.due_at, ended_at = null, declined_at = null,
      decline_reason = null from silent where task.notification_id = silent.notification_id`)
}

export const findAlert = async (db: Database, id: string): Promise<AlertRow | undefined> =>
  (await db.select().from(alerts).where(eq(alerts.id, id)))[0]
