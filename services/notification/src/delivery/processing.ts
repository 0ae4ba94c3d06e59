import { type Database, isUnavailable } from '@wardline/db/connect'
import type { Bus } from '@wardline/kit/bus'
import type { Clock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import { transact } from '@wardline/kit/transaction'
import { and, eq, isNull } from 'drizzle-orm'
import { catchUp } from '../alerts/alert.ts'
import type { Outcome } from '../rules.ts'
import { draftsOf } from '../sending/batch.ts'
import { writeNotifications } from '../sending/writing.ts'
import { announce } from '../stream/sequence.ts'
import { batches, type DeliveryRow, fanoutSets, notifications } from '../tables.ts'
import type { Address, Channel } from './channels/channel.ts'
import type { Channels } from './channels/index.ts'
import { type Parcel, packParcel } from './channels/parcel.ts'
import { claim, type DeliveryJob, findDelivery, finish, isClaimable } from './delivery.ts'
import { type Endings, hint, isTold } from './endings.ts'
import type { DeliveryQueue, FanoutJob, Job } from './queue.ts'
import { isPassing, setBackSet } from './setbacks.ts'

/** What the work of the queue needs. */
export interface Processing {
  db: Database
  bus: Bus
  endings: Endings
  clock: Clock
  config: Config
  channels: Channels
  workerId: string
  /** The deliveries that this worker is at. */
  atWork: Set<string>
  random: () => number
}

/** The job of a delivery's next try. */
export const jobOf = (row: Pick<DeliveryRow, 'id' | 'generation' | 'tries'>, delayMs?: number): Job => ({
  name: 'deliver',
  id: `deliver-${row.id}-${row.generation}-${row.tries}`,
  data: { deliveryId: row.id, generation: row.generation },
  ...(delayMs !== undefined && { delayMs }),
})

async function parcelOf(db: Database, row: DeliveryRow): Promise<Parcel> {
  const { batchId, kind, severity, link, createdAt } = notifications
  const [notification] = await db
    .select({ batchId, kind, severity, link, createdAt })
    .from(notifications)
    .where(eq(notifications.id, row.notificationId))
  if (!notification) throw new Error('a delivery without its notification')
  return packParcel(row, notification)
}

/** All steps of one try together, in milliseconds; each has its own limit of 10 s. */
const tryMs = 45_000

async function attempt(channel: Channel, address: Address<unknown>, parcel: Parcel): Promise<Outcome> {
  if ('cause' in address) return { kind: 'permanent', cause: address.cause }
  const late = Promise.withResolvers<Outcome>()
  const timer = setTimeout(() => late.resolve({ kind: 'temporary', cause: 'timed-out' }), tryMs)
  return Promise.race([channel.send(address.to, parcel), late.promise]).finally(() => clearTimeout(timer))
}

const databaseRetryMs = 1000
const databaseTries = 30

/** What came of an attempt is worth waiting for a database that restarts. */
async function patiently<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (error) {
      if (tries === databaseTries || !isUnavailable(error)) throw error
      await Bun.sleep(databaseRetryMs)
    }
  }
}

/** One try of a delivery: claimed and on record before it goes out, and what came of it written only if it is still held. */
export async function deliver(work: Processing, queue: Pick<DeliveryQueue, 'add'>, job: DeliveryJob): Promise<void> {
  const { db, bus, clock, config, channels, workerId, atWork, endings } = work
  const row = await findDelivery(db, job)
  if (!row || row.channel === 'in-app' || !isClaimable(row) || atWork.has(row.id)) return
  const channel = channels[row.channel]
  const [address, parcel] = await Promise.all([channel.address(row), parcelOf(db, row)])
  atWork.add(row.id)
  try {
    const held = await claim(db, row, workerId, clock.now())
    if (!held) return
    const outcome = await attempt(channel, address, parcel)
    const finished = await patiently(() => finish(db, held, outcome, config.delivery, clock.now(), work.random()))
    if (!finished) return
    announce(bus, finished.streams)
    if (isTold(finished.row)) endings.tell([finished.row.notificationId])
    const { nextTryAt } = finished.row
    if (nextTryAt) await queue.add([jobOf(finished.row, Math.max(1, nextTryAt.getTime() - clock.now().getTime()))])
  } finally {
    atWork.delete(row.id)
  }
}

/** What writing a set needs. */
type Writing = Pick<Processing, 'db' | 'bus' | 'endings' | 'clock' | 'config' | 'random'>

/** All of a set of a batch, or nothing: after a crash it is written again from the beginning, without a second copy. */
const writeSet = ({ db, clock, config }: Writing, { batchId, n }: FanoutJob) =>
  transact(db, async (tx) => {
    const at = clock.now()
    const [batch] = await tx.select().from(batches).where(eq(batches.id, batchId))
    const isLate = batch?.expiresAt != null && batch.expiresAt <= at
    const [set] = await tx
      .update(fanoutSets)
      .set({ doneAt: at, outcome: isLate ? 'expired' : 'written' })
      .where(and(eq(fanoutSets.batchId, batchId), eq(fanoutSets.n, n), isNull(fanoutSets.doneAt)))
      .returning()
    if (!set || !batch || isLate) return
    const written = await writeNotifications(tx, draftsOf(batch, set), at, config.hospitalTz)
    if (batch.message.ack) await catchUp(tx, batch.message.ack.alertId ?? batchId, set.ids, at)
    return written
  })

/** Writes one set of a batch. One that cannot be written is put off, and the others go on. @throws what stood in its way */
export async function fanOut(work: Writing, job: FanoutJob): Promise<void> {
  const { db, bus, endings, clock, config, random } = work
  const written = await writeSet(work, job).catch(async (error) => {
    if (isPassing(error)) throw error
    await setBackSet(db, job, { at: clock.now(), backoffMs: config.delivery.backoffMs, random: random() })
    endings.tell([job.batchId])
    throw error
  })
  if (written) hint(bus, endings, written)
}
