import { type Database, isUnavailable, type Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { writeHistory } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm'
import { backoff } from '../rules.ts'
import { ackTasks, fanoutSets, history } from '../tables.ts'
import type { FanoutJob } from './queue.ts'

/** Whether somebody else is away just now, so that everything fails alike and nothing is wrong with this one thing. */
export const isPassing = (error: unknown): boolean =>
  isUnavailable(error) || (error instanceof ProblemError && error.problem.kind === 'unavailable')

/** What the history says of each try that came to nothing; the same words are its cause among the failures. */
export type Undone = 'not-written' | 'not-escalated'

interface Setback {
  at: Date
  /** Base of the exponential back-off, in milliseconds. */
  backoffMs: number
  /** From 0 up to 1, for the jitter. */
  random: number
}

/** Puts one more vain try on record, under a lock on what was tried. Returns when the next one is due. */
async function record(tx: Transaction, action: Undone, ids: string[], { at, backoffMs, random }: Setback) {
  const [first = ''] = ids
  const tries = 1 + (await tx.$count(history, and(eq(history.entityId, first), eq(history.action, action))))
  const entry = { version: tries, at, actorId: null, action, changes: {} }
  await writeHistory(
    tx,
    history,
    ids.map((entityId) => ({ ...entry, entityId })),
  )
  return new Date(at.getTime() + backoff(tries, backoffMs, random))
}

/** A set of recipients could not be written: it waits, longer each time, so that the others go on. Its first notification stands for it. */
export const setBackSet = (db: Database, { batchId, n }: FanoutJob, setback: Setback): Promise<void> =>
  transact(db, async (tx) => {
    const isIt = and(eq(fanoutSets.batchId, batchId), eq(fanoutSets.n, n))
    const [set] = await tx
      .select({ ids: fanoutSets.ids })
      .from(fanoutSets)
      .where(and(isIt, isNull(fanoutSets.doneAt), lte(fanoutSets.dueAt, setback.at)))
      .for('update')
    if (!set) return
    const dueAt = await record(tx, 'not-written', set.ids.slice(0, 1), setback)
    await tx.update(fanoutSets).set({ dueAt, enqueuedAt: null }).where(isIt)
  })

/** The next step could not be told that these stayed unanswered: they wait, in the same way. */
export const setBackEscalation = (db: Database, notificationIds: string[], setback: Setback): Promise<void> =>
  transact(db, async (tx) => {
    const { notificationId, state, dueAt } = ackTasks
    const tasks = await tx
      .select({ id: notificationId })
      .from(ackTasks)
      .where(and(inArray(notificationId, notificationIds), eq(state, 'open'), lte(dueAt, setback.at)))
      .orderBy(asc(notificationId))
      .for('update')
    const ids = tasks.map((task) => task.id)
    if (ids.length === 0) return
    const next = await record(tx, 'not-escalated', ids, setback)
    await tx.update(ackTasks).set({ dueAt: next }).where(inArray(notificationId, ids))
  })
