import type { Database, Transaction } from '@wardline/db/connect'
import type { Author } from '@wardline/kit/change'
import { ProblemError } from '@wardline/kit/errors'
import { writeHistory } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { RetriedMany, RetryFilter } from '../model.ts'
import { retryable } from '../rules.ts'
import { lockStreams, type Streams, setSize } from '../stream/sequence.ts'
import { refreshStatus } from '../stream/status.ts'
import { deliveries, history } from '../tables.ts'
import { isCounted } from './counted.ts'
import { isNamed } from './filter.ts'
import { hasten, hastenOne } from './undone.ts'

const unknown = () => new ProblemError('not-found', 'There is no such notification.')

/** Sends deliveries again, as a new generation and on record, under locks that the caller holds. */
async function reopen(
  tx: Transaction,
  streams: Streams,
  deliveryIds: string[],
  includeUnknown: boolean,
  { actorId, at }: Author,
): Promise<string[]> {
  const rows = await tx
    .update(deliveries)
    .set({
      status: 'pending',
      cause: null,
      generation: sql`${deliveries.generation} + 1`,
      tries: 0,
      nextTryAt: at,
      enqueuedAt: null,
      // Whoever asks for it now wants it although it is late.
      expiresAt: null,
      updatedAt: at,
    })
    .where(and(inArray(deliveries.id, deliveryIds), inArray(deliveries.status, retryable(includeUnknown))))
    .returning()
  const entry = { version: 1, at, actorId, action: 'retried' }
  await writeHistory(
    tx,
    history,
    rows.map(({ id, notificationId, generation }) => ({
      ...entry,
      entityId: notificationId,
      changes: { [`delivery ${id} generation`]: [generation - 1, generation] },
    })),
  )
  await refreshStatus(tx, streams, [...new Set(rows.map((row) => row.notificationId))], at)
  return rows.map((row) => row.id)
}

interface Reopened<T> {
  answer: T
  streams: Streams
}

const notFailed = (mayHaveArrived: boolean) =>
  new ProblemError(
    'not-failed',
    mayHaveArrived
      ? 'This may have arrived: say “includeUnknown” to send it all the same, perhaps twice.'
      : 'No delivery of this notification has failed.',
  )

interface Retry {
  includeUnknown: boolean
  /** What was tried so often in vain stands among the failures, though it is tried on. */
  attempts: number
}

/**
 * Sends what failed of one notification again, and tries to escalate it at once when that is what failed.
 * @throws ProblemError `not-found`, `not-failed`
 */
export const retryOne = (
  db: Database,
  notificationId: string,
  { includeUnknown, attempts }: Retry,
  author: Author,
): Promise<Reopened<string[]>> =>
  transact(db, async (tx) => {
    const mine = await tx
      .select({ id: deliveries.id, userId: deliveries.userId, status: deliveries.status })
      .from(deliveries)
      .where(and(eq(deliveries.notificationId, notificationId), isCounted))
    if (mine.length === 0) throw unknown()
    const streams = await lockStreams(
      tx,
      mine.map((delivery) => delivery.userId),
    )
    const ids = mine.map((delivery) => delivery.id)
    const answer = await reopen(tx, streams, ids, includeUnknown, author)
    const isHastened = await hastenOne(tx, notificationId, attempts, author)
    if (answer.length === 0 && !isHastened) throw notFailed(mine.some(({ status }) => status === 'unknown'))
    return { answer, streams }
  })

const matching = (filter: RetryFilter, includeUnknown: boolean) =>
  and(inArray(deliveries.status, retryable(includeUnknown)), isCounted, isNamed(filter))

/** Sends everything again that failed and that the filter names, set by set; or only says what that would be. */
export async function retryMany(
  db: Database,
  request: Retry & { filter: RetryFilter; dryRun: boolean },
  author: Author,
  told: (streams: Streams) => void,
): Promise<RetriedMany> {
  const found = await db
    .select({ id: deliveries.id, userId: deliveries.userId, status: deliveries.status })
    .from(deliveries)
    .where(matching(request.filter, request.includeUnknown))
    .orderBy(asc(deliveries.userId), asc(deliveries.id))
  const hastened = await hasten(db, request, author)
  if (hastened.length && !request.dryRun) told(new Map())
  const reopened = new Set<string>()
  for (let start = 0; start < found.length && !request.dryRun; start += setSize) {
    const part = found.slice(start, start + setSize)
    const { ids, streams } = await transact(db, async (tx) => {
      const streams = await lockStreams(
        tx,
        part.map((delivery) => delivery.userId),
      )
      const ids = part.map((delivery) => delivery.id)
      return { ids: await reopen(tx, streams, ids, request.includeUnknown, author), streams }
    })
    for (const id of ids) reopened.add(id)
    told(streams)
  }
  // Somebody else may have been quicker with some of them.
  const counted = request.dryRun ? found : found.filter((delivery) => reopened.has(delivery.id))
  return {
    count: counted.length + hastened.length,
    recipients: new Set([...hastened, ...counted.map((delivery) => delivery.userId)]).size,
    possibleDuplicates: counted.filter((delivery) => delivery.status === 'unknown').length,
  }
}
