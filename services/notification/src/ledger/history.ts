import type { Database } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { type HistoryItem, historyItems } from '@wardline/kit/history'
import { eq } from 'drizzle-orm'
import { history, notifications } from '../tables.ts'

/**
 * Who did what about a notification, oldest first: who sent it and called it off among them.
 * @throws ProblemError `not-found`
 */
export async function historyOf(db: Database, id: string): Promise<HistoryItem[]> {
  const [found] = await db
    .select({ batchId: notifications.batchId })
    .from(notifications)
    .where(eq(notifications.id, id))
  if (!found) throw new ProblemError('not-found', 'There is no such notification.')
  return historyItems(db, history, [id, found.batchId])
}
