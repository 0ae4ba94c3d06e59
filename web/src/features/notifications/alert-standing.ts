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
 * What is pinned to every page: alerts whose time runs, the most pressing first, those that were answered a moment ago, and
 * those whose time is over, the latest first. Pure.
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
    .sort((one, other) => compare(one.standing, other.standing))
}

const groups: AlertStanding['is'][][] = [['waiting'], ['taken-by-you', 'taken-by-another'], ['overdue']]
const groupOf = ({ is }: AlertStanding) => groups.findIndex((group) => group.includes(is))

function compare(one: AlertStanding, other: AlertStanding): number {
  const between = groupOf(one) - groupOf(other)
  if (between !== 0 || !('dueAt' in one) || !('dueAt' in other)) return between
  const sooner = Date.parse(one.dueAt) - Date.parse(other.dueAt)
  return one.is === 'overdue' ? -sooner : sooner
}

/** So many are shown at first, although their time is over. */
const fewest = 2

/** Of what is pinned, what is never folded away: all whose time runs. Those whose time is over fill up what is left. Pure. */
export function shownOf<Alert extends { standing: AlertStanding }>(pinned: Alert[]): Alert[] {
  const pressing = pinned.filter(({ standing }) => standing.is !== 'overdue').length
  return pinned.slice(0, Math.max(fewest, pressing))
}
