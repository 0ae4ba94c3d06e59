import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { writeHistory } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import { and, desc, eq } from 'drizzle-orm'
import { update, updated } from '../inbox/own.ts'
import { ackView, senderOf, view } from '../inbox/view.ts'
import type { Notification } from '../model.ts'
import { isStaff } from '../rules.ts'
import { openBatch } from '../sending/batch.ts'
import { both, nothingWritten, type Written } from '../sending/writing.ts'
import { appendEvents, lockStreams, type Streams } from '../stream/sequence.ts'
import { type AlertRow, ackTasks, history, type NotificationRow, notifications } from '../tables.ts'
import { handOverLead } from '../telling/compose.ts'
import type { People } from '../telling/people.ts'
import { turn } from './alert.ts'
import { type Answering, answering } from './answers.ts'
import { isShared } from './follow.ts'

interface HandOver {
  id: string
  from: string
  to: string
  at: Date
  hospitalTz: string
}

interface HandedOver {
  answer: Notification
  alert: AlertRow
  written: Written
}

/** The names of both, once the other one is known to be an active colleague. @throws ProblemError `invalid` */
async function giverOf(people: People, { from, to }: HandOver): Promise<string> {
  if (from === to) throw ProblemError.invalid('userId', '“userId” is yourself: acknowledge it instead.')
  const users = await people.users([from, to])
  const receiver = users.find((user) => user.id === to)
  if (receiver?.status !== 'active' || !isStaff(receiver.role))
    throw ProblemError.invalid('userId', '“userId” must be a colleague with an active account.')
  return users.find((user) => user.id === from)?.name ?? 'A colleague'
}

/** Whoever has a copy already is asked again on that one. */
async function askAgain(
  tx: Transaction,
  streams: Streams,
  copy: NotificationRow,
  { task, alert }: Answering,
  at: Date,
): Promise<void> {
  const dueAt = new Date(at.getTime() + task.withinSeconds * 1000)
  const unread = copy.readAt === null ? 0 : 1
  const asked = { ackDueAt: dueAt, ackAt: null, ackBy: null, declinedAt: null, readAt: null, ownerId: copy.userId }
  const after = await update(tx, copy, { ...asked, alertRevision: alert.revision }, at)
  const open = {
    state: 'open',
    dueAt,
    endedAt: null,
    declinedAt: null,
    declineReason: null,
    handedOverTo: null,
  } as const
  await tx
    .update(ackTasks)
    .set({ ...open, step: task.step, withinSeconds: task.withinSeconds })
    .where(eq(ackTasks.notificationId, copy.id))
  const change = { ack: ackView(after), ownerId: after.ownerId, declinedAt: null, readAt: null }
  await appendEvents(tx, streams, [updated(after, change, unread)], at)
}

/** A copy of their own for whoever had none; silence takes it where the giver's would have gone. */
async function askFirst(
  tx: Transaction,
  found: Answering,
  { from, to, at, hospitalTz }: HandOver,
  giver: string,
): Promise<Written> {
  const { row, alert, task } = found
  const { withinSeconds, escalateTo, step, channels } = task
  const ack = { withinSeconds, escalateTo, step, alertId: alert.id }
  const { kind, severity, link, data } = row
  const lead = [handOverLead(giver), row.lead].filter((each) => each !== null).join('\n')
  const { title, body } = alert
  const message = { sender: senderOf(row), kind, severity, link, data, channels, ack, title, body, lead }
  const batch = { senderId: from, message, userIds: [to], sendAt: null, expiresAt: null, dedupKey: null }
  return (await openBatch(tx, batch, { at, hospitalTz })).written
}

/** What the giver's own copy and task say from then on. */
async function letGo(tx: Transaction, streams: Streams, found: Answering, { from, to, at }: HandOver) {
  const { row, alert, task } = found
  const open = isShared(alert.answeredBy, task.step) && { ackAt: null, ackBy: null }
  const after = await update(tx, row, { ...open, ownerId: to, alertRevision: alert.revision }, at)
  await tx
    .update(ackTasks)
    .set({ state: 'handed-over', endedAt: at, handedOverTo: to })
    .where(eq(ackTasks.notificationId, row.id))
  const entry = { entityId: row.id, version: after.version, at, actorId: from, action: 'handed-over' }
  await writeHistory(tx, history, [{ ...entry, changes: { ownerId: [from, to] } }])
  await appendEvents(tx, streams, [updated(after, { ownerId: to, ack: ackView(after) }, 0)], at)
  return after
}

/**
 * Gives an alert to a colleague, who is accountable from then on and has to answer within the same time; silence takes it
 * to the next step, as the giver's would have.
 * @throws ProblemError `not-found`, `not-acknowledgeable`; `invalid` for somebody who cannot take it
 */
export async function handOver(db: Database, people: People, request: HandOver): Promise<HandedOver> {
  const { id, from, to, at } = request
  const giver = await giverOf(people, request)
  return transact(db, async (tx) => {
    const streams = await lockStreams(tx, [from, to])
    const asked = await answering(tx, id, from)
    const shared = isShared(asked.alert.answeredBy, asked.task.step)
    const { ownerId } = asked.alert
    if (shared && ownerId !== null && ownerId !== from)
      throw new ProblemError('not-acknowledgeable', 'Somebody else has this now.')
    const passed = { ownerId: shared ? to : null, acknowledgedAt: null }
    const found = { ...asked, alert: await turn(tx, asked.alert, passed, at) }
    const after = await letGo(tx, streams, found, request)
    const [copy] = await tx
      .select()
      .from(notifications)
      .where(and(eq(notifications.alertId, found.alert.id), eq(notifications.userId, to)))
      .orderBy(desc(notifications.createdAt))
      .limit(1)
    if (copy) await askAgain(tx, streams, copy, found, at)
    const written = copy ? nothingWritten : await askFirst(tx, found, request, giver)
    return { answer: view(after), alert: found.alert, written: both({ streams, outgoing: false }, written) }
  })
}
