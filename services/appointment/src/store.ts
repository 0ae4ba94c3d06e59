import { type Database, type Transaction, violatedConstraint } from '@wardline/db/connect'
import { apply, inserting } from '@wardline/kit/bulk'
import { type Author, isChange, recording } from '@wardline/kit/change'
import { coalesce } from '@wardline/kit/coalesce'
import { historyItems } from '@wardline/kit/history'
import { transact } from '@wardline/kit/transaction'
import type { Interval } from '@wardline/kit/zone'
import { and, eq, gt, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Conflict } from './conflicts.ts'
import type { Appointment } from './model.ts'
import { activeStatuses, awaitedStatuses, earliestOverlap } from './rules.ts'
import { type AppointmentRow, appointments, archivedPatients, history, outbox } from './tables.ts'
import { writeFreed } from './waitlist/freeing.ts'
import { type Concerned, settleWaitlist } from './waitlist/settling.ts'

/** A row as it goes over the wire. */
export const view = (row: AppointmentRow): Appointment => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  patientId: row.patientId,
  doctorId: row.doctorId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  status: row.status,
  reason: row.reason,
  type: row.type,
  overrideReason: row.overrideReason,
  room: row.room,
  arrivedAt: row.arrivedAt?.toISOString() ?? null,
  checkedInAt: row.checkedInAt?.toISOString() ?? null,
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
  cancelled: row.cancelledAt && { by: row.cancelledBy, at: row.cancelledAt.toISOString(), reason: row.cancelReason },
})

/** The hot reads, planned once for each connection. */
export function prepareReads(db: Database) {
  const byIds = db
    .select()
    .from(appointments)
    .where(sql`${appointments.id} = any(${sql.placeholder('ids')}::uuid[])`)
    .prepare('appointments_by_ids')
  return {
    byId: coalesce<AppointmentRow>((ids) => byIds.execute({ ids })),
    byIds: async (ids: string[]): Promise<Appointment[]> =>
      ids.length ? (await byIds.execute({ ids })).map(view) : [],
  }
}

const key = (kind: 'doctor' | 'patient' | 'room', id: string) => BigInt.asIntN(64, BigInt(Bun.hash(`${kind} ${id}`)))

/** Whose times a change touches. */
interface Calendars {
  patientIds?: readonly string[]
  doctorIds?: readonly string[]
  rooms?: readonly (string | null)[]
}

/**
 * Takes the locks that every write of times, status, doctor, patient or room needs, in one order everywhere,
 * until the transaction ends. Without them the constraints alone deadlock: 100 inserts of one slot took up to 96 s.
 */
export async function lockCalendars(
  tx: Transaction,
  { patientIds = [], doctorIds = [], rooms = [] }: Calendars,
): Promise<void> {
  const keys = new Set([
    ...patientIds.map((id) => key('patient', id)),
    ...doctorIds.map((id) => key('doctor', id)),
    ...rooms.flatMap((room) => (room === null ? [] : key('room', room))),
  ])
  const locks = [...keys]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((each) => sql`pg_advisory_xact_lock(${each.toString()}::bigint)`)
  // What is read under them is planned once for a connection: in a large table Postgres would plan it anew each time.
  const settings = sql`set_config('plan_cache_mode', 'force_generic_plan', true)`
  await tx.execute(sql`select ${sql.join([settings, ...locks], sql`, `)}`)
}

/** The calendars of an appointment as it is, and as it is to be. */
export const calendarsOf = (
  known: Pick<AppointmentRow, 'patientId' | 'doctorId' | 'room'>,
  { doctorId = known.doctorId, room = known.room }: Partial<Pick<AppointmentRow, 'doctorId' | 'room'>> = {},
): Calendars => ({ patientIds: [known.patientId], doctorIds: [known.doctorId, doctorId], rooms: [known.room, room] })

/** Rows that overlap an interval. */
export const touching = ({ startsAt, endsAt }: Interval) =>
  and(
    lt(appointments.startsAt, endsAt),
    gt(appointments.endsAt, startsAt),
    gt(appointments.startsAt, earliestOverlap(startsAt)),
  )

export async function isPatientArchived(tx: Transaction, patientId: string): Promise<boolean> {
  return (await tx.$count(archivedPatients, eq(archivedPatients.patientId, patientId))) > 0
}

/** From here on nothing is booked for this patient: a booking under way holds the same lock. */
export const closePatient = (db: Database, patientId: string, at: Date) =>
  transact(db, async (tx) => {
    await lockCalendars(tx, { patientIds: [patientId] })
    await tx.insert(archivedPatients).values({ patientId, at }).onConflictDoNothing()
  })

