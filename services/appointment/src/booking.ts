import type { Database, Transaction } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import { isWithinHours } from '@wardline/doctor/rules'
import { ProblemError } from '@wardline/kit/errors'
import { transact } from '@wardline/kit/transaction'
import { conflictWords, findConflict, isActive } from './rules.ts'
import {
  conflictOf,
  insertAppointment,
  isPatientArchived,
  lockAppointment,
  lockCalendars,
  type NewRow,
  overlapping,
  updateAppointment,
} from './store.ts'
import type { AppointmentRow } from './tables.ts'

/** Who acts, when, in which hospital. */
export interface Acting {
  actorId: string | null
  at: Date
  hospitalTz: string
}

const refuse = (conflict: keyof typeof conflictWords) => new ProblemError(conflict, conflictWords[conflict])

/** The check that the calendars' locks make final. */
async function assertFree(
  tx: Transaction,
  wanted: NewRow & { id: string },
  doctor: DoctorSummary,
  acting: Acting,
): Promise<void> {
  const others = await overlapping(tx, wanted.doctorId, wanted.patientId, wanted)
  const conflict = findConflict(wanted, others, isWithinHours(doctor.hours, wanted, acting.hospitalTz))
  if (conflict) throw refuse(conflict)
}

/** Constraints behind the check: what they refuse is told in the same words. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const conflict = conflictOf(error)
    throw conflict ? refuse(conflict) : error
  }
}

/**
 * Books under the locks of both calendars.
 * @throws ProblemError `outside-hours`, `doctor-busy`, `patient-busy`, or `invalid` for a patient archived meanwhile
 */
export const book = (tx: Transaction, values: NewRow, doctor: DoctorSummary, acting: Acting): Promise<AppointmentRow> =>
  explained(
    (async () => {
      await lockCalendars(tx, values.patientId, [values.doctorId])
      if (await isPatientArchived(tx, values.patientId)) throw archivedPatient()
      await assertFree(tx, { ...values, id: '' }, doctor, acting)
      return insertAppointment(tx, values, acting)
    })(),
  )

export const archivedPatient = () => ProblemError.invalid('patientId', 'This patient’s record is archived.')

/** What a change comes to, decided on the row as the locks hold it. */
export interface Decided {
  values: Partial<NewRow>
  /** The doctor whose hours count. */
  doctor: DoctorSummary
  reason?: string | null
}

const takesOtherTime = (before: AppointmentRow, after: NewRow) =>
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime() ||
  before.doctorId !== after.doctorId ||
  (before.overrideReason !== null && after.overrideReason === null)

/**
 * Changes an appointment under the locks of every calendar it touches.
 * `decide` sees the row as it is then, and throws what is wrong with the change.
 */
export function change(
  db: Database,
  known: AppointmentRow,
  otherDoctorId: string | undefined,
  acting: Acting,
  decide: (row: AppointmentRow) => Decided,
): Promise<AppointmentRow> {
  const run = async (tx: Transaction) => {
    await lockCalendars(tx, known.patientId, [known.doctorId, ...(otherDoctorId ? [otherDoctorId] : [])])
    const before = (await lockAppointment(tx, known.id)) as AppointmentRow
    if (before.doctorId !== known.doctorId)
      throw new ProblemError('stale', 'This appointment went to another doctor meanwhile. Load it again.')
    const { values, doctor, reason } = decide(before)
    const after = { ...before, ...values }
    const becomesActive = !isActive(before.status) && isActive(after.status)
    if (becomesActive && (await isPatientArchived(tx, before.patientId))) throw archivedPatient()
    if (isActive(after.status) && (becomesActive || takesOtherTime(before, after)))
      await assertFree(tx, after, doctor, acting)
    return updateAppointment(tx, before, values, { ...acting, reason: reason ?? null })
  }
  return explained(transact(db, run))
}
