import { ask } from '@wardline/kit/client'
import type { Logger } from '@wardline/kit/log'
import { canaryUserId } from '@wardline/notification/rules'
import type { Clients } from './clients.ts'
import type { Feed } from './feed.ts'
import type { Frame, Hub, Subscriber } from './hub.ts'

const askMs = 5000
/** The notification service unheard for longer: nobody can say here any more what arrives. */
const blindMs = 20_000
/** A canary that was told of and never finished is forgotten when so many are. */
const mostUnderWay = 100

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

/** A reader of the stream like any other, for canaries: `arrived` hears of each that was told of and then delivered. */
function canaryReader(arrived: (id: string) => void, hub: Pick<Hub, 'remove'>): Subscriber {
  const underWay = new Set<string>()
  const subscriber: Subscriber = {
    userId: canaryUserId,
    role: 'patient',
    sessionId: 'canary',
    seq: undefined,
    boards: false,
    held: undefined,
    isFull: false,
    send({ type, data }: Frame) {
      const { id, status } = data as { id: string; status?: string }
      if (type === 'notification') {
        if (underWay.size === mostUnderWay) underWay.clear()
        underWay.add(id)
      }
      if (type === 'updated' && status === 'delivered' && underWay.delete(id)) arrived(id)
    },
    close: () => hub.remove(subscriber),
  }
  return subscriber
}

/**
 * Watches delivery from outside of it: asks each five seconds what the rows say, and waits for the canaries that come back
 * over the bus and the feed as a user's messages do. No request waits for any of that.
 */
export function startWatch(options: {
  hub: Hub
  feed: Pick<Feed, 'begin'>
  client: Clients['notification']
  /** Undefined: there are no canaries. */
  canarySeconds: number | undefined
  log: Logger
}) {
  const { hub, feed, client, canarySeconds, log } = options
  const watcherId = canarySeconds === undefined ? undefined : Bun.randomUUIDv7()
  let heard: { watched: Watched | undefined; at: number } = { watched: undefined, at: performance.now() }
  let arrived: { id: string; at: number } | undefined
  let said: Figures['canary'] | undefined

  const figures = () => figuresOf(heard.watched, performance.now() - heard.at, watcherId)

  async function read(): Promise<void> {
    const watched = await ask(client.internal.watch.get())
    heard = { watched, at: performance.now() }
  }
  let reading: Promise<void> | undefined
  /** Asks once, however many want to know. */
  function look(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  /** Says what was seen, and that this gateway is there; the service sends the next canary when it is due. */
  async function report(id: string): Promise<void> {
    const seen = arrived
    const sighting = seen && { id: seen.id, agoMs: performance.now() - seen.at }
    await ask(client.internal.canary.post({ watcherId: id, ...(sighting && { arrived: sighting }) }))
    if (arrived === seen) arrived = undefined
  }
  const failed = (error: unknown) => log.warn({ error }, 'delivery cannot be watched')

  const reader = canaryReader((id) => {
    arrived = { id, at: performance.now() }
    if (watcherId) void report(watcherId).catch(failed)
  }, hub)
  let isListening = false
  async function listen(): Promise<void> {
    if (isListening) return
    hub.add(reader)
    await feed.begin(reader, undefined, false)
    isListening = true
  }

  async function watch(): Promise<void> {
    try {
      if (watcherId) {
        await listen()
        await report(watcherId)
      }
      await look()
    } catch (error) {
      failed(error)
    }
    const { canary } = figures()
    if (canary === 'late' && said !== 'late') log.error({ watcherId }, 'canaries do not arrive here')
    said = canary
  }
  let isWatching = false
  async function keepWatching(): Promise<void> {
    if (isWatching) return
    isWatching = true
    await watch()
    isWatching = false
  }
  void keepWatching()
  const timer = setInterval(keepWatching, Math.min(askMs, (canarySeconds ?? askMs) * 1000))

  return {
    /** As heard last. */
    figures,
    /** Asks now; what was heard last when there is no answer in time. */
    async look(milliseconds: number): Promise<Figures> {
      await Promise.race([look().catch(failed), Bun.sleep(milliseconds)])
      return figures()
    },
    close: () => clearInterval(timer),
  }
}
export type Watch = ReturnType<typeof startWatch>