const idsOf = (row: AppointmentRow) => ({ appointmentId: row.id, patientId: row.patientId, doctorId: row.doctorId })

export type NewRow = Omit<AppointmentRow, 'id' | 'version' | 'createdAt' | 'updatedAt'>

const tables = { history, outbox }

/** What goes with taking a time. */
export interface Taking {
  /** Writes that belong to the same change. */
  alongside: readonly SQL[]
  /** Who waited for such a time. */
  concerned: readonly Concerned[]
}

/** Writes an appointment, its history and its event; the caller holds its calendars. */
export async function insertAppointment(
  tx: Transaction,
  values: NewRow,
  author: Author,
  { alongside, concerned }: Taking,
): Promise<AppointmentRow> {
  const { at } = author
  const after: AppointmentRow = { ...values, id: Bun.randomUUIDv7(), version: 1, createdAt: at, updatedAt: at }
  const said = { action: 'booked', type: 'appointment.booked', reason: after.overrideReason } as const
  const records = recording(tables, { before: undefined, after, ...said, ids: idsOf(after), author })
  await apply(tx, [inserting(appointments, [after]), ...records, ...alongside])
  await settleWaitlist(tx, undefined, after, author, concerned)
  return after
}

type EventType = 'appointment.booked' | 'appointment.moved' | 'appointment.cancelled' | 'appointment.updated'

/** What a change is to those who have to hear of it. */
function eventOf(before: AppointmentRow, after: AppointmentRow): EventType {
  if (before.status !== after.status && after.status === 'cancelled') return 'appointment.cancelled'
  if (before.status === 'cancelled' && after.status === 'booked') return 'appointment.booked'
  const moved =
    before.startsAt.getTime() !== after.startsAt.getTime() || before.endsAt.getTime() !== after.endsAt.getTime()
  return moved || before.doctorId !== after.doctorId ? 'appointment.moved' : 'appointment.updated'
}

/**
 * Writes a change, its history and its event; the caller holds the row and its calendars.
 * What changes nothing leaves no trace.
 */
export async function updateAppointment(
  tx: Transaction,
  before: AppointmentRow,
  values: Partial<NewRow>,
  author: Author & { reason: string | null },
  { alongside, concerned }: Taking = { alongside: [], concerned: [] },
): Promise<AppointmentRow> {
  if (!isChange(before, { ...before, ...values })) return before
  const changed = { ...values, version: before.version + 1, updatedAt: author.at }
  const after = { ...before, ...changed }
  const type = eventOf(before, after)
  const ids = { ...idsOf(after), ...(before.doctorId !== after.doctorId && { previousDoctorId: before.doctorId }) }
  const action = type.slice('appointment.'.length)
  const records = recording(tables, { before, after, action, type, ids, author, reason: author.reason })
  const update = tx.update(appointments).set(changed).where(eq(appointments.id, before.id))
  await apply(tx, [update.getSQL(), ...records, ...alongside])
  await settleWaitlist(tx, before, after, author, concerned)
  await writeFreed(tx, before, after, author.at)
  return after
}

export const lockAppointment = async (tx: Transaction, id: string): Promise<AppointmentRow | undefined> =>
  (await tx.select().from(appointments).where(eq(appointments.id, id)).for('update'))[0]

/** Appointments of a patient that lie ahead and can still be called off. */
export const upcomingOf = (db: Database, patientId: string, now: Date) =>
  db
    .select()
    .from(appointments)
    .where(
      and(
        eq(appointments.patientId, patientId),
        gt(appointments.startsAt, now),
        inArray(appointments.status, [...awaitedStatuses]),
      ),
    )

export const historyOf = (db: Database, id: string) => historyItems(db, history, id)

/** Patients who have or had an appointment with a doctor since an instant. */
export async function patientsSeenBy(db: Database, doctorId: string, from: Date, to: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ patientId: appointments.patientId })
    .from(appointments)
    .where(
      and(
        eq(appointments.doctorId, doctorId),
        gte(appointments.startsAt, from),
        lt(appointments.startsAt, to),
        inArray(appointments.status, [...activeStatuses]),
      ),
    )
  return rows.map((row) => row.patientId)
}

const constraints: Record<string, Conflict> = {
  appointment_doctor_busy: 'doctor-busy',
  appointment_patient_busy: 'patient-busy',
  appointment_room_busy: 'room-busy',
}

/** The conflict behind a violated exclusion constraint: the last line of defence says the same words as the first. */
export const conflictOf = (error: unknown): Conflict | undefined => constraints[violatedConstraint(error) ?? '']
