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
  | { type: 'ping'; data: { top: Position; unread: number } }
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

/** Full jitter: a ward full of browsers must not come back in step. */
export const backOff = (failures: number, random: number): number => random * Math.min(30_000, 500 * 2 ** failures)
