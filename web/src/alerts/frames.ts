import { parsePosition } from '@wardline/notification/rules'
import type { EventSourceMessage } from 'eventsource-parser'
import type { Notification } from '../api/records.ts'

/** `<epoch>.<seq>`: a place in this user's gapless sequence (design, section 6). */
export type Position = string

export type Frame =
  | { type: 'ready'; data: { position: Position; unread: number } }
  | { type: 'notification'; id: Position; data: Notification & { unread: number } }
  | { type: 'updated'; id: Position; data: Partial<Notification> & { id: string; unread: number } }
  | { type: 'changed'; data: { entity: string; ids: string[] } }
  /** At `t`, an instant, nothing of this user's was newer than `top`. */
  | { type: 'ping'; data: { top: Position; unread: number; t: string } }
  | { type: 'reset'; data: { position: Position; unread: number } }
  | { type: 'bye'; data: { reason: 'token-expired' | 'revoked' | 'slow' | 'shutdown' } }

const types = new Set(['ready', 'notification', 'updated', 'changed', 'ping', 'reset', 'bye'])

/** A frame of the stream, or null for one that a later gateway may send and this page does not know. */
export function toFrame({ event, id, data }: EventSourceMessage): Frame | null {
  if (!event || !types.has(event)) return null
  // The gateway is the authority on the shapes of its frames; the type states its contract.
  return { type: event, data: JSON.parse(data), ...(id && { id }) } as Frame
}

/** Whether a frame tells something new. A new epoch always does: its numbers start again. */
export function isAfter(candidate: Position, known: Position | undefined): boolean {
  const [next, last] = [parsePosition(candidate), parsePosition(known ?? '')]
  return !next || !last || next.epoch !== last.epoch || next.seq > last.seq
}

/** The number of a position, or nothing where there is none. */
export const seqOf = (position: Position | undefined): number | undefined => parsePosition(position ?? '')?.seq

/** Full jitter: a ward full of browsers must not come back in step. */
export const backOff = (failures: number, random: number): number => random * Math.min(30_000, 500 * 2 ** failures)

/** How a connection ended, and what the gateway said of when to come back: `retry` of a stream, `Retry-After` of a refusal. */
export interface Ended {
  ending: 'closed' | 'refused' | 'expired' | 'restarting'
  /** Whether it ever came to life. */
  lived: boolean
  /** In milliseconds. */
  returnAfter?: number
}

/** However long somebody says, alerts are not without a stream for longer than this. */
const longestMs = 60_000
/** Over which browsers spread when a gateway restarts and does not say. */
const restartMs = 5_000

/** How long to wait before the next connection, in milliseconds. */
export function waitAfter({ ending, lived, returnAfter }: Ended, failures: number, random: number): number {
  if (lived && ending === 'expired') return 0
  const asked = returnAfter === undefined ? undefined : Math.min(returnAfter, longestMs)
  // The gateway gives each of its streams another time, by how many they are.
  if (ending === 'restarting') return asked ?? random * restartMs
  return (asked ?? 0) + backOff(failures, random)
}
