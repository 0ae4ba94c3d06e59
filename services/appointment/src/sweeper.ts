import type { ServiceDeps } from '@wardline/kit/service'
import { knowPeople, type Peers } from './people.ts'
import { sweepReminders } from './reminders/reminding.ts'
import { sweepFreed } from './waitlist/offering.ts'

/** How long the sweeper waits for news before it looks by itself. */
const pollMs = 1000
/** News that comes together is looked at once: under load every booking is news. */
const coalesceMs = 20
/** Reminders that were due so long before the last look are looked for again: somebody may have held their row. */
const overlapMs = 60_000

/** What works beside the routes, for as long as the service is up. */
export interface Sweeper {
  /** Look now: something was just committed. */
  wake(): void
  /** Finishes what it is at. */
  stop(): Promise<void>
}

/**
 * Offers freed slots to those who wait for them, and reminds of appointments. Any number of sweepers may work on one database:
 * what one does not finish, another does.
 */
export function startSweeper({ db, clock, log, outbox, config, peers }: ServiceDeps<Peers>): Sweeper {
  const sweeping = { db, clock, log, outbox, people: knowPeople(peers), hospitalTz: config.hospitalTz }
  let stopped = false
  let awake = Promise.withResolvers<void>()
  let lookedAt = Number.NEGATIVE_INFINITY
  let remindedSince: Date | undefined

  /** What cannot be done now is due still; it stops nothing else. */
  const attempt = (work: Promise<void>) => work.catch((error) => log.warn({ error }, 'what is due cannot be done yet'))

  async function remind(): Promise<void> {
    const now = clock.now()
    await sweepReminders(sweeping, remindedSince)
    remindedSince = new Date(now.getTime() - overlapMs)
  }

  async function sweep(): Promise<void> {
    await attempt(sweepFreed(sweeping))
    // Reminders come with time, not with news.
    if (performance.now() - lookedAt < pollMs) return
    lookedAt = performance.now()
    await attempt(remind())
  }

  async function run(): Promise<void> {
    while (!stopped) {
      awake = Promise.withResolvers()
      await sweep()
      const timer = setTimeout(() => awake.resolve(), pollMs)
      await awake.promise
      clearTimeout(timer)
      await Bun.sleep(coalesceMs)
    }
  }
  const running = run()

  return {
    wake: () => awake.resolve(),
    stop: async () => {
      stopped = true
      awake.resolve()
      await running
    },
  }
}
