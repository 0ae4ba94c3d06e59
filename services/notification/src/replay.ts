import type { Database } from '@wardline/db/connect'
import { transact } from '@wardline/kit/transaction'
import { eq } from 'drizzle-orm'
import { claim, type DeliveryJob, findDelivery, isClaimable } from './delivery/delivery.ts'
import { type Cause, causes, type State } from './rules.ts'
import { lockStreams } from './stream/sequence.ts'
import { refreshStatus } from './stream/status.ts'
import { attempts, type DeliveryRow, deliveries } from './tables.ts'

export { escalateOverdue } from './alerts/escalation.ts'
// What the demo hospital plays its past with, on the ledger that the real worker writes.
export { abandonOrphans, type DeliveryJob, finish } from './delivery/delivery.ts'
export { knowPeople } from './telling/people.ts'

/** Takes a delivery up at a time, as a worker does before it sends; undefined when it is not to be had. */
export async function takeUp(
  db: Database,
  workerId: string,
  job: DeliveryJob,
  at: Date,
): Promise<DeliveryRow | undefined> {
  const row = await findDelivery(db, job)
  return row && isClaimable(row) ? claim(db, row, workerId, at) : undefined
}

/**
 * Writes a state that only time or a fault brings about, with the attempt that led to it:
 * everything else comes to its state through `claim` and `finish`. Without `nextTryAt` no worker takes it up again.
 */
export const recordOutcome = (
  db: Database,
  deliveryId: string,
  outcome: { status: State; cause: Cause | null; at: Date; nextTryAt?: Date },
): Promise<void> =>
  transact(db, async (tx) => {
    const { status, cause, at, nextTryAt = null } = outcome
    const [known] = await tx.select().from(deliveries).where(eq(deliveries.id, deliveryId))
    if (!known) return
    const streams = await lockStreams(tx, [known.userId])
    const wasTried = !['pending', 'suppressed', 'cancelled', 'expired'].includes(status)
    const values = {
      status,
      cause,
      nextTryAt,
      updatedAt: at,
      enqueuedAt: nextTryAt,
      ...(wasTried && { tries: 1, fence: 1 }),
    }
    await tx.update(deliveries).set(values).where(eq(deliveries.id, deliveryId))
    const ended = { delivered: 'delivered', failed: 'permanent', retrying: 'temporary', unknown: 'unknown' } as const
    const came = status in ended ? ended[status as keyof typeof ended] : null
    if (wasTried)
      await tx.insert(attempts).values({
        ...{ deliveryId, generation: known.generation, n: 1, fence: 1, startedAt: at },
        ...{ endedAt: came && at, outcome: came, error: cause && causes[cause] },
      })
    await refreshStatus(tx, streams, [known.notificationId], at)
  })
