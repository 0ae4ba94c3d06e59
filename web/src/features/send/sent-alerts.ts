import type { Send, SendDetails } from '../../api/records.ts'

type Alert = NonNullable<SendDetails['alert']>

/** How far silence has taken an alert: to nobody yet, or to whom. */
export type Reached = 'nobody' | 'named' | 'admins' | 'fallback'

const worstFirst: Reached[] = ['fallback', 'admins', 'named', 'nobody']

/** Whom the silence of those before them has reached last. Pure. */
export function reachedBy({
  status,
  next,
  asked,
}: Pick<Alert, 'status' | 'next'> & { asked: { via: string }[] }): Reached {
  if (status === 'unanswered') return 'fallback'
  if (!asked.some(({ via }) => via === 'escalation')) return 'nobody'
  return next?.step === 'fallback' ? 'admins' : 'named'
}

const recentMs = 24 * 3600_000

/** What may still wait for an answer: the critical ones of the last day that went out. Pure. */
export const recentAlerts = <Sent extends Pick<Send, 'severity' | 'status' | 'createdAt' | 'sendAt'>>(
  sends: Sent[],
  now: number,
): Sent[] =>
  sends.filter(
    ({ severity, status, createdAt, sendAt }) =>
      severity === 'critical' &&
      (status === 'sent' || status === 'sending') &&
      now - Date.parse(sendAt ?? createdAt) < recentMs,
  )

export interface Unanswered {
  id: string
  title: string
  /** Since when nobody has answered. */
  since: string
  reached: Reached
  /** Who has it, without having acknowledged it. */
  owner: Alert['owner']
}

/** Alerts that nobody has acknowledged: those that silence has taken furthest first, of these the oldest. Pure. */
export function unansweredOf(sends: SendDetails[]): Unanswered[] {
  return sends
    .flatMap(({ id, title, createdAt, sendAt, alert }): Unanswered[] =>
      alert && alert.status !== 'acknowledged'
        ? [{ id, title, since: sendAt ?? createdAt, reached: reachedBy(alert), owner: alert.owner }]
        : [],
    )
    .toSorted(
      (one, other) =>
        worstFirst.indexOf(one.reached) - worstFirst.indexOf(other.reached) || one.since.localeCompare(other.since),
    )
}
