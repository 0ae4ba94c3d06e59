import type { Database, Transaction } from '@wardline/db/connect'
import { and, asc, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Clock } from './clock.ts'
import { type Event, type Subscriber, subscribers } from './events.ts'
import type { Logger } from './log.ts'
import type { OutboxTable } from './tables.ts'

/** An event before it is written. */
export interface NewEvent extends Pick<Event, 'type' | 'version' | 'actorId' | 'ids'> {
  at: Date
}

/** Writes events in the transaction of the change they tell of. */
export const writeEvents = (tx: Transaction, table: OutboxTable, events: NewEvent[]) =>
  events.length
    ? tx.insert(table).values(events.map((event) => ({ ...event, id: Bun.randomUUIDv7(), nextAt: event.at })))
    : Promise.resolve()

/** The outbox as a service sees it after a commit. */
export interface Outbox {
  /** Look now: something was just committed. */
  wake(): void
  /** Resolves when nothing that was due is left, or after the given milliseconds. */
  flush(milliseconds: number): Promise<void>
}

export interface Relay extends Outbox {
  stop(): Promise<void>
}

const batch = 50
const pollMs = 1000

/**
 * Posts what the outbox holds to every part that subscribes to it, at least once and in no promised order,
 * and marks a row after each of them answered 2xx. Any number of relays may run on one outbox.
 */
export function startRelay(options: {
  db: Database
  table: OutboxTable
  /** Resolves when the part has kept the event; rejects otherwise. */
  post: (to: Subscriber, event: Event) => Promise<void>
  clock: Clock
  log: Logger
}): Relay {
  const { db, table, post, clock, log } = options
  let stopped = false
  let awake = Promise.withResolvers<void>()

  const tell = async (row: OutboxTable['$inferSelect']): Promise<boolean> => {
    const { id, type, version, at, actorId, ids } = row
    const event = { id, type, version, at: at.toISOString(), actorId, ids }
    const outcomes = await Promise.allSettled(subscribers[type].map((to) => post(to, event)))
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failure)
      log.warn({ error: failure.reason, eventId: id, type, attempts: row.attempts + 1 }, 'event not handed over yet')
    return !failure
  }

  /** Hands over one batch; true when there may be more. */
  const handOver = (): Promise<boolean> =>
    db.transaction(async (tx) => {
      const due = and(isNull(table.deliveredAt), lte(table.nextAt, clock.now()))
      const rows = await tx
        .select()
        .from(table)
        .where(due)
        .orderBy(asc(table.nextAt))
        .limit(batch)
        .for('update', { skipLocked: true })
      if (rows.length === 0) return false
      const told = await Promise.all(rows.map(tell))
      const [done, left] = [rows.filter((_, index) => told[index]), rows.filter((_, index) => !told[index])]
      const ids = (of: typeof rows) => of.map((row) => row.id)
      if (done.length)
        await tx
          .update(table)
          .set({ deliveredAt: clock.now() })
          .where(inArray(table.id, ids(done)))
      if (left.length) {
        const backOff = sql`${clock.now()}::timestamptz + least(power(2, ${table.attempts}), 30) * interval '1 second'`
        await tx
          .update(table)
          .set({ attempts: sql`${table.attempts} + 1`, nextAt: backOff })
          .where(inArray(table.id, ids(left)))
      }
      return rows.length === batch
    })

  async function handOverAll(): Promise<void> {
    try {
      while (!stopped && (await handOver()));
    } catch (error) {
      log.warn({ error }, 'the outbox cannot be read')
    }
  }

  let drained: Promise<void> = Promise.resolve()
  /** One after the other: a second would pass over the rows that the first still holds, and end before they are told. */
  function drain(): Promise<void> {
    drained = drained.then(handOverAll)
    return drained
  }

  async function run(): Promise<void> {
    while (!stopped) {
      awake = Promise.withResolvers()
      await drain()
      const timer = setTimeout(() => awake.resolve(), pollMs)
      await awake.promise
      clearTimeout(timer)
    }
  }
  const running = run()

  return {
    wake: () => awake.resolve(),
    flush: (milliseconds) => Promise.race([drain(), Bun.sleep(milliseconds)]),
    stop: async () => {
      stopped = true
      awake.resolve()
      await running
    },
  }
}
