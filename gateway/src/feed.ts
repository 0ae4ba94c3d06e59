import type { Bus } from '@wardline/kit/bus'
import { ask } from '@wardline/kit/client'
import type { Clock } from '@wardline/kit/clock'
import type { Logger } from '@wardline/kit/log'
import { canaryUserId, formatPosition, parsePosition } from '@wardline/notification/rules'
import { createChanges } from './changes.ts'
import type { Clients } from './clients.ts'
import type { Hub, Subscriber } from './hub.ts'

/** Hints that arrive together are answered with one read. */
const coalesceMs = 4
const changedMs = 250
const pingMs = 15_000
const retryMs = 500
/** Users in one read. */
const batch = 500

/**
 * Feeds the hub: turns the bus's hints into reads of the notification service, one at a time for each set of users,
 * and asks it every 15 s how far each connected user's sequence has come, so that a lost hint costs at most that.
 */
export function startFeed(options: {
  hub: Hub
  clients: Pick<Clients, 'notification'>
  bus: Bus
  clock: Clock
  log: Logger
}) {
  const { hub, clients, bus, clock, log } = options
  const { streams } = clients.notification.internal
  const dirty = new Set<string>()
  let isReading = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function readBatch(userIds: string[]): Promise<void> {
    const users = userIds.flatMap((userId) => {
      const after = hub.behind(userId, Number.POSITIVE_INFINITY)
      return after === undefined ? [] : [{ userId, after }]
    })
    if (users.length === 0) return
    const { epoch, items } = await ask(streams.events.post({ users }))
    const asked = new Map(users.map(({ userId, after }) => [userId, after]))
    for (const item of items) hub.deliver(epoch, { ...item, after: asked.get(item.userId) ?? 0 })
  }

  async function read(): Promise<void> {
    // A read under way takes with its next batch what became dirty meanwhile.
    if (isReading) return
    isReading = true
    while (dirty.size > 0 && !isClosed) {
      const userIds = [...dirty].slice(0, batch)
      for (const userId of userIds) dirty.delete(userId)
      try {
        await readBatch(userIds)
      } catch (error) {
        log.warn({ error }, 'sequences cannot be read')
        for (const userId of userIds) dirty.add(userId)
        await Bun.sleep(retryMs)
      }
    }
    isReading = false
  }

  function schedule(milliseconds: number): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void read()
    }, milliseconds)
  }

  function mark(userIds: Iterable<string>, milliseconds = coalesceMs): void {
    for (const userId of userIds) dirty.add(userId)
    if (dirty.size > 0) schedule(milliseconds)
  }

  const changes = createChanges(hub.changed, (work) => {
    const window = setTimeout(work, changedMs)
    return () => clearTimeout(window)
  })

  /** How far the given users' sequences have come. */
  async function positions(userIds: string[]) {
    const found = new Map<string, { seq: number; unread: number }>()
    let epoch = ''
    for (let start = 0; start < userIds.length; start += 1000) {
      const answer = await ask(streams.positions.post({ userIds: userIds.slice(start, start + 1000) }))
      epoch = answer.epoch
      for (const { userId, seq, unread } of answer.items) found.set(userId, { seq, unread })
    }
    return { epoch, of: (userId: string) => found.get(userId) ?? { seq: 0, unread: 0 } }
  }

  async function ping(): Promise<void> {
    if (hub.size === 0) return
    try {
      const { epoch, of } = await positions(hub.users())
      const t = clock.now().toISOString()
      const isBehind = (userId: string) => hub.behind(userId, of(userId).seq) !== undefined
      // Canaries show that hints arrive: what makes up for a lost one must not hide it.
      mark(hub.users().filter((userId) => userId !== canaryUserId && isBehind(userId)))
      hub.ping((userId) => {
        const { seq, unread } = of(userId)
        return { type: 'ping', data: { top: formatPosition(epoch, seq), unread, t } }
      })
    } catch (error) {
      log.warn({ error }, 'positions cannot be read')
    }
  }
  const pings = setInterval(() => void ping(), pingMs)

  const stops = [
    bus.subscribe('events', ({ users }) =>
      mark(users.filter(({ userId, seq }) => hub.behind(userId, seq) !== undefined).map(({ userId }) => userId)),
    ),
    bus.subscribe('changed', changes.tell),
    bus.onGap(() => mark(hub.users())),
  ]

  /** Where a user's sequence stands. */
  async function standing(userId: string) {
    const { epoch, of } = await positions([userId])
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
      isClosed = true
      clearInterval(pings)
      clearTimeout(timer)
      changes.close()
      for (const stop of stops) stop()
      hub.closeAll('shutdown')
    },
  }
}
export type Feed = ReturnType<typeof startFeed>
