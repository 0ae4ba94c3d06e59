import type { Bus } from '@wardline/kit/bus'
import { ask } from '@wardline/kit/client'
import type { Clock } from '@wardline/kit/clock'
import type { Logger } from '@wardline/kit/log'
import { canaryUserId, formatPosition, parsePosition } from '@wardline/notification/rules'
import type { Clients } from '../clients.ts'
import { createChanges } from './changes.ts'
import { createQueue } from './feed-queue.ts'
import { together } from './feed-together.ts'
import type { Continuation, Hub, Subscriber } from './hub.ts'

/** How long things take, in milliseconds. */
export const feedTimes = {
  /** Hints that arrive together are answered with one read. */
  coalesce: 4,
  changed: 250,
  ping: 15_000,
  retry: 500,
}
/** The pings of all users are spread over their interval in steps of so many milliseconds: ten thousand at once would hold alerts up. */
const pingStep = 150
const turnsIn = (pingMs: number): number => Math.ceil(pingMs / pingStep)

/** The step of the interval in which a user is pinged: the hub's groups. */
export const turnOf =
  (pingMs = feedTimes.ping) =>
  (userId: string): number =>
    Number.parseInt(userId.slice(-4), 16) % turnsIn(pingMs)

/** Where the sequences are kept: what comes after each user's place, and how far each has come. */
export interface Sequences {
  events(users: { userId: string; after: number }[]): Promise<{ epoch: string; items: Omit<Continuation, 'after'>[] }>
  positions(userIds: string[]): Promise<{ epoch: string; items: { userId: string; seq: number; unread: number }[] }>
}

/** The sequences as the notification service keeps them. */
export function sequencesOf({ notification }: Pick<Clients, 'notification'>): Sequences {
  const { streams } = notification.internal
  return {
    events: (users) => ask(streams.events.post({ users })),
    positions: (userIds) => ask(streams.positions.post({ userIds })),
  }
}

/**
 * Feeds the hub: turns the bus's hints into reads of the notification service, one at a time for each set of users,
 * and asks it every 15 s how far each connected user's sequence has come, so that a lost hint costs at most that.
 */
export function startFeed(options: {
  hub: Hub
  sequences: Sequences
  bus: Pick<Bus, 'subscribe' | 'onGap'>
  clock: Clock
  log: Pick<Logger, 'warn'>
  times?: typeof feedTimes
}) {
  const { hub, sequences, bus, clock, log, times = feedTimes } = options
  let lastEpoch: string | undefined

  /** Numbers of another epoch mean other events: everyone comes back, and is then told to begin anew. */
  function follow(now: string): void {
    if (lastEpoch !== undefined && now !== lastEpoch) hub.closeAll('shutdown')
    lastEpoch = now
  }

  /** Delivers what has come for some users; answers those for whom there is more to read. */
  async function read(userIds: string[]): Promise<string[]> {
    const users = userIds.flatMap((userId) => {
      const after = hub.behind(userId, Number.POSITIVE_INFINITY)
      return after === undefined ? [] : [{ userId, after }]
    })
    if (users.length === 0) return []
    const { epoch, items } = await sequences.events(users)
    follow(epoch)
    const asked = new Map(users.map(({ userId, after }) => [userId, after]))
    for (const item of items) hub.deliver(epoch, { ...item, after: asked.get(item.userId) ?? 0 })
    // Streams of one user at different places are read for one after the other, the one furthest behind first.
    return items.filter(({ userId, top }) => hub.behind(userId, top) !== undefined).map(({ userId }) => userId)
  }

  const queue = createQueue(read, { retryMs: times.retry, log })
  const mark = (userIds: string[], milliseconds = times.coalesce) => queue.mark(userIds, milliseconds)

  const changes = createChanges(hub.changed, (work) => {
    const window = setTimeout(work, times.changed)
    return () => clearTimeout(window)
  })

  /** How far the given users' sequences have come. */
  async function positions(userIds: string[]) {
    const found = new Map<string, { seq: number; unread: number }>()
    let known = ''
    for (let start = 0; start < userIds.length; start += 1000) {
      const answer = await sequences.positions(userIds.slice(start, start + 1000))
      known = answer.epoch
      for (const { userId, seq, unread } of answer.items) found.set(userId, { seq, unread })
    }
    follow(known)
    return { epoch: known, of: (userId: string) => found.get(userId) ?? { seq: 0, unread: 0 } }
  }

  const turns = turnsIn(times.ping)
  let turn = 0

  async function ping(): Promise<void> {
    turn = (turn + 1) % turns
    const userIds = hub.usersIn(turn)
    if (userIds.length === 0) return
    try {
      const { epoch, of } = await positions(userIds)
      const t = clock.now().toISOString()
      const isBehind = (userId: string) => hub.behind(userId, of(userId).seq) !== undefined
      // Canaries show that hints arrive: what makes up for a lost one must not hide it.
      mark(userIds.filter((userId) => userId !== canaryUserId && isBehind(userId)))
      hub.ping(userIds, (userId) => {
        const { seq, unread } = of(userId)
        return { type: 'ping', data: { top: formatPosition(epoch, seq), unread, t } }
      })
    } catch (error) {
      log.warn({ error }, 'positions cannot be read')
    }
  }
  const pings = setInterval(() => void ping(), times.ping / turns)

  const stops = [
    bus.subscribe('events', ({ users }) =>
      mark(users.filter(({ userId, seq }) => hub.behind(userId, seq) !== undefined).map(({ userId }) => userId)),
    ),
    bus.subscribe('changed', changes.tell),
    bus.onGap(() => mark(hub.users())),
  ]

  const positionsTogether = together(positions)

  /** Where a user's sequence stands. */
  async function standing(userId: string) {
    const { epoch, of } = await positionsTogether(userId)
    const { seq, unread } = of(userId)
    return { epoch, seq, unread, position: formatPosition(epoch, seq) }
  }

  return {
    standing,
    /**
     * Begins a sequence on a subscriber that the hub knows already, so that no hint is missed: after `resume`
     * (a position that the client gave), or from now. `announce` says `ready` first, with the position that it continues from.
     */
    async begin(subscriber: Subscriber, resume: string | undefined, announce: boolean): Promise<void> {
      const now = await standing(subscriber.userId)
      const from = resume === undefined ? now : parsePosition(resume)
      const isKnown = from !== undefined && from.epoch === now.epoch && from.seq <= now.seq
      const start = isKnown ? from.seq : now.seq
      if (announce) hub.ready(subscriber, { position: formatPosition(now.epoch, start), unread: now.unread })
      if (!isKnown) hub.reset(subscriber, now.epoch, { top: now.seq, unread: now.unread })
      subscriber.seq = start
      // Something may have come between the look and this line.
      mark([subscriber.userId], 0)
    },
    /** A reader has taken everything that waited for it: its sequence goes on. */
    drained: (userId: string) => mark([userId], 0),
    close(): void {
      queue.close()
      clearInterval(pings)
      changes.close()
      for (const stop of stops) stop()
      hub.closeAll('shutdown')
    },
  }
}
export type Feed = ReturnType<typeof startFeed>
