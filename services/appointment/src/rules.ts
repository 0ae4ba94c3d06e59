import { may, type Role } from '@wardline/kit/permissions'
import type { Interval } from '@wardline/kit/zone'

export * from './reasons.ts'

/** FHIR R4's codes, in the order of a visit. */
export const statuses = [
  'proposed',
  'waitlist',
  'pending',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'noshow',
  'cancelled',
  'entered-in-error',
] as const
export type Status = (typeof statuses)[number]

/** What each status says, in words for people. */
export const meanings: Record<Status, string> = {
  proposed: 'Suggested, agreed by nobody yet',
  waitlist: 'Waiting for a slot to become free',
  pending: 'Asked for, waiting to be confirmed',
  booked: 'Agreed: the patient is expected',
  arrived: 'The patient is here',
  'checked-in': 'Checked in and ready to be seen',
  fulfilled: 'The visit took place',
  noshow: 'The patient did not come',
  cancelled: 'Called off before it took place',
  'entered-in-error': 'Recorded by mistake',
}

/** The statuses that take the doctor's and the patient's time. The exclusion constraints name the same ones. */
export const activeStatuses = ['pending', 'booked', 'arrived', 'checked-in', 'fulfilled'] as const satisfies Status[]
export const isActive = (status: Status): boolean => (activeStatuses as readonly Status[]).includes(status)

/** The statuses of a visit that has not begun: it is called off when the patient's record is archived. */
export const awaitedStatuses = ['proposed', 'waitlist', 'pending', 'booked'] as const satisfies Status[]

/** Status → where it may go next; server, web and tests use this one table. */
export const transitions: Record<Status, readonly Status[]> = {
  proposed: ['pending', 'booked', 'cancelled', 'entered-in-error'],
  waitlist: ['proposed', 'booked', 'cancelled', 'entered-in-error'],
  pending: ['booked', 'cancelled', 'entered-in-error'],
  booked: ['arrived', 'checked-in', 'noshow', 'cancelled', 'entered-in-error'],
  arrived: ['checked-in', 'fulfilled', 'noshow', 'cancelled', 'entered-in-error'],
  'checked-in': ['fulfilled', 'cancelled', 'entered-in-error'],
  fulfilled: ['entered-in-error'],
  noshow: ['arrived', 'entered-in-error'],
  cancelled: ['booked', 'entered-in-error'],
  'entered-in-error': [],
}

/** Whose powers a change is made with: a user's role, or the system's own, which carries out what somebody decided elsewhere. */
export type Power = Role | 'system'

/** Who may set the doctor's hours and other bookings aside. */
export const mayOverride = (power: Power): boolean =>
  power !== 'system' && may(power, 'appointment.override') !== undefined

/** The next statuses that somebody may choose: patients only call off. */
export const nextStatuses = (status: Status, role: Power): readonly Status[] =>
  role === 'patient' ? transitions[status].filter((next) => next === 'cancelled') : transitions[status]

/** Statuses in which the time can still be changed. */
export const isMovable = (status: Status): boolean =>
  !['fulfilled', 'noshow', 'cancelled', 'entered-in-error'].includes(status)

/** A visit can begin once the patient is here. */
export const isStartable = (status: Status): boolean => ['arrived', 'checked-in'].includes(status)

export const longestMinutes = 24 * 60
/** What overlaps an interval begins after this, since nothing is longer: no index scan need look further back. */
export const earliestOverlap = (startsAt: Date): Date => new Date(startsAt.getTime() - longestMinutes * 60_000)
/** What four digits of a year can write. */
export const lastInstant = Date.parse('9999-12-31T23:59:59.999Z')
/** A walk-in may be written down a little after it began. */
const latestStartMs = 15 * 60_000

/** What is wrong with a request: a kind of problem, in words, and the field where there is one. */
export interface Refusal {
  kind: 'invalid' | 'forbidden' | 'transition'
  message: string
  field?: string
}
const refusal = (kind: Refusal['kind'], message: string, field?: string): Refusal => ({
  kind,
  message,
  ...(field && { field }),
})
export const isRefusal = (value: object): value is Refusal => 'kind' in value && 'message' in value

/** A room without the spaces around its name, as a doctor's is kept: with them it would be another one, free at the same time. */
export const tidyRoom = (room: string | null): string | null => room?.trim() ?? null

/** The interval that a request asks for, or what is wrong with it. `defaultMinutes` serves where no end is given. */
export function requestedTimes(
  request: { startsAt: string; endsAt?: string | undefined; durationMinutes?: number | undefined },
  defaultMinutes: number,
): Interval | Refusal {
  const startsAt = new Date(request.startsAt)
  const minutes = request.durationMinutes ?? defaultMinutes
  const endsAt =
    request.endsAt === undefined ? new Date(startsAt.getTime() + minutes * 60_000) : new Date(request.endsAt)
  const length = (endsAt.getTime() - startsAt.getTime()) / 60_000
  if (length <= 0) return refusal('invalid', 'The appointment must end after it starts.', 'endsAt')
  if (length > longestMinutes) return refusal('invalid', 'An appointment lasts at most 24 hours.', 'endsAt')
  if (endsAt.getTime() > lastInstant)
    return refusal('invalid', 'The appointment would end after the year 9999.', 'startsAt')
  if (request.endsAt !== undefined && request.durationMinutes !== undefined && length !== request.durationMinutes)
    return refusal('invalid', 'The duration and the end disagree; give one of them.', 'durationMinutes')
  return { startsAt, endsAt }
}

