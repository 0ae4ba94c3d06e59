import type { Database, Transaction } from '@wardline/db/connect'
import { type Author, recordChange } from '@wardline/kit/change'
import { byInstant, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { civilDateAt, instantAt } from '@wardline/kit/zone'
import { and, asc, eq, gt, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Leave, LeaveQuery } from '../model.ts'
import { activeStatuses, isMovable, isStartable } from '../rules.ts'
import { touching } from '../store.ts'
import { type AppointmentRow, appointments, history, type LeaveRow, leaves, outbox } from '../tables.ts'

/** A row as it goes over the wire. */
export const view = (row: LeaveRow): Leave => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  doctorId: row.doctorId,
  from: row.firstDate ?? row.startsAt.toISOString(),
  to: row.lastDate ?? row.endsAt.toISOString(),
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  reason: row.reason,
  cancelledAt: row.cancelledAt?.toISOString() ?? null,
})

const tables = { history, outbox }
const idsOf = ({ id, doctorId }: LeaveRow) => ({ leaveId: id, doctorId })

type NewLeaveRow = Pick<LeaveRow, 'doctorId' | 'startsAt' | 'endsAt' | 'firstDate' | 'lastDate' | 'reason'>

/** Writes a leave, its history and its event; the caller holds the doctor's calendar. */
export async function insertLeave(
  tx: Transaction,
  values: NewLeaveRow,
  author: Author & { actorId: string },
): Promise<LeaveRow> {
  const { at, actorId } = author
  const [row] = await tx
    .insert(leaves)
    .values({ ...values, id: Bun.randomUUIDv7(), createdAt: at, updatedAt: at, enteredBy: actorId })
    .returning()
  const after = row as LeaveRow
  const said = { action: 'entered', type: 'leave.entered', reason: after.reason } as const
  await recordChange(tx, tables, { before: undefined, after, ...said, ids: idsOf(after), author })
  return after
}

/** Calls a leave off; false when it was already. */
export async function cancelLeave(tx: Transaction, id: string, author: Author & { actorId: string }): Promise<boolean> {
  const [before] = await tx.select().from(leaves).where(eq(leaves.id, id)).for('update')
  if (!before || before.cancelledAt) return false
  const [row] = await tx
    .update(leaves)
    .set({ cancelledAt: author.at, cancelledBy: author.actorId, version: before.version + 1, updatedAt: author.at })
    .where(eq(leaves.id, id))
    .returning()
  const after = row as LeaveRow
  await recordChange(tx, tables, {
    ...{ before, after, action: 'cancelled', type: 'leave.cancelled', ids: idsOf(after), author },
  })
  return true
}

export const leaveOf = async (db: Database, doctorId: string, id: string): Promise<LeaveRow | undefined> =>
  (
    await db
      .select()
      .from(leaves)
      .where(and(eq(leaves.id, id), eq(leaves.doctorId, doctorId)))
  )[0]

export const leavesByIds = async (db: Database, ids: string[]): Promise<Leave[]> =>
  ids.length ? (await db.select().from(leaves).where(inArray(leaves.id, ids))).map(view) : []

/** Leave of a doctor that touches an interval and was not called off. */
export async function listLeaves(db: Database, doctorId: string, query: LeaveQuery) {
  const { limit = defaultLimit, sort = 'startsAt', cursor, count, from, to, q } = query
  const columns = { startsAt: byInstant(leaves.startsAt), createdAt: byInstant(leaves.createdAt) }
  const { field, order, after, orderBy } = keyset({ sort, cursor, columns, id: leaves.id })
  const matching = and(
    eq(leaves.doctorId, doctorId),
    isNull(leaves.cancelledAt),
    from === undefined ? undefined : gt(leaves.endsAt, new Date(from)),
    to === undefined ? undefined : lt(leaves.startsAt, new Date(to)),
    q ? isLike(leaves.reason, containing(q)) : undefined,
  )
  const found = await db
    .select()
    .from(leaves)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const total = () => db.$count(leaves, matching)
  return page(found, { limit, order, count }, { sortValue: (row) => row[field], view, total })
}

/**
 * An override says that somebody knew what stood in the way. Whoever chose a time by one after the doctor's absence
 * was entered knew of that too.
 */
const isChosenSince = (enteredAt: Date): SQL => sql`${appointments.overrideReason} is not null and exists (
  select from ${history} where ${history.entityId} = ${appointments.id} and ${history.at} > ${enteredAt}
    and ${history.changes} ?| array['startsAt', 'endsAt', 'doctorId', 'overrideReason'])`

/** Of those that take a doctor's time, whatever can still be moved. */
const awaited = activeStatuses.filter(isMovable)

/** An absence, of one doctor or of all of them. */
interface Absence {
  doctorId?: string
  startsAt: Date
  endsAt: Date
  /** When it was entered. */
  createdAt: Date
  cancelledAt: Date | null
}

/** Who waits in the house although their time has passed. */
const isHere = inArray(appointments.status, activeStatuses.filter(isStartable))

/**
 * Appointments that cannot take place as they are because of an absence: ahead or going to begin any minute. Today's stay
 * when their time passes: whoever is here still waits, and whoever was not told may still come. Whose time had passed when
 * the absence was entered did not come while the doctor was there.
 */
export async function affectedBy(
  db: Database | Transaction,
  absence: Absence,
  { now, hospitalTz }: { now: Date; hospitalTz: string },
): Promise<AppointmentRow[]> {
  if (absence.cancelledAt) return []
  const today = instantAt(civilDateAt(now, hospitalTz), '00:00', hospitalTz)
  return db
    .select()
    .from(appointments)
    .where(
      and(
        absence.doctorId === undefined ? undefined : eq(appointments.doctorId, absence.doctorId),
        inArray(appointments.status, awaited),
        isNull(appointments.startedAt),
        touching(absence),
        gt(appointments.endsAt, today),
        or(gt(appointments.endsAt, now), gt(appointments.endsAt, absence.createdAt), isHere),
        sql`not (${isChosenSince(absence.createdAt)})`,
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
}

/** Which of these appointments are with a doctor, or were at some time. */
export async function onceWith(db: Database, doctorId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const wasTheirs = sql`exists (select from ${history} where ${history.entityId} = ${appointments.id}
    and ${history.changes} -> 'doctorId' ? ${doctorId})`
  const found = await db
    .select({ id: appointments.id })
    .from(appointments)
    .where(and(inArray(appointments.id, ids), or(eq(appointments.doctorId, doctorId), wasTheirs)))
  return new Set(found.map(({ id }) => id))
}
