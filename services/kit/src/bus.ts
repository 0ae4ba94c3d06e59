import { Redis } from 'ioredis'
import { Client } from 'pg'
import type { Logger } from './log.ts'

/**
 * What travels between parts as a hint: ids only, at most once, forgeable by anyone with a login.
 * Whoever receives one reads the truth from its owner; whoever needs it polls as well.
 */
export interface BusMessages {
  /** Users who have events up to `seq` in their sequence. */
  events: { users: { userId: string; seq: number }[] }
  /** Records that changed, for boards and lists; `userIds` are the patients' own users among those concerned. */
  changed: { entity: string; ids: string[]; userIds: string[] }
  /** A session was revoked. */
  sessions: { sessionId: string }
  /** Something has to leave the house: workers look at once instead of at their next poll. */
  deliveries: Record<never, never>
}
export type Topic = keyof BusMessages
const topics = ['events', 'changed', 'sessions', 'deliveries'] as const satisfies readonly Topic[]

export interface Bus {
  publish<T extends Topic>(topic: T, message: BusMessages[T]): void
  /** Returns how to stop listening. */
  subscribe<T extends Topic>(topic: T, listener: (message: BusMessages[T]) => void): () => void
  /** Called whenever hints may have been missed: a connection was lost and is back, this process' own or that of one who speaks. */
  onGap(listener: () => void): () => void
  close(): Promise<void>
}

const channelOf = (topic: Topic) => `wardline_${topic}`
/** Where a process says, when it is back, that it had something to say while it was not heard. */
const gapChannel = 'wardline_gap'
const listenedTo = [...topics.map(channelOf), gapChannel]
const retryMs = [100, 250, 500, 1000]
const wait = (attempt: number) => Bun.sleep(retryMs[Math.min(attempt, retryMs.length - 1)] as number)

type Unread = Record<string, unknown>

const isText = (value: unknown): value is string => typeof value === 'string'
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
const isHint = (value: Unread | null): boolean => isText(value?.userId) && Number.isSafeInteger(value?.seq)

/** Whether something is a message of its topic: listeners rely on its shape, and anyone can say anything. */
const fits: Record<Topic, (message: Unread) => boolean> = {
  events: ({ users }) => Array.isArray(users) && users.every(isHint),
  changed: ({ entity, ids, userIds }) => isText(entity) && areTexts(ids) && areTexts(userIds),
  sessions: ({ sessionId }) => isText(sessionId),
  deliveries: () => true,
}

/** The listeners of this process, whichever engine carries the messages. */
function createListeners(log: Logger) {
  const byTopic = new Map<Topic, Set<(message: never) => void>>(topics.map((topic) => [topic, new Set()]))
  const gaps = new Set<() => void>()
  const add = <T>(set: Set<T>, listener: T) => {
    set.add(listener)
    return () => void set.delete(listener)
  }
  const gap = (): void => {
    for (const listener of gaps) listener()
  }
  return {
    receive(channel: string, payload: string): void {
      if (channel === gapChannel) gap()
      const topic = topics.find((each) => channelOf(each) === channel)
      if (!topic) return
      try {
        const message: Unread | null = JSON.parse(payload)
        if (typeof message !== 'object' || message === null || !fits[topic](message))
          throw new TypeError('it is no message of this topic')
        for (const listener of byTopic.get(topic) ?? []) listener(message as never)
      } catch (error) {
        log.warn({ error, topic }, 'bus message ignored')
      }
    },
    gap,
    subscribe: <T extends Topic>(topic: T, listener: (message: BusMessages[T]) => void) =>
      add(byTopic.get(topic) as Set<(message: BusMessages[T]) => void>, listener),
    onGap: (listener: () => void) => add(gaps, listener),
  }
}

const notify = 'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as hint (channel, payload)'

/** Hints over LISTEN/NOTIFY, on one direct connection of the process. */
export async function postgresBus(url: string, log: Logger): Promise<Bus> {
  const listeners = createListeners(log)
  const waiting: [channel: string, payload: string][] = []
  let flushing = false
  let isUnheard = false
  let client: Client | undefined
  let closed = false

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString: url,
      application_name: 'wardline-bus',
      keepAlive: true,
      connectionTimeoutMillis: 3000,
    })
    next.on('notification', ({ channel, payload }) => listeners.receive(channel, payload ?? ''))
    next.on('error', () => {})
    next.on('end', () => {
      // A try that failed ends too: only the loss of a connection that worked begins a new round of tries.
      if (client !== next) return
      client = undefined
      if (!closed) void reconnect()
    })
    await next.connect()
    await next.query(listenedTo.map((channel) => `LISTEN ${channel}`).join('; '))
    client = next
  }
  async function reconnect(): Promise<void> {
    for (let attempt = 0; !closed && !client; attempt++) {
      await wait(attempt)
      try {
        await connect()
        listeners.gap()
        if (isUnheard) say(gapChannel, '')
        isUnheard = false
      } catch (error) {
        log.warn({ error }, 'the bus cannot be reached')
      }
    }
  }
  function say(channel: string, payload: string): void {
    waiting.push([channel, payload])
    void flush()
  }
  /** Hints that come while others are on their way go together after them. */
  async function flush(): Promise<void> {
    if (flushing || !client) return
    flushing = true
    while (waiting.length > 0 && client) {
      const hints = waiting.splice(0)
      const [channels, payloads] = [hints.map(([channel]) => channel), hints.map(([, payload]) => payload)]
      // A lost hint is found by the next poll, so nobody waits for this.
      await client.query(notify, [channels, payloads]).catch(() => {
        isUnheard = true
      })
    }
    flushing = false
  }

  await connect()
  return {
    publish: (topic, message) => {
      if (client) say(channelOf(topic), JSON.stringify(message))
      else isUnheard = true
    },
    subscribe: listeners.subscribe,
    onGap: listeners.onGap,
    close: async () => {
      closed = true
      await client?.end().catch(() => {})
    },
  }
}

/** Hints over Redis publish/subscribe. */
export async function redisBus(url: string, log: Logger): Promise<Bus> {
  const listeners = createListeners(log)
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt: number) => retryMs[Math.min(attempt, retryMs.length) - 1] ?? 1000,
  }
  const publisher = new Redis(url, { ...options, enableOfflineQueue: false, lazyConnect: true })
  const subscriber = new Redis(url, { ...options, lazyConnect: true })
  let wasReady = false
  let isUnheard = false
  const say = (channel: string, payload: string) => {
    publisher.publish(channel, payload).catch(() => {
      isUnheard = true
    })
  }
  for (const connection of [publisher, subscriber])
    connection.on('error', (error) => log.warn({ error }, 'the bus cannot be reached'))
  subscriber.on('message', listeners.receive)
  subscriber.on('ready', () => {
    if (wasReady) listeners.gap()
    wasReady = true
  })
  publisher.on('ready', () => {
    if (isUnheard) say(gapChannel, '')
    isUnheard = false
  })
  await Promise.all([publisher.connect(), subscriber.connect()])
  await subscriber.subscribe(...listenedTo)
  return {
    publish: (topic, message) => say(channelOf(topic), JSON.stringify(message)),
    subscribe: listeners.subscribe,
    onGap: listeners.onGap,
    close: async () => {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}

/** The bus on whichever engine the configuration names. */
export const connectBus = (
  options: { redisUrl: string | undefined; databaseUrl: string },
  log: Logger,
): Promise<Bus> => (options.redisUrl ? redisBus(options.redisUrl, log) : postgresBus(options.databaseUrl, log))
