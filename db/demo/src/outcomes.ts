import type { Database } from '@wardline/db/connect'
import type { Config } from '@wardline/kit/config'
import { abandonOrphans, type DeliveryJob, finish, recordOutcome, takeUp } from '@wardline/notification/replay'
import type { Outcome } from '@wardline/notification/rules'
import type { Fate } from './notices.ts'

const hour = 3600_000

/** A worker of the past, on the ledger that the real ones write. */
export interface PastWorker {
  db: Database
  policy: Config['delivery']
  id: string
  now: Date
}

/** Tries a delivery each time when its turn came, until it is settled or waits beyond now. */
async function attempt(
  worker: PastWorker,
  job: DeliveryJob,
  outcomes: [Outcome, ...Outcome[]],
  first: Date,
): Promise<void> {
  const { db, id, policy, now } = worker
  let at: Date | null = first
  for (let tries = 0; at && at <= now; tries++) {
    const held = await takeUp(db, id, job, at)
    if (!held) return
    const outcome = outcomes[Math.min(tries, outcomes.length - 1)] as Outcome
    const finished = await finish(db, held, outcome, policy, new Date(at.getTime() + 900), 0.7)
    at = finished?.row.nextTryAt ?? null
  }
}

/** Brings a delivery to what became of it. */
export async function settle(worker: PastWorker, job: DeliveryJob, fate: Fate, at: Date): Promise<void> {
  if ('tried' in fate) return attempt(worker, job, fate.tried, at)
  if ('came' in fate) {
    const { came, cause = null, nextTryHours } = fate
    const next = nextTryHours === undefined ? {} : { nextTryAt: new Date(at.getTime() + nextTryHours * hour) }
    return recordOutcome(worker.db, job.deliveryId, { status: came, cause, at, ...next })
  }
  await takeUp(worker.db, worker.id, job, at)
  // One that is still at work is found dead by the first worker that runs: what it was at is unknown then.
  if (fate.worker === 'died') await abandonOrphans(worker.db, { workerId: worker.id, atWork: new Set() }, at)
}
