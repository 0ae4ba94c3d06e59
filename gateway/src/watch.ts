import { ask } from '@wardline/kit/client'
import type { Logger } from '@wardline/kit/log'
import { awaitCanaries } from './canaries.ts'
import type { Clients } from './clients.ts'
import type { Feed } from './streams/feed.ts'
import type { Hub } from './streams/hub.ts'

const askMs = 5000
/** The notification service unheard for longer: nobody can say here any more what arrives. */
const blindMs = 20_000

/** What the notification service says of delivery. */
export type Watched = NonNullable<Awaited<ReturnType<Clients['notification']['internal']['watch']['get']>>['data']>

/** How delivery stands, for `/metrics` and `/health/ready`; ages in seconds, by the database's clock. Null: it is not known. */
export interface Figures {
  /** 0 when all has arrived. */
  oldestUndeliveredSeconds: number | null
  /** 0 when nothing is. */
  overdueSeconds: number | null
  /** Infinite when no worker was ever seen. */
  workerSilentSeconds: number | null
  deliveries: Partial<Watched['deliveries']>
  alertsOpen: number | null
  /** Whether the latest canary has arrived at this gateway. */
  canary: 'arrived' | 'late' | 'off'
  /** How long the last one took. */
  canarySeconds: number | null
}

/**
 * What the gateway says of what it heard last.
 * @param heard undefined: nothing yet
 * @param agoMs since it was heard, or since the start
 * @param watcherId under which this gateway waits for canaries; undefined when there are none
 */
export function figuresOf(heard: Watched | undefined, agoMs: number, watcherId: string | undefined): Figures {
  const mine = heard?.watchers.find(({ id }) => id === watcherId)
  const isLate = agoMs > blindMs || (mine?.lateSince ?? null) !== null
  const canary = watcherId === undefined ? 'off' : isLate ? 'late' : 'arrived'
  const canarySeconds = mine?.tookMs == null ? null : mine.tookMs / 1000
  if (!heard)
    return {
      ...{ oldestUndeliveredSeconds: null, overdueSeconds: null, workerSilentSeconds: null, alertsOpen: null },
      ...{ deliveries: {}, canary, canarySeconds },
    }
  const since = (instant: string | null, never: number) =>
    instant === null ? never : Math.max(0, Date.parse(heard.at) - Date.parse(instant) + agoMs) / 1000
  return {
    oldestUndeliveredSeconds: since(heard.oldestUndeliveredAt, 0),
    overdueSeconds: since(heard.overdueSince, 0),
    workerSilentSeconds: since(heard.workerSeenAt, Number.POSITIVE_INFINITY),
    deliveries: heard.deliveries,
    alertsOpen: heard.alertsOpen,
    canary,
    canarySeconds,
  }
}

/**
 * Watches delivery from outside of it: asks each five seconds what the rows say, and whether canaries arrive.
 * No request waits for any of that.
 */
export function startWatch(options: {
  hub: Hub
  feed: Pick<Feed, 'begin'>
  client: Clients['notification']
  /** Undefined: there are no canaries. */
  canarySeconds: number | undefined
  log: Logger
}) {
  const { client, canarySeconds, log } = options
  let heard: { watched: Watched | undefined; at: number } = { watched: undefined, at: performance.now() }
  let said: Figures['canary'] | undefined

  const failed = (error: unknown) => log.warn({ error }, 'delivery cannot be watched')
  const canaries = canarySeconds === undefined ? undefined : awaitCanaries({ ...options, failed })
  const figures = () => figuresOf(heard.watched, performance.now() - heard.at, canaries?.watcherId)

  async function read(): Promise<void> {
    const watched = await ask(client.internal.watch.get())
    heard = { watched, at: performance.now() }
  }
  let reading: Promise<void> | undefined
  /** Asks once, however many want to know. */
  function look(): Promise<void> {
    reading ??= read()
      .catch(failed)
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  let isWatching = false
  async function watch(): Promise<void> {
    if (isWatching) return
    isWatching = true
    await Promise.all([look(), canaries?.report()])
    isWatching = false
    const { canary } = figures()
    if (canary === 'late' && said !== 'late')
      log.error({ watcherId: canaries?.watcherId }, 'canaries do not arrive here')
    said = canary
  }
  void watch()
  const timer = setInterval(watch, Math.min(askMs, (canarySeconds ?? askMs) * 1000))

  return {
    /** As heard last. */
    figures,
    /** Asks now; what was heard last when there is no answer in time. */
    async look(milliseconds: number): Promise<Figures> {
      await Promise.race([look(), Bun.sleep(milliseconds)])
      return figures()
    },
    close: () => clearInterval(timer),
  }
}
export type Watch = ReturnType<typeof startWatch>
