import type { Database, Transaction } from '@wardline/db/connect'
import { writeHistory } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import { and, asc, eq, getTableColumns, inArray, isNull, lte, or } from 'drizzle-orm'
import { senderOf } from '../inbox/view.ts'
import { type EscalationStep, escalationKind, stepAfter } from '../rules.ts'
import { openBatch } from '../sending/batch.ts'
import { nothingWritten, type Written } from '../sending/writing.ts'
import { lockStreams, setSize } from '../stream/sequence.ts'
import { refreshStatus } from '../stream/status.ts'
import { type AlertRow, ackTasks, alerts, deliveries, history, notifications } from '../tables.ts'
import { composeLead } from '../telling/compose.ts'
import type { People } from '../telling/people.ts'
import { lockAlert, turn } from './alert.ts'
import { isShared } from './follow.ts'

/** Nobody has taken it on, and this task is of whoever is accountable, if anybody is: the others' tasks are about to be closed. */
const isUnanswered = and(isNull(alerts.acknowledgedAt), or(isNull(alerts.ownerId), eq(alerts.ownerId, ackTasks.userId)))
/** Of an alert that everybody answers for themselves, the first to be asked are not released by another's answer. */
const isOwn = and(eq(alerts.answeredBy, 'each'), eq(ackTasks.step, 'named'))

const overdue = (db: Database, at: Date) =>
  db
    .select({
      ...getTableColumns(ackTasks),
      alertId: alerts.id,
      title: alerts.title,
      body: alerts.body,
      senderId: notifications.senderId,
      senderName: notifications.senderName,
      severity: notifications.severity,
      link: notifications.link,
      data: notifications.data,
    })
    .from(ackTasks)
    .innerJoin(notifications, eq(notifications.id, ackTasks.notificationId))
    .innerJoin(alerts, eq(alerts.id, notifications.alertId))
    .where(and(eq(ackTasks.state, 'open'), lte(ackTasks.dueAt, at), or(isUnanswered, isOwn)))
    .orderBy(asc(ackTasks.dueAt), asc(ackTasks.batchId))
    .limit(setSize)
type Task = Awaited<ReturnType<typeof overdue>>[number]

interface Found {
  /** What this step turned out to be: one that finds nobody falls through to the next. */
  step: EscalationStep
  userIds: string[]
}

/** Whoever is told next, other than those who just stayed silent. The last resort is an address, not a user. */
async function findAudience(people: People, { step, escalateTo }: Task, silent: ReadonlySet<string>): Promise<Found> {
  const others = (userIds: string[]) => userIds.filter((id) => !silent.has(id))
  if (step === 'named') {
    const userIds = escalateTo ? others(await people.active(escalateTo)) : []
    if (userIds.length) return { step: 'named', userIds }
  }
  if (step !== 'fallback') {
    const userIds = others(await people.active({ roles: ['admin'] }))
    if (userIds.length) return { step: 'admins', userIds }
  }
  return { step: 'fallback', userIds: [] }
}

/** Those whose time is still over once the alert is locked: meanwhile it may have been handed over, also to one of them. */
async function stillDue(tx: Transaction, alert: AlertRow, tasks: Task[], at: Date): Promise<Task[]> {
  const ids = tasks.map((task) => task.notificationId)
  const rows = await tx
    .select({ id: ackTasks.notificationId })
    .from(ackTasks)
    .where(and(inArray(ackTasks.notificationId, ids), eq(ackTasks.state, 'open'), lte(ackTasks.dueAt, at)))
  const open = new Set(rows.map((row) => row.id))
  const due = tasks.filter((task) => open.has(task.notificationId))
  const isTheirs = (task: Task) => !isShared(alert.answeredBy, task.step) || alert.ownerId === task.userId
  return alert.ownerId === null || due.some(isTheirs) ? due : []
}

/**
 * The tasks, if nobody answered or escalated them meanwhile: of two workers, one gets each. Where one answer stands for all,
 * those who were asked with them go along, looked at or not, due or not yet: nobody is told of the same silence twice.
 */
const take = (tx: Transaction, alert: AlertRow, tasks: [Task, ...Task[]], at: Date) => {
  const [{ batchId, step }] = tasks
  const together = and(eq(ackTasks.batchId, batchId), eq(ackTasks.step, step))
  const alone = inArray(
    ackTasks.notificationId,
    tasks.map((task) => task.notificationId),
  )
  return tx
    .update(ackTasks)
    .set({ state: 'escalated', endedAt: at })
    .where(and(isShared(alert.answeredBy, step) ? together : alone, eq(ackTasks.state, 'open')))
    .returning()
}

/** An e-mail to `FALLBACK_EMAIL`, or to every active administrator where none is given: it is never empty. */
async function lastResort(tx: Transaction, task: Task, at: Date): Promise<void> {
  const { notificationId, userId } = task
  const made = { createdAt: at, updatedAt: at, nextTryAt: at }
  await tx
    .insert(deliveries)
    .values({
      ...made,
      id: Bun.randomUUIDv7(),
      notificationId,
      userId,
      channel: 'email',
      target: 'fallback',
      status: 'pending',
    })
    .onConflictDoNothing()
}

