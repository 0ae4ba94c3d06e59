import type { EscalationStep } from '../rules.ts'
import type { AlertRow, NotificationRow } from '../tables.ts'

/** One person's copy of an alert, as far as following it goes. */
export type Copy = Pick<
  NotificationRow,
  'userId' | 'readAt' | 'ackAt' | 'ackBy' | 'ownerId' | 'title' | 'body' | 'repeats' | 'alertRevision'
> & {
  /** Who is told when its recipient does not answer. */
  step: EscalationStep
}

export type Followed = Omit<Copy, 'userId' | 'step'> & {
  /** What becomes of its recipient's task, if that is still open; null: it stays open. */
  task: 'answered' | 'handed-over' | null
}

type Leading = Pick<AlertRow, 'answeredBy' | 'ownerId' | 'acknowledgedAt' | 'title' | 'body' | 'repeats' | 'revision'>

/**
 * Whether one answer stands for this copy: of an alert that wants one owner it does for all, of one that everybody
 * answers for themselves only for those who were told because others did not.
 */
export const isShared = (answeredBy: AlertRow['answeredBy'], step: EscalationStep): boolean =>
  answeredBy === 'one' || step !== 'named'

/** What a copy says once it has followed its alert. Pure: `spread.ts` writes it. */
export function follow(copy: Copy, alert: Leading): Followed {
  const { title, body, repeats, revision, ownerId, acknowledgedAt } = alert
  const shared = isShared(alert.answeredBy, copy.step)
  const isAnswered = shared && acknowledgedAt !== null
  const isPassedOn = shared && ownerId !== null && ownerId !== copy.userId
  const concerns = ownerId === null || ownerId === copy.userId || !shared
  const words = { title, body, repeats, alertRevision: revision }
  return {
    ...words,
    ownerId: shared ? ownerId : copy.ownerId,
    // Handed over, an alert is open again, on the copies of those as well who saw it acknowledged.
    ackAt: shared ? acknowledgedAt : copy.ackAt,
    ackBy: shared ? acknowledgedAt && ownerId : copy.ackBy,
    // Whoever has to act reads it anew; for the others it is settled.
    readAt: repeats > copy.repeats && concerns ? null : copy.readAt,
    task: isAnswered ? 'answered' : isPassedOn ? 'handed-over' : null,
  }
}
