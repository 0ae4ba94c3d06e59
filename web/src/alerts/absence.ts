import type { Notification } from '../api/records.ts'
import { createStore } from '../ui/store.ts'
import { isAfter, type Position, seqOf } from './frames.ts'

/** A stretch of somebody's sequence that came while they could not see it. */
export interface Absence {
  after: Position
  upTo: Position
}

/** Whoever looked away for less has missed nothing that the bell would not tell. */
const lookedAwayMs = 60_000
const lineDownMs = 5_000
/** More than these at once are no news any more, however short it was. */
const fewEnoughToShow = 3

const countOf = ({ after, upTo }: Absence): number => (seqOf(upTo) ?? 0) - (seqOf(after) ?? 0)

/** Whether what came meanwhile is told as one thing; otherwise each is shown as if it had just come. Pure. */
export function isWorthTelling(absence: Absence, why: 'looked-away' | 'line-down', ms: number): boolean {
  if (!isAfter(absence.upTo, absence.after)) return false
  if (why === 'looked-away') return ms >= lookedAwayMs
  return ms >= lineDownMs || countOf(absence) > fewEnoughToShow
}

/** Two absences that nobody has looked at yet are one. Pure. */
export const join = (one: Absence | undefined, other: Absence): Absence =>
  one ? { after: one.after, upTo: isAfter(other.upTo, one.upTo) ? other.upTo : one.upTo } : other

/** Those of the absence that are still unread. Pure. */
export function missedIn(absence: Absence, items: Pick<Notification, 'seq' | 'readAt'>[]): number {
  const [from, to] = [seqOf(absence.after) ?? 0, seqOf(absence.upTo) ?? 0]
  return items.filter(({ seq, readAt }) => !readAt && seq > from && seq <= to).length
}

const absence = createStore<Absence | undefined>(undefined)

export const noteAbsence = (next: Absence): void => absence.set(join(absence.get(), next))
export const forgetAbsence = (): void => absence.set(undefined)
export const useAbsence = absence.use
/** Whether it is told with an absence, and needs no showing of its own. */
export const isPartOfAbsence = (position: Position): boolean => {
  const known = absence.get()
  return known !== undefined && !isAfter(position, known.upTo)
}