/** What the next step is told of those who were asked before them. */
async function leadOf(people: People, tasks: [Task, ...Task[]]): Promise<string> {
  const users = await people.users(tasks.map((task) => task.userId))
  const named = new Map(users.map((user) => [user.id, user.name]))
  const nameOf = (task: Task) => named.get(task.userId) ?? 'Somebody'
  const silent = tasks.filter((task) => !task.declinedAt).map(nameOf)
  const declined = tasks
    .filter((task) => task.declinedAt)
    .map((task) => ({ name: nameOf(task), reason: task.declineReason ?? '' }))
  return composeLead(silent, declined, tasks[0].withinSeconds)
}

/** Nobody is accountable any more: whoever had it stayed silent, or said that it is not theirs. */
const release = (tx: Transaction, alert: AlertRow, at: Date) =>
  alert.ownerId === null || alert.acknowledgedAt ? alert : turn(tx, alert, { ownerId: null }, at)

/** Writes the next step, for a group of tasks that this transaction has taken. */
async function tellNext(
  tx: Transaction,
  [task, ...others]: [Task, ...Task[]],
  { step, userIds, lead }: Found & { lead: string },
  { at, hospitalTz }: { at: Date; hospitalTz: string },
): Promise<Written> {
  const next = stepAfter(step)
  if (!next) {
    await lastResort(tx, task, at)
    return nothingWritten
  }
  const { withinSeconds, severity, link, title, body, alertId } = task
  const channels = [...new Set(['in-app' as const, ...task.channels])]
  const data = { ...task.data, escalatedFrom: [task, ...others].map((each) => each.notificationId) }
  const ack = { withinSeconds, escalateTo: null, step: next, alertId }
  const message = {
    sender: senderOf(task),
    title,
    body,
    lead,
    kind: escalationKind,
    severity,
    link,
    data,
    channels,
    ack,
  }
  const batch = { senderId: null, message, userIds, sendAt: null, expiresAt: null, dedupKey: null }
  return (await openBatch(tx, batch, { at, hospitalTz })).written
}

/** Tells the next step of what a group of recipients of one message left unanswered. */
async function escalate(
  db: Database,
  people: People,
  tasks: [Task, ...Task[]],
  { at, hospitalTz }: { at: Date; hospitalTz: string },
): Promise<Written> {
  const [task] = tasks
  const silent = new Set(tasks.map((each) => each.userId))
  const [found, lead] = await Promise.all([findAudience(people, task, silent), leadOf(people, tasks)])
  return transact(db, async (tx) => {
    const streams = await lockStreams(tx, [...silent, ...found.userIds.slice(0, setSize)])
    const alert = await lockAlert(tx, task.alertId)
    const isAnswered = alert?.acknowledgedAt && !(alert.answeredBy === 'each' && task.step === 'named')
    if (!alert || isAnswered) return nothingWritten
    const [first, ...others] = await stillDue(tx, alert, tasks, at)
    if (!first) return nothingWritten
    const taken = await take(tx, alert, [first, ...others], at)
    if (taken.length === 0) return nothingWritten
    const entry = { version: 1, at, actorId: null, action: 'escalated' }
    const changes = { step: [task.step, found.step] } satisfies Record<string, [unknown, unknown]>
    await writeHistory(
      tx,
      history,
      taken.map(({ notificationId }) => ({ ...entry, changes, entityId: notificationId })),
    )
    await release(tx, alert, at)
    const written = await tellNext(tx, [first, ...others], { ...found, lead }, { at, hospitalTz })
    if (found.step !== 'fallback') return written
    await refreshStatus(tx, streams, [first.notificationId], at)
    return { streams, outgoing: true }
  })
}

interface Sweep {
  at: Date
  hospitalTz: string
  /** Hears of those that could not be escalated, and the others go on; without it the first failure is thrown. */
  failed?: (error: unknown, notificationIds: string[]) => Promise<void>
}

/**
 * Escalates what was due for an answer and has none, once. Recipients of one message who stayed silent together are told of together.
 * @returns what was written, for the hints after the commits
 */
export async function escalateOverdue(db: Database, people: People, sweep: Sweep): Promise<Written[]> {
  const tasks = await overdue(db, sweep.at)
  const groups = Map.groupBy(tasks, (task) => `${task.batchId} ${task.step}`)
  const written: Written[] = []
  for (const group of groups.values()) {
    const [first, ...others] = group
    try {
      if (first) written.push(await escalate(db, people, [first, ...others], sweep))
    } catch (error) {
      if (!sweep.failed) throw error
      await sweep.failed(
        error,
        group.map((task) => task.notificationId),
      )
    }
  }
  return written
}
