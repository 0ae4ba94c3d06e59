import type { Database, Transaction } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import type { ExtraHours, Schedule } from '@wardline/doctor/rules'
import { civilDateAt, type Interval } from '@wardline/kit/zone'
import { type SQL, sql } from 'drizzle-orm'
import { earliestOverlap } from './rules.ts'

/** A slot that somebody keeps for some minutes. */
export interface Held extends Interval {
  id: string
  userId: string | null
  patientId: string | null
}

/** What the calendars say of doctors beside their weekly hours and their appointments. */
export interface Exceptions {
  extraHours: readonly ExtraHours[]
  holidays: ReadonlySet<string>
  leaves: readonly Interval[]
  /** Those that still count, by the database's clock. */
  holds: readonly Held[]
}

/** A row of any of them, as the statement answers it. */
export interface ExceptionRow {
  doctor_id: string | null
  kind: 'extra' | 'holiday' | 'leave' | 'hold'
  id: string | null
  starts_at: string | null
  ends_at: string | null
  date: string | null
  from: string | null
  to: string | null
  user_id: string | null
  patient_id: string | null
}

const interval = (row: ExceptionRow): Interval => ({
  startsAt: new Date(row.starts_at as string),
  endsAt: new Date(row.ends_at as string),
})

/** Nothing is entered for a date that four digits of year cannot write, and Postgres does not read Temporal's six. */
const dateWithin = (instant: Date, timeZone: string): string => {
  const date = civilDateAt(instant, timeZone)
  return date.startsWith('+') ? '9999-12-31' : date
}

/** The exceptions of many doctors within an interval, in one statement, so that they are of one moment. */
export function readingExceptions(doctorIds: readonly string[], { startsAt, endsAt }: Interval, timeZone: string): SQL {
  const ids = sql`any(${sql.param(doctorIds)}::uuid[])`
  const [first, last] = [dateWithin(startsAt, timeZone), dateWithin(endsAt, timeZone)]
  const earliest = earliestOverlap(startsAt)
  const touches = sql`starts_at < ${endsAt} and ends_at > ${startsAt}`
  return sql`
    select doctor_id, 'leave' as kind, id, starts_at::text, ends_at::text, null as date, null as "from", null as "to",
      null::uuid as user_id, null::uuid as patient_id
    from appointment.leave where doctor_id = ${ids} and cancelled_at is null and ${touches}
    union all
    select doctor_id, 'hold', id, starts_at::text, ends_at::text, null, null, null, user_id, patient_id
    from appointment.hold where doctor_id = ${ids} and ended_at is null and expires_at > clock_timestamp() and ${touches}
      and starts_at > ${earliest}
    union all
    select doctor_id, 'extra', id, null, null, date::text, "from", "to", null, null
    from appointment.extra_hours where doctor_id = ${ids} and cancelled_at is null and date between ${first} and ${last}
    union all
    select null, 'holiday', id, null, null, date::text, null, null, null, null
    from appointment.holiday where cancelled_at is null and date between ${first} and ${last}`
}

/** The exceptions that were read, by doctor. */
export function exceptionsBy(rows: readonly ExceptionRow[]): (doctorId: string) => Exceptions {
  const of = Map.groupBy(rows, (row) => row.doctor_id)
  const holidays = new Set((of.get(null) ?? []).map((row) => row.date as string))
  return (doctorId) => {
    const mine = of.get(doctorId) ?? []
    const kind = (wanted: ExceptionRow['kind']) => mine.filter((row) => row.kind === wanted)
    return {
      holidays,
      extraHours: kind('extra').map(({ date, from, to }) => ({ date, from, to }) as ExtraHours),
      leaves: kind('leave').map(interval),
      holds: kind('hold').map((row) => ({
        ...interval(row),
        id: row.id as string,
        userId: row.user_id,
        patientId: row.patient_id,
      })),
    }
  }
}

/** Reads the exceptions of many doctors within an interval. */
export const exceptionsOf = async (
  db: Database | Transaction,
  doctorIds: readonly string[],
  within: Interval,
  timeZone: string,
): Promise<(doctorId: string) => Exceptions> =>
  exceptionsBy(
    (await db.execute<ExceptionRow & Record<string, unknown>>(readingExceptions(doctorIds, within, timeZone))).rows,
  )

/** When a doctor works, with what single days bring. */
export const scheduleOf = (doctor: Pick<DoctorSummary, 'hours'>, exceptions: Exceptions): Schedule => ({
  hours: doctor.hours,
  extraHours: exceptions.extraHours,
  holidays: exceptions.holidays,
})

/** Whoever books: holds of their own, and those for the patient, do not stand in the way. */
export interface Claimant {
  userId: string | null
  patientId: string
}

export const isForeign = ({ userId, patientId }: Held, claimant: Claimant): boolean =>
  !((userId !== null && userId === claimant.userId) || (patientId !== null && patientId === claimant.patientId))
