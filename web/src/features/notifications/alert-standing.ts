import type { Notification } from '../../api/records.ts'

/** Where an alert stands for whoever has this copy of it, and what is still asked of them. */
export type AlertStanding =
  | { is: 'waiting' | 'overdue' | 'declined'; dueAt: string }
  | { is: 'taken-by-you' | 'taken-by-another'; at: string | null }

type Copy = Pick<Notification, 'ack' | 'ownerId' | 'declinedAt'>

/** Undefined when no answer was ever asked for. Pure. */
export function standingOf({ ack, ownerId, declinedAt }: Copy, userId: string, now: number): AlertStanding | undefined {
  if (!ack) return
  // Handed over, it is somebody else's even where this one acknowledged it before.
  if (ownerId !== null && ownerId !== userId) return { is: 'taken-by-another', at: ack.at }
  if (ack.at) return { is: ack.by === userId ? 'taken-by-you' : 'taken-by-another', at: ack.at }
  if (declinedAt) return { is: 'declined', dueAt: ack.dueAt }
  return { is: Date.parse(ack.dueAt) > now ? 'waiting' : 'overdue', dueAt: ack.dueAt }
}
