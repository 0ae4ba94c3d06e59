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

/** Which answers are open. Pure. */
export const answersTo = ({ is }: AlertStanding, mayHandOver: boolean) => ({
  acknowledge: is === 'waiting' || is === 'overdue' || is === 'declined',
  decline: is === 'waiting' || is === 'overdue',
  handOver: mayHandOver && is !== 'taken-by-another',
})

/** How long an answered alert stays where it was, so that whoever watched it sees who has it now. */
const settledMs = 60_000

interface Pinned<Kept> {
  notification: Kept
  standing: AlertStanding
}

/**
 * What is pinned to every page: alerts that wait for this person, the most pressing first, and those that were answered
 * a moment ago. Pure.
 */
export function pinnedOf<Kept extends Copy & { id: string; updatedAt: string }>(
  notifications: Kept[],
  userId: string,
  now: number,
): Pinned<Kept>[] {
  const known = new Map(notifications.map((notification) => [notification.id, notification]))
  return [...known.values()]
    .flatMap((notification) => {
      const standing = standingOf(notification, userId, now)
      return standing ? [{ notification, standing }] : []
    })
    .filter(({ notification, standing }) => {
      if (standing.is === 'declined') return false
      if ('dueAt' in standing) return true
      return now - Date.parse(standing.at ?? notification.updatedAt) < settledMs
    })
    .sort((one, other) => dueOf(one.standing) - dueOf(other.standing))
}

const dueOf = (standing: AlertStanding): number =>
  'dueAt' in standing ? Date.parse(standing.dueAt) : Number.POSITIVE_INFINITY
