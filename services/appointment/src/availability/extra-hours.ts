import type { Database, Transaction } from '@wardline/db/connect'
import { workingIntervals } from '@wardline/doctor/rules'
import { type Author, recordChange } from '@wardline/kit/change'
import { ProblemError } from '@wardline/kit/errors'
import { byInstant, byText, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { transact } from '@wardline/kit/transaction'
import { and, eq, gt, gte, isNull, lt, lte } from 'drizzle-orm'
import type { Booking } from '../booking.ts'
import type { ExtraHours, ExtraHoursQuery, NewExtraHours } from '../model.ts'
import { lockCalendars } from '../store.ts'
import { type ExtraHoursRow, extraHours, history, outbox } from '../tables.ts'
import { assertActive, knownDoctor, type Planner, plannedDoctor } from './planning.ts'

const view = (row: ExtraHoursRow): ExtraHours => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  doctorId: row.doctorId,
  date: row.date,
  from: row.from,
  to: row.to,
  reason: row.reason,
})

/** @throws ProblemError `invalid` for hours that nobody can work */
function assertWorkable({ date, from, to }: NewExtraHours, now: Date, timeZone: string): void {
  // Times compare as text because they are padded.
  if (from >= to) throw ProblemError.invalid('to', 'The hours must end after they begin.')
  const [working] = workingIntervals({ hours: [], extraHours: [{ date, from, to }] }, date, timeZone)
  if (!working) throw ProblemError.invalid('from', 'The clock goes forward then: those hours do not exist on that day.')
  if (working.endsAt <= now) throw ProblemError.invalid('date', 'Those hours would be over already.')
}

/** @throws ProblemError `invalid` when the doctor has extra hours then already */
async function assertNew(tx: Transaction, doctorId: string, { date, from, to }: NewExtraHours): Promise<void> {
  const [other] = await tx
    .select()
    .from(extraHours)
    .where(
      and(
        eq(extraHours.doctorId, doctorId),
        eq(extraHours.date, date),
        isNull(extraHours.cancelledAt),
        lt(extraHours.from, to),
        gt(extraHours.to, from),
      ),
    )
    .limit(1)
  if (other)
    throw ProblemError.invalid('from', `The doctor has extra hours from ${other.from} to ${other.to} on that day.`)
}

type Written = Pick<ExtraHoursRow, 'id' | 'doctorId' | 'version'> & Record<string, unknown>

const tell = (
  tx: Transaction,
  action: 'entered' | 'cancelled',
  before: Record<string, unknown> | undefined,
  after: Written,
  author: Author,
) =>
  recordChange(
    tx,
    { history, outbox },
    {
      ...{ before, after, action, author, type: `extra-hours.${action}` },
      ids: { extraHoursId: after.id, doctorId: after.doctorId },
    },
  )

/**
 * Enters hours that a doctor works once.
 * @throws ProblemError `not-found`, `forbidden`, `invalid`
 */
export async function enterExtraHours(
  { db, people, clock, outbox: relay, hospitalTz }: Booking,
  doctorId: string,
  body: NewExtraHours,
  planner: Planner,
): Promise<ExtraHours> {
  const doctor = await plannedDoctor(people, doctorId, planner)
  assertActive(doctor)
  const at = clock.now()
  assertWorkable(body, at, hospitalTz)
  const actorId = planner.caller.userId
  const { date, from, to, reason = null } = body
  const row = await transact(db, async (tx) => {
    await lockCalendars(tx, { doctorIds: [doctor.id] })
    await assertNew(tx, doctor.id, body)
    const values = { date, from, to, reason, doctorId: doctor.id, enteredBy: actorId }
    const [entered] = await tx
      .insert(extraHours)
      .values({ ...values, id: Bun.randomUUIDv7(), createdAt: at, updatedAt: at })
      .returning()
    await tell(tx, 'entered', undefined, entered as ExtraHoursRow, { actorId, at })
    return entered as ExtraHoursRow
  })
  relay.wake()
  return view(row)
}

/** Extra hours of a doctor between civil dates, both included. */
export async function listExtraHours({ db, people }: Booking, doctorId: string, query: ExtraHoursQuery) {
  const doctor = await knownDoctor(people, doctorId)
  const { limit = defaultLimit, sort = 'date', cursor, count, from, to, q } = query
  const columns = { date: byText(extraHours.date), createdAt: byInstant(extraHours.createdAt) }
  const { field, order, after, orderBy } = keyset({ sort, cursor, columns, id: extraHours.id })
  const matching = and(
    eq(extraHours.doctorId, doctor.id),
    isNull(extraHours.cancelledAt),
    from === undefined ? undefined : gte(extraHours.date, from),
    to === undefined ? undefined : lte(extraHours.date, to),
    q ? isLike(extraHours.reason, containing(q)) : undefined,
  )
  const found = await db
    .select()
    .from(extraHours)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const total = () => db.$count(extraHours, matching)
  return page(found, { limit, order, count }, { sortValue: (row) => row[field], view, total })
}

const entryOf = async (db: Database, doctorId: string, id: string) =>
  (
    await db
      .select({ id: extraHours.id })
      .from(extraHours)
      .where(and(eq(extraHours.id, id), eq(extraHours.doctorId, doctorId)))
  )[0]

/**
 * Calls extra hours off; they stay on record.
 * @throws ProblemError `not-found`, `forbidden`
 */
export async function cancelExtraHours(
  { db, people, clock, outbox: relay }: Booking,
  { doctorId, entryId }: { doctorId: string; entryId: string },
  planner: Planner,
): Promise<void> {
  const doctor = await plannedDoctor(people, doctorId, planner)
  if (!(await entryOf(db, doctor.id, entryId))) throw new ProblemError('not-found', 'There are no such extra hours.')
  const [at, actorId] = [clock.now(), planner.caller.userId]
  await transact(db, async (tx) => {
    await lockCalendars(tx, { doctorIds: [doctor.id] })
    const [before] = await tx.select().from(extraHours).where(eq(extraHours.id, entryId)).for('update')
    if (!before || before.cancelledAt) return
    const values = { cancelledAt: at, cancelledBy: actorId, version: before.version + 1, updatedAt: at }
    await tx.update(extraHours).set(values).where(eq(extraHours.id, entryId))
    await tell(tx, 'cancelled', before, { ...before, ...values }, { actorId, at })
  })
  relay.wake()
}
