import type { Database } from '@wardline/db/connect'
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { claimable } from '../rules.ts'
import { deliveries, fanoutSets } from '../tables.ts'
import { jobOf } from './processing.ts'
import type { Job } from './queue.ts'

/** A job that was handed over so long ago and has not begun is taken for lost. */
export const lostMs = 5000
/** Rows that are handed over at once; when there were so many, there may be more. */
export const dueBatch = 500

/** Due, and not handed over lately: this compares rows, and never asks the queue what it holds. */
const isForgotten = (enqueuedAt: typeof deliveries.enqueuedAt | typeof fanoutSets.enqueuedAt, at: Date) =>
  or(isNull(enqueuedAt), lte(enqueuedAt, new Date(at.getTime() - lostMs)))

/** Deliveries whose time has come, marked as handed over; several workers share them out between them. */
export async function dueDeliveries(db: Database, at: Date): Promise<Job[]> {
  const due = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        inArray(deliveries.status, [...claimable]),
        lte(deliveries.nextTryAt, at),
        isForgotten(deliveries.enqueuedAt, at),
      ),
    )
    .orderBy(asc(deliveries.nextTryAt))
    .limit(dueBatch)
    .for('update', { skipLocked: true })
  const rows = await db
    .update(deliveries)
    .set({ enqueuedAt: at })
    .where(inArray(deliveries.id, due))
    .returning({ id: deliveries.id, generation: deliveries.generation, tries: deliveries.tries })
  return rows.map((row) => jobOf(row))
}

/** Sets of recipients whose time has come, in the same way. */
export async function dueSets(db: Database, at: Date): Promise<Job[]> {
  const due = db
    .select({ batchId: fanoutSets.batchId, n: fanoutSets.n })
    .from(fanoutSets)
    .where(and(isNull(fanoutSets.doneAt), lte(fanoutSets.dueAt, at), isForgotten(fanoutSets.enqueuedAt, at)))
    .orderBy(asc(fanoutSets.dueAt))
    .limit(dueBatch)
    .for('update', { skipLocked: true })
    .as('due')
  const rows = await db
    .update(fanoutSets)
    .set({ enqueuedAt: at })
    .from(due)
    .where(and(eq(fanoutSets.batchId, due.batchId), eq(fanoutSets.n, due.n)))
    .returning({ batchId: fanoutSets.batchId, n: sql<number>`${fanoutSets.n}` })
  return rows.map((set) => ({ name: 'fanout', id: `fanout-${set.batchId}-${set.n}`, data: set }))
}
