import type { Database, Transaction } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import type { Clock } from '@wardline/kit/clock'
import { ProblemError } from '@wardline/kit/errors'
import { keptAnswer, once } from '@wardline/kit/idempotency'
import type { UserCaller } from '@wardline/kit/identity'
import type { Outbox } from '@wardline/kit/outbox'
import type { Relation } from '@wardline/kit/permissions'
import { transact } from '@wardline/kit/transaction'
import { lookAround } from './around.ts'
import { conflictWords } from './conflicts.ts'
import { assertOwnHold, type Booker, endingHolds } from './holds.ts'
import type { Appointment, NewAppointment } from './model.ts'
import { archivedPatient, type People } from './people.ts'
import {
  type ChangeRequest,
  decideChange,
  isActive,
  isRefusal,
  mayOverride,
  noOverride,
  type Power,
  type Refusal,
  requestedTimes,
  startsTooEarly,
  tidyRoom,
} from './rules.ts'
import * as store from './store.ts'
import { type AppointmentRow, idempotency } from './tables.ts'

/** What booking and changing need. */
export interface Booking {
  db: Database
  people: People
  clock: Clock
  outbox: Outbox
  hospitalTz: string
}

/** Whose powers a change is made with, and who is on record for it. */
export interface Actor {
  actorId: string | null
  role: Power
}

export const conflictProblem = (conflict: keyof typeof conflictWords) =>
  new ProblemError(conflict, conflictWords[conflict])
export const refusalProblem = ({ kind, message, field }: Refusal) =>
  kind === 'invalid' && field ? ProblemError.invalid(field, message) : new ProblemError(kind, message)

/** Constraints behind the check: what they refuse is told in the same words. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const conflict = store.conflictOf(error)
    throw conflict ? conflictProblem(conflict) : error
  }
}

/** A time that an appointment is to take: its first, another one, or the one that it had given up. */
interface Claim {
  wanted: store.NewRow & { id: string }
  /** It was not in the patient's calendar before. */
  isNew: boolean
  doctor: DoctorSummary
  booker: Booker
  at: Date
}

/** The check that the calendars' locks make final, and what goes with taking the time. `assertion` is made under them too. */
async function claim(
  tx: Transaction,
  { wanted, isNew, doctor, booker, at }: Claim,
  hospitalTz: string,
  assertion: (tx: Transaction) => Promise<void> = async () => {},
): Promise<store.Taking> {
  const claimant = { userId: booker.userId, patientId: wanted.patientId }
  const around = await lookAround(tx, { wanted, doctor, claimant, hospitalTz })
  if (isNew && around.isPatientArchived) throw archivedPatient()
  await assertion(tx)
  await assertOwnHold(tx, wanted, booker)
  if (around.conflict) throw conflictProblem(around.conflict)
  const isKept = around.isKept || booker.holdId !== undefined
  return { alongside: isKept ? [endingHolds(wanted, booker, at)] : [], concerned: around.concerned }
}

/** The row of a new appointment, if what was asked for can be at all. */
function newRow(body: NewAppointment, doctor: DoctorSummary, at: Date): store.NewRow {
  const times = requestedTimes(body, doctor.slotMinutes)
  if (isRefusal(times)) throw refusalProblem(times)
  const early = startsTooEarly(times.startsAt, at)
  if (early) throw refusalProblem(early)
  const { patientId, doctorId, reason = null, type = null, overrideReason = null } = body
  const room = tidyRoom(body.room === undefined ? doctor.room : body.room)
  const ahead = { arrivedAt: null, checkedInAt: null, startedAt: null, finishedAt: null }
  const standing = { cancelledBy: null, cancelledAt: null, cancelReason: null }
  return { patientId, doctorId, ...times, status: 'booked', reason, type, overrideReason, room, ...ahead, ...standing }
}

/**
 * Books under the locks of both calendars; once for each `key`. `assertion` is made under them too.
 * @throws ProblemError `forbidden`, `invalid`, `outside-hours`, `doctor-busy`, `patient-busy`
 */
