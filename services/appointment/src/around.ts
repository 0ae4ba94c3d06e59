import type { Transaction } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import { isWithinHours } from '@wardline/doctor/rules'
import { readTogether } from '@wardline/kit/bulk'
import { type SQL, sql } from 'drizzle-orm'
import { type Conflict, findConflict, type Wanted, widened } from './conflicts.ts'
import { activeStatuses, earliestOverlap } from './rules.ts'
import { type Claimant, type ExceptionRow, exceptionsBy, isForeign, readingExceptions, scheduleOf } from './schedule.ts'
import { type Concerned, readingConcerned } from './waitlist/settling.ts'

/** A time that is wanted with a doctor, and by whom. */
export interface Asked {
  wanted: Wanted
  doctor: DoctorSummary
  claimant: Claimant
  hospitalTz: string
}

/** An appointment as JSON has it. */
type OtherRow = Omit<Wanted, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }

/** A row of each kind that speaks for or against a time. */
interface Row {
  exceptions: ExceptionRow
  others: OtherRow
}

/** Active appointments of this doctor, patient or room that overlap what is wanted, or what is kept free around it. */
function readingOthers({ wanted, doctor }: Asked): SQL {
  const { doctorId, patientId, room } = wanted
  const { startsAt, endsAt } = widened(wanted, doctor.bufferMinutes)
  const earliest = earliestOverlap(startsAt)
  return sql`
    select id, doctor_id as "doctorId", patient_id as "patientId", room, override_reason as "overrideReason",
      starts_at::text as "startsAt", ends_at::text as "endsAt"
    from appointment.appointment
    where (doctor_id = ${doctorId} or patient_id = ${patientId} or room = ${room})
      and status = any(${sql.param(activeStatuses)}::text[])
      and starts_at < ${endsAt} and ends_at > ${startsAt} and starts_at > ${earliest}`
}

const reading = (asked: Asked) => ({
  exceptions: readingExceptions([asked.doctor.id], asked.wanted, asked.hospitalTz),
  others: readingOthers(asked),
})

/** What speaks against the time, and whether the claimant keeps some of it already. */
function judge(rows: { [Name in keyof Row]: Row[Name][] }, asked: Asked) {
  const { wanted, doctor, claimant, hospitalTz } = asked
  const exceptions = exceptionsBy(rows.exceptions)(doctor.id)
  const held = exceptions.holds.filter((hold) => isForeign(hold, claimant))
  const conflict = findConflict(wanted, {
    others: rows.others.map((row) => ({ ...row, startsAt: new Date(row.startsAt), endsAt: new Date(row.endsAt) })),
    leaves: exceptions.leaves,
    held,
    isWithinHours: isWithinHours(scheduleOf(doctor, exceptions), wanted, hospitalTz),
    bufferMinutes: doctor.bufferMinutes,
  })
  return { conflict, isKept: held.length < exceptions.holds.length }
}

/** Why a time cannot be had, if so; the caller holds the doctor's calendar. */
export const conflictOn = async (tx: Transaction, asked: Asked): Promise<Conflict | undefined> =>
  judge(await readTogether<Row>(tx, reading(asked)), asked).conflict

/** What a booking has to know, found under the locks of every calendar that it touches: there it stays true. */
interface Around {
  conflict: Conflict | undefined
  /** The booker keeps this time, or a part of it. */
  isKept: boolean
  isPatientArchived: boolean
  /** Who waits for such a time. */
  concerned: Concerned[]
}

/**
 * Reads everything that a booking depends on in one statement. It has to come after the one that takes the locks: a statement
 * sees what was committed when it began, and what it waited for was not.
 */
export async function lookAround(tx: Transaction, asked: Asked): Promise<Around> {
  const { archived, concerned, ...rows } = await readTogether<Row & { archived: object; concerned: Concerned }>(tx, {
    ...reading(asked),
    archived: sql`select patient_id from appointment.archived_patient where patient_id = ${asked.wanted.patientId}`,
    concerned: readingConcerned(asked.wanted),
  })
  return { ...judge(rows, asked), isPatientArchived: archived.length > 0, concerned }
}
