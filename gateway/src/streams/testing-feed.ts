import type { BusMessages } from '@wardline/kit/bus'
import { parsePosition } from '@wardline/notification/rules'
import type { Feed, feedTimes, Sequences } from './feed.ts'
import type { createHub, Frame, Subscriber } from './hub.ts'

/** Times for tests that wait for none of them. */
export const quickTimes: typeof feedTimes = { coalesce: 1, changed: 5, ping: 5, retry: 1 }
/** Events that are replayed at once. */
export const replayed = 200

/** Chance, the same again for the same seed (mulberry32). */
export function chance(seed: number) {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { random, in: (share: number) => random() < share, below: (most: number) => Math.floor(random() * most) }
}
export type Chance = ReturnType<typeof chance>

/** Sequences that answer late, or not at all, as `luck` has it. */
export function keepSequences(luck: Chance | undefined) {
  const tops = new Map<string, number>()
  const state = { epoch: 'e1' }
  const top = (userId: string) => tops.get(userId) ?? 0
  async function late(): Promise<void> {
    if (!luck) return
    await Bun.sleep(luck.below(3))
    if (luck.in(0.1)) throw new Error('the notification service is away')
  }
  const sequences: Sequences = {
    events: async (users) => {
      await late()
      const items = users.map(({ userId, after }) => ({
        userId,
        top: top(userId),
        unread: 0,
        more: top(userId) - after > replayed,
        events: Array.from({ length: Math.min(replayed, Math.max(0, top(userId) - after)) }, (_, index) => ({
          seq: after + index + 1,
          kind: 'notification' as const,
          data: {},
        })),
      }))
      await Bun.sleep(luck?.below(3) ?? 0)
      return { epoch: state.epoch, items }
    },
    positions: async (userIds) => {
      await late()
      return { epoch: state.epoch, items: userIds.map((userId) => ({ userId, seq: top(userId), unread: 0 })) }
    },
  }
  return {
    sequences,
    top,
    write: (userId: string, events = 1) => tops.set(userId, top(userId) + events),
    restore: (epoch: string) => {
      state.epoch = epoch
    },
  }
}

/** A bus that loses, repeats and reorders what is said on it, as `luck` has it. */
export function carry(luck: Chance | undefined) {
  const listeners = new Set<(message: BusMessages['events']) => void>()
  const gaps = new Set<() => void>()
  const hand = (message: BusMessages['events']) => {
    for (const listener of listeners) listener(message)
  }
  return {
    subscribe: (topic: string, listener: (message: never) => void) => {
      const mine = listener as (message: BusMessages['events']) => void
      if (topic === 'events') listeners.add(mine)
      return () => void listeners.delete(mine)
    },
    onGap: (listener: () => void) => {
      gaps.add(listener)
      return () => void gaps.delete(listener)
    },
    say(userId: string, seq: number) {
      const message = { users: [{ userId, seq }] }
      if (!luck) hand(message)
      else if (!luck.in(0.3))
        for (let copies = luck.in(0.3) ? 3 : 1; copies > 0; copies -= 1) setTimeout(() => hand(message), luck.below(8))
    },
    gap: () => {
      for (const listener of gaps) listener()
    },
  }
}

/** A reader as a browser is one: resumes from the last it had, and keeps what it was sent over all of its connections. */
export function createReader(userId: string, hub: ReturnType<typeof createHub>, feed: Feed) {
  const ids: string[] = []
  const types: string[] = []
  const farewells: string[] = []
  const tops: string[] = []
  let began: number | undefined
  let position: string | undefined
  let current: Subscriber | undefined

  function connect() {
    let isFull = false
    const self: Subscriber = {
      userId,
      role: 'nurse',
      sessionId: 's',
      seq: undefined,
      boards: false,
      held: [],
      get isFull() {
        return isFull
      },
      send: (frame: Frame) => {
        // What is sent to a connection that is gone does not arrive.
        if (current !== self) return
        types.push(frame.type)
        if (frame.type === 'ping') tops.push((frame.data as { top: string }).top)
        if (frame.type === 'ready') position ??= (frame.data as { position: string }).position
        began ??= parsePosition(position ?? '')?.seq
        if (frame.type === 'reset') position = (frame.data as { position: string }).position
        if (!frame.id) return
        ids.push(frame.id)
        position = frame.id
      },
      close: (reason) => {
        farewells.push(reason)
        hub.remove(self)
      },
    }
    current = self
    hub.add(self)
    const begun = feed.begin(self, position, true).catch(() => leave())
    return { begun, fill: (full: boolean) => (isFull = full) }
  }
  function leave() {
    if (current) hub.remove(current)
    current = undefined
  }
  return {
    userId,
    ids,
    types,
    farewells,
    tops,
    /** Where its first stream began. */
    get began() {
      return began
    },
    connect,
    leave,
    get isConnected() {
      return current !== undefined
    },
    get seq() {
      return parsePosition(position ?? '')?.seq
    },
  }
}