export async function createAppointment(
  { db, people, clock, outbox, hospitalTz }: Booking,
  body: NewAppointment,
  { caller, relation, key }: { caller: UserCaller; relation: Relation; key: string | undefined },
  assertion: (tx: Transaction) => Promise<void> = async () => {},
): Promise<Appointment> {
  const request = { userId: caller.userId, route: 'POST /appointments', key, body }
  const kept = await keptAnswer<Appointment>(db, idempotency, request, clock)
  if (kept) return kept.answer
  if (relation === 'own' && body.patientId !== (await people.patientIdOf(caller.userId)))
    throw new ProblemError('forbidden', 'Patients book for themselves.')
  if (relation === 'own' && body.room !== undefined)
    throw new ProblemError('forbidden', 'Only staff can choose “room”.')
  if (body.overrideReason && !mayOverride(caller.role)) throw refusalProblem(noOverride())
  const [doctor] = await Promise.all([people.bookableDoctor(body.doctorId), people.assertBookable(body.patientId)])
  const at = clock.now()
  const values = newRow(body, doctor, at)
  const work = once(db, idempotency, request, clock, async (tx) => {
    await store.lockCalendars(tx, store.calendarsOf(values))
    const booker = { userId: caller.userId, holdId: body.holdId }
    const wanted = { ...values, id: '' }
    const taking = await claim(tx, { wanted, isNew: true, doctor, booker, at }, hospitalTz, assertion)
    const row = await store.insertAppointment(tx, values, { actorId: caller.userId, at }, taking)
    return { status: 201, answer: store.view(row) }
  })
  const { answer } = await explained(work)
  outbox.wake()
  return answer
}

const takesOtherTime = (before: AppointmentRow, after: store.NewRow) =>
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime() ||
  before.doctorId !== after.doctorId ||
  before.room !== after.room ||
  (before.overrideReason !== null && after.overrideReason === null)

/** The row as the locks of every calendar that the change touches hold it. */
async function lockedRow(tx: Transaction, known: AppointmentRow, to: Partial<store.NewRow>): Promise<AppointmentRow> {
  await store.lockCalendars(tx, store.calendarsOf(known, to))
  const row = await store.lockAppointment(tx, known.id)
  if (row?.doctorId !== known.doctorId || row.room !== known.room)
    throw new ProblemError('stale', 'This appointment went to another doctor or room meanwhile. Load it again.')
  return row
}

/** Where a change takes an appointment: another doctor sees it in a room of their own. */
function destination(
  request: ChangeRequest,
  known: AppointmentRow,
  doctor: DoctorSummary,
): { doctorId?: string; room?: string | null } {
  const isElsewhere = request.doctorId !== undefined && request.doctorId !== known.doctorId
  const room = request.room === undefined && isElsewhere ? doctor.room : request.room
  return {
    ...(request.doctorId !== undefined && { doctorId: request.doctorId }),
    ...(room !== undefined && { room: tidyRoom(room) }),
  }
}

/**
 * Changes an appointment, decided by the rules on the row as the locks hold it; `assertion` sees that row first.
 * @throws ProblemError `forbidden`, `invalid`, `transition`, `stale`, and what a booking throws
 */
export async function changeAppointment(
  { db, people, clock, outbox, hospitalTz }: Booking,
  known: AppointmentRow,
  request: ChangeRequest,
  actor: Actor,
  assertion: (row: AppointmentRow) => void = () => {},
): Promise<AppointmentRow> {
  const at = clock.now()
  const { doctorId = known.doctorId, reasonCode: reason = null } = request
  const takesTime = [request.doctorId, request.startsAt, request.endsAt, request.durationMinutes].some(
    (each) => each !== undefined,
  )
  // What stays as it is, or is called off, may be with a doctor who has left.
  const doctor = await (takesTime || request.status === 'booked'
    ? people.bookableDoctor(doctorId)
    : people.findDoctor(doctorId))
  if (!doctor) throw new ProblemError('unavailable', 'The doctor of this appointment cannot be read just now.')
  const work = transact(db, async (tx) => {
    const to = destination(request, known, doctor)
    const before = await lockedRow(tx, known, to)
    assertion(before)
    const values = decideChange(before, { ...request, ...to }, { ...actor, at })
    if (isRefusal(values)) throw refusalProblem(values)
    const after = { ...before, ...values }
    const isNew = !isActive(before.status)
    const booker = { userId: actor.actorId, holdId: request.holdId }
    const taking =
      isActive(after.status) && (isNew || takesOtherTime(before, after))
        ? await claim(tx, { wanted: after, isNew, doctor, booker, at }, hospitalTz)
        : undefined
    return store.updateAppointment(tx, before, values, { actorId: actor.actorId, at, reason }, taking)
  })
  const after = await explained(work)
  outbox.wake()
  return after
}

/** Calls off what lies ahead of an archived patient, and lets nothing more be booked for them. */
export async function closeCalendar(booking: Booking, patientId: string, archivedBy: string | null): Promise<void> {
  const { db, clock } = booking
  const at = clock.now()
  await store.closePatient(db, patientId, at)
  // On record as the archiver's doing, so that they are not told of it themselves.
  const actor = { actorId: archivedBy, role: 'system' } as const
  for (const row of await store.upcomingOf(db, patientId, at))
    await changeAppointment(booking, row, { status: 'cancelled', reasonCode: 'patient-archived' }, actor)
}
