import { type Interval, overlaps } from '@wardline/kit/zone'
import { isActive, type Status } from '../rules.ts'

export const entryStatuses = ['waiting', 'offered', 'booked', 'removed'] as const
export type EntryStatus = (typeof entryStatuses)[number]

/** What each says of somebody on the waitlist, in words for people. */
export const entryMeanings: Record<EntryStatus, string> = {
  waiting: 'Waits for a time to become free',
  offered: 'Is being asked about a time that became free',
  booked: 'Has an appointment now',
  removed: 'Is not waiting any more',
}

export const offerStatuses = ['offered', 'accepted', 'declined', 'expired', 'withdrawn'] as const
export type OfferStatus = (typeof offerStatuses)[number]

/** What each says of an offer, in words for people. */
export const offerMeanings: Record<OfferStatus, string> = {
  offered: 'Is kept for them; they have not answered yet',
  accepted: 'Became an appointment',
  declined: 'They did not want it',
  expired: 'They did not answer in time',
  withdrawn: 'Was taken back before they answered',
}

/** How long an offer stands. */
const offerMinutes = 15

/** For how long a slot is offered, in seconds: never beyond its start. */
export const offerSeconds = (startsAt: Date, now: Date): number =>
  Math.floor(Math.min(offerMinutes * 60_000, startsAt.getTime() - now.getTime()) / 1000)

/** When somebody can come; null is open. */
export interface Window {
  notBefore: Date | null
  notAfter: Date | null
}

/** True when the whole visit lies in the window. */
export const fits = ({ notBefore, notAfter }: Window, { startsAt, endsAt }: Interval): boolean =>
  (!notBefore || notBefore <= startsAt) && (!notAfter || endsAt <= notAfter)

/** What is wrong with a window, with the field it is about. */
export function windowProblem(
  { notBefore, notAfter }: Window,
  now: Date,
): { path: string; message: string } | undefined {
  if (notBefore && notAfter && notBefore >= notAfter)
    return { path: 'notAfter', message: '“notAfter” must be later than “notBefore”.' }
  if (notAfter && notAfter <= now)
    return { path: 'notAfter', message: '“notAfter” lies in the past: no slot can become free any more.' }
}

/** Somebody on the waitlist as far as a free slot goes. */
export interface Candidate extends Window {
  id: string
  patientId: string
  /** The doctor they want; null when any of the specialty will do. */
  doctorId: string | null
  createdAt: Date
  /** They are being asked about a slot already. */
  hasOffer: boolean
  /** They have an appointment at that time. */
  isBusy: boolean
}

/** A slot that is free, with those who are not asked about it: who gave it up, and who was asked before. */
export interface FreeSlot extends Interval {
  notAsked: ReadonlySet<string>
}

/** Who named the doctor comes before who wants any of the specialty; then whoever has waited longest. */
const byRank = (one: Candidate, other: Candidate): number =>
  Number(one.doctorId === null) - Number(other.doctorId === null) ||
  one.createdAt.getTime() - other.createdAt.getTime() ||
  (one.id < other.id ? -1 : 1)

/**
 * Who is asked about a slot. `later` when nobody can be asked just now, but somebody who is being asked about another slot
 * may be afterwards; `nobody` when nobody is left.
 * @param candidates those who want this doctor, or the doctor's specialty
 */
export function bestMatch<C extends Candidate>(slot: FreeSlot, candidates: readonly C[]): C | 'later' | 'nobody' {
  const matching = candidates.filter(
    (candidate) => !candidate.isBusy && fits(candidate, slot) && !slot.notAsked.has(candidate.patientId),
  )
  const [best] = matching.filter((candidate) => !candidate.hasOffer).toSorted(byRank)
  return best ?? (matching.length > 0 ? 'later' : 'nobody')
}

/** An appointment as far as the time that it takes goes. */
export interface Standing extends Interval {
  status: Status
  doctorId: string
}

const length = ({ startsAt, endsAt }: Interval) => endsAt.getTime() - startsAt.getTime()

/** What remains of one time without another; only as much as another visit like it would need. */
function remainders(before: Interval, kept: Interval): Interval[] {
  if (!overlaps(before, kept)) return [before]
  return [
    { startsAt: before.startsAt, endsAt: kept.startsAt },
    { startsAt: kept.endsAt, endsAt: before.endsAt },
  ].filter((part) => length(part) >= length(kept))
}

/** The doctor's times ahead that a change gives back. */
export function freedTimes(before: Standing, after: Standing, now: Date): Interval[] {
  if (!isActive(before.status)) return []
  const stays = isActive(after.status) && after.doctorId === before.doctorId
  return (stays ? remainders(before, after) : [before])
    .filter(({ startsAt }) => startsAt > now)
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
}