export const startsTooEarly = (startsAt: Date, now: Date): Refusal | undefined =>
  startsAt.getTime() < now.getTime() - latestStartMs
    ? refusal('invalid', 'The appointment would start in the past.', 'startsAt')
    : undefined

/** What a patient may send in a change of their own appointment: they move it or call it off. */
const patientFields = ['version', 'startsAt', 'endsAt', 'durationMinutes', 'status', 'reasonCode', 'holdId']

/** An appointment as far as changing it goes. */
export interface Changeable extends Interval {
  status: Status
  reason: string | null
  type: string | null
  doctorId: string
  overrideReason: string | null
  room: string | null
  arrivedAt: Date | null
  checkedInAt: Date | null
  startedAt: Date | null
  finishedAt: Date | null
  cancelledBy: string | null
  cancelledAt: Date | null
  cancelReason: string | null
}

export interface ChangeRequest {
  startsAt?: string
  endsAt?: string
  durationMinutes?: number
  doctorId?: string
  reason?: string | null
  type?: string | null
  overrideReason?: string | null
  room?: string | null
  /** A hold of the caller's, which ends with the change. */
  holdId?: string
  startedAt?: string | null
  status?: Status
  reasonCode?: string | null
}

/** The refusal of an `overrideReason` from whom it does not become. */
export const noOverride = (): Refusal => refusal('forbidden', 'Your role cannot override the schedule.')

function mayChange(row: Changeable, request: ChangeRequest, role: Power, now: Date): Refusal | undefined {
  if (request.overrideReason && !mayOverride(role)) return noOverride()
  if (role !== 'patient') return
  const foreign = Object.keys(request).find((field) => !patientFields.includes(field))
  if (foreign) return refusal('forbidden', `Only staff can change “${foreign}” of an appointment.`)
  if (request.status && request.status !== 'cancelled')
    return refusal('forbidden', 'Only staff can do that; you can call the appointment off.')
  if (row.startsAt <= now) return refusal('transition', 'The appointment has begun; ask at the desk.')
}

function newTimes(row: Changeable, request: ChangeRequest): Interval | Refusal {
  if (request.startsAt === undefined && request.endsAt === undefined && request.durationMinutes === undefined)
    return row
  const minutes = (row.endsAt.getTime() - row.startsAt.getTime()) / 60_000
  return requestedTimes({ ...request, startsAt: request.startsAt ?? row.startsAt.toISOString() }, minutes)
}

/** When the patient came, was checked in and was seen, as far as a status says so. Whoever is booked again has not come yet. */
function milestones(row: Changeable, status: Status, at: Date): Partial<Changeable> {
  if (status === 'arrived') return { arrivedAt: at }
  if (status === 'checked-in') return { arrivedAt: row.arrivedAt ?? at, checkedInAt: at }
  if (status === 'fulfilled') return { finishedAt: at }
  return status === 'booked' ? { arrivedAt: null, checkedInAt: null, startedAt: null, finishedAt: null } : {}
}

/** What a status brings with it. */
function statusValues(
  row: Changeable,
  request: ChangeRequest,
  acting: { actorId: string | null; at: Date },
): Partial<Changeable> {
  if (request.status === undefined) return {}
  const cancelled = request.status === 'cancelled'
  return {
    status: request.status,
    ...milestones(row, request.status, acting.at),
    cancelledBy: cancelled ? acting.actorId : null,
    cancelledAt: cancelled ? acting.at : null,
    cancelReason: cancelled ? (request.reasonCode ?? null) : null,
  }
}

function visitValues(row: Changeable, request: ChangeRequest): Partial<Changeable> | Refusal {
  if (request.startedAt === undefined) return {}
  if (request.startedAt === null) return { startedAt: null }
  if (!isStartable(request.status ?? row.status))
    return refusal('transition', 'A visit starts once the patient has arrived.')
  return { startedAt: new Date(request.startedAt) }
}

/** The columns that a request changes, or why it cannot. Whether the time is free is for the locked check to say. */
export function decideChange(
  row: Changeable,
  request: ChangeRequest,
  acting: { actorId: string | null; role: Power; at: Date },
): Partial<Changeable> | Refusal {
  const forbidden = mayChange(row, request, acting.role, acting.at)
  if (forbidden) return forbidden
  if (request.status && !nextStatuses(row.status, acting.role).includes(request.status))
    return refusal('transition', `An appointment that is ${row.status} cannot become ${request.status}.`, 'status')
  const times = newTimes(row, request)
  if (isRefusal(times)) return times
  const moved = times.startsAt.getTime() !== row.startsAt.getTime()
  const status = request.status ?? row.status
  if ((times !== row || request.doctorId) && !isMovable(status))
    return refusal('transition', `An appointment that is ${status} cannot be moved.`)
  const reopened = row.status === 'cancelled' && status === 'booked'
  const early = moved || reopened ? startsTooEarly(times.startsAt, acting.at) : undefined
  if (early) return early
  const visit = visitValues(row, request)
  if (isRefusal(visit)) return visit
  const { reason, type, doctorId } = request
  // An override was for that time and that doctor: somebody who may not override does not carry it elsewhere.
  const isElsewhere = times !== row || doctorId !== undefined || reopened
  const overrideReason = isElsewhere && !mayOverride(acting.role) ? null : request.overrideReason
  return {
    ...(reason !== undefined && { reason }),
    ...(type !== undefined && { type }),
    ...(overrideReason !== undefined && { overrideReason }),
    ...(doctorId !== undefined && { doctorId }),
    ...(request.room !== undefined && { room: request.room }),
    ...(times !== row && { startsAt: times.startsAt, endsAt: times.endsAt }),
    ...statusValues(row, request, acting),
    ...visit,
  }
}
