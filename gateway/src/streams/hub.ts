import type { Role } from '@wardline/kit/permissions'
import { formatPosition } from '@wardline/notification/rules'
import type { Change } from './changes.ts'

/** What goes over a stream: an SSE event, a WebSocket frame. Only what has a place in the user's sequence has an id. */
export interface Frame {
  type: 'ready' | 'notification' | 'updated' | 'changed' | 'ping' | 'reset' | 'bye'
  /** A position. */
  id?: string
  data: unknown
}

export type Farewell = 'token-expired' | 'revoked' | 'slow' | 'shutdown'

/** One open stream of one user, whatever carries it. */
export interface Subscriber {
  userId: string
  role: Role
  sessionId: string
  /** The last event of the sequence that was sent; undefined: this stream carries no sequence (yet). */
  seq: number | undefined
  /** Wants `changed` hints. */
  boards: boolean
  /** Hints that came before `ready` was said, which is the first frame of every stream; undefined from then on. */
  held: Frame[] | undefined
  /** As much waits for the reader as may: its sequence goes on when it has taken that. */
  readonly isFull: boolean
  send(frame: Frame): void
  close(reason: Farewell): void
}

/** What the notification service says of one user's sequence after some position. */
export interface Continuation {
  userId: string
  /** The position that was asked about: streams that are behind it were not meant, and are read for next. */
  after: number
  top: number
  unread: number
  /** More events than are replayed at once. */
  more: boolean
  events: { seq: number; kind: 'notification' | 'updated'; data: unknown }[]
}

/**
 * Who is connected, and who gets what. Pure: no clock, no network; the feed brings it hints and rows.
 * A stream only ever moves forward through its user's sequence, without a gap: what cannot be sent whole is a `reset`,
 * and what its reader has no room for now is read again when it has.
 * @param groupOf which group of users one is in, from 0: a group can be gone through without a look at everybody else
 */
export function createHub(groupOf: (userId: string) => number = () => 0) {
  const byUser = new Map<string, Set<Subscriber>>()
  const groups: Set<string>[] = []
  let size = 0

  const subscribersOf = (userId: string): Iterable<Subscriber> => byUser.get(userId) ?? []

  function* all(): Generator<Subscriber> {
    for (const subscribers of byUser.values()) yield* subscribers
  }

  function reset(subscriber: Subscriber, epoch: string, { top, unread }: { top: number; unread: number }): void {
    subscriber.seq = top
    subscriber.send({ type: 'reset', data: { position: formatPosition(epoch, top), unread } })
  }

  function hint(subscriber: Subscriber, frame: Frame): void {
    if (subscriber.held) subscriber.held.push(frame)
    else subscriber.send(frame)
  }

  return {
    get size() {
      return size
    },
    all,
    subscribersOf,
    /** Users with an open stream. */
    users: (): string[] => [...byUser.keys()],
    /** Those of one group. */
    usersIn: (group: number): string[] => [...(groups[group] ?? [])],
    add(subscriber: Subscriber): void {
      const subscribers = byUser.get(subscriber.userId) ?? new Set()
      if (!subscribers.has(subscriber)) size += 1
      byUser.set(subscriber.userId, subscribers.add(subscriber))
      const group = groupOf(subscriber.userId)
      groups[group] ??= new Set()
      groups[group].add(subscriber.userId)
    },
    remove(subscriber: Subscriber): void {
      const subscribers = byUser.get(subscriber.userId)
      if (!subscribers?.delete(subscriber)) return
      size -= 1
      if (subscribers.size > 0) return
      byUser.delete(subscriber.userId)
      groups[groupOf(subscriber.userId)]?.delete(subscriber.userId)
    },
    /** The earliest position from which a user's streams have to be continued; undefined when none with room is behind `top`. */
    behind(userId: string, top: number): number | undefined {
      let least: number | undefined
      for (const { seq, isFull } of subscribersOf(userId))
        if (!isFull && seq !== undefined && seq < top && seq < (least ?? top)) least = seq
      return least
    },
    /** Sends what each stream of the user has not had yet, in order and without a gap, or else a reset. */
    deliver(epoch: string, continuation: Continuation): void {
      const { userId, after, events, more, top } = continuation
      const first = events[0]?.seq ?? top + 1
      for (const subscriber of subscribersOf(userId)) {
        const { seq: last, isFull } = subscriber
        if (isFull || last === undefined || last < after || last >= top) continue
        // Another of the user's streams is so far behind that this one's share may not have been read.
        if (more && last > after) continue
        if (more || first > last + 1) {
          reset(subscriber, epoch, continuation)
          continue
        }
        for (const { seq, kind, data } of events) {
          if (seq <= last) continue
          if (subscriber.isFull) break
          subscriber.seq = seq
          subscriber.send({ type: kind, id: formatPosition(epoch, seq), data })
        }
      }
    },
    reset,
    /** Begins a stream that the hub may know already: `ready`, then what had to wait for it. */
    ready(subscriber: Subscriber, data: { position: string; unread: number }): void {
      const { held = [] } = subscriber
      subscriber.held = undefined
      for (const frame of [{ type: 'ready' as const, data }, ...held]) subscriber.send(frame)
    },
    /** Tells boards and lists what changed: staff everything, each patient the changes that concern them and no others. */
    changed(entity: string, changes: readonly Change[]): void {
      const frameOf = (those: readonly Change[]): Frame => ({
        type: 'changed',
        data: { entity, ids: [...new Set(those.flatMap(({ ids }) => ids))] },
      })
      const frame = frameOf(changes)
      for (const subscriber of all()) if (subscriber.boards && subscriber.role !== 'patient') hint(subscriber, frame)
      for (const userId of new Set(changes.flatMap(({ userIds }) => userIds))) {
        const patients = [...subscribersOf(userId)].filter(({ boards, role }) => boards && role === 'patient')
        if (patients.length === 0) continue
        const own = frameOf(changes.filter(({ userIds }) => userIds.includes(userId)))
        for (const patient of patients) hint(patient, own)
      }
    },
    /** Says how far users have come, to those of their streams that have begun. */
    ping(userIds: Iterable<string>, frameOf: (userId: string) => Frame): void {
      for (const userId of userIds)
        for (const subscriber of subscribersOf(userId)) if (!subscriber.held) subscriber.send(frameOf(userId))
    },
    closeSession(sessionId: string): void {
      for (const subscriber of [...all()]) if (subscriber.sessionId === sessionId) subscriber.close('revoked')
    },
    closeAll(reason: Farewell): void {
      for (const subscriber of [...all()]) subscriber.close(reason)
    },
  }
}
export type Hub = ReturnType<typeof createHub>
