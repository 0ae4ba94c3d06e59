import type { DoctorSummary } from '@wardline/doctor/model'
import { ProblemError } from '@wardline/kit/errors'
import { transact } from '@wardline/kit/transaction'
import { assertActive, knownDoctor, type Planner, plannedDoctor } from '../availability/planning.ts'
import { type Booking, refusalProblem } from '../booking.ts'
import type { Leave, LeaveQuery, NewLeave } from '../model.ts'
import { isRefusal } from '../rules.ts'
import { lockCalendars } from '../store.ts'
import type { AppointmentRow, LeaveRow } from '../tables.ts'
import { withdrawOffers } from '../waitlist/settling.ts'
import { type Affected, proposeFor } from './affected.ts'
import { leaveSpan } from './span.ts'
import * as store from './store.ts'

/** A leave with the appointments that it affects, each with where it could go. */
export type LeaveInFull = Leave & { affected: Affected[] }

/** Other doctors who could see a doctor's patients. */
async function colleaguesOf({ people }: Booking, { id, specialty }: DoctorSummary): Promise<DoctorSummary[]> {
  return (await people.activeDoctors(specialty)).filter((each) => each.id !== id)
}

/** @throws ProblemError `not-found` */
export async function knownLeave({ db }: Booking, doctor: DoctorSummary, leaveId: string): Promise<LeaveRow> {
  const leave = await store.leaveOf(db, doctor.id, leaveId)
  if (!leave) throw new ProblemError('not-found', 'There is no such leave of this doctor.')
  return leave
}

/** Where each of the appointments that a leave affects could go. */
export async function proposeForLeave(
  booking: Booking,
  doctor: DoctorSummary,
  leave: LeaveRow,
  rows: readonly AppointmentRow[],
): Promise<Affected[]> {
  if (rows.length === 0) return []
  return proposeFor(booking, rows, leave, { doctors: [doctor], colleagues: await colleaguesOf(booking, doctor) })
}

/**
 * Enters leave under the doctor's calendar lock, so that no booking slips in between: what it affects is all there is.
 * @throws ProblemError `not-found`, `forbidden`, `invalid`
 */
export async function enterLeave(
  booking: Booking,
  doctorId: string,
  body: NewLeave,
  planner: Planner,
): Promise<LeaveInFull> {
  const { db, people, clock, outbox, hospitalTz } = booking
  const doctor = await plannedDoctor(people, doctorId, planner)
  assertActive(doctor)
  const at = clock.now()
  const span = leaveSpan(body, at, hospitalTz)
  if (isRefusal(span)) throw refusalProblem(span)
  // Asked before the transaction: afterwards the leave is entered, whether or not somebody can be asked.
  const colleagues = await colleaguesOf(booking, doctor)
  const values = { doctorId: doctor.id, ...span, reason: body.reason ?? null }
  const [leave, rows] = await transact(db, async (tx): Promise<[LeaveRow, AppointmentRow[]]> => {
    await lockCalendars(tx, { doctorIds: [doctor.id] })
    const author = { actorId: planner.caller.userId, at }
    const entered = await store.insertLeave(tx, values, author)
    await withdrawOffers(tx, entered, author)
    return [entered, await store.affectedBy(tx, entered, { now: at, hospitalTz })]
  })
  outbox.wake()
  return { ...store.view(leave), affected: await proposeFor(booking, rows, leave, { doctors: [doctor], colleagues }) }
}

/** @throws ProblemError `not-found` */
export async function listLeave({ db, people }: Booking, doctorId: string, query: LeaveQuery) {
  const doctor = await knownDoctor(people, doctorId)
  return store.listLeaves(db, doctor.id, query)
}

/** @throws ProblemError `not-found` */
export async function readLeave(booking: Booking, doctorId: string, leaveId: string): Promise<LeaveInFull> {
  const { db, people, clock, hospitalTz } = booking
  const doctor = await knownDoctor(people, doctorId)
  const leave = await knownLeave(booking, doctor, leaveId)
  const rows = await store.affectedBy(db, leave, { now: clock.now(), hospitalTz })
  return { ...store.view(leave), affected: await proposeForLeave(booking, doctor, leave, rows) }
}

/**
 * Calls leave off; it stays on record.
 * @throws ProblemError `not-found`, `forbidden`
 */
export async function cancelLeave(
  booking: Booking,
  doctorId: string,
  leaveId: string,
  planner: Planner,
): Promise<void> {
  const { db, people, clock, outbox } = booking
  const doctor = await plannedDoctor(people, doctorId, planner)
  const { id } = await knownLeave(booking, doctor, leaveId)
  await transact(db, async (tx) => {
    await lockCalendars(tx, { doctorIds: [doctor.id] })
    await store.cancelLeave(tx, id, { actorId: planner.caller.userId, at: clock.now() })
  })
  outbox.wake()
}
