import { type Database, type Transaction, violatedConstraint } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import { isWithinHours } from '@wardline/doctor/rules'
import { type Author, recordChange } from '@wardline/kit/change'
import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import { byInstant, byText, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { transact } from '@wardline/kit/transaction'
import { type Interval, instantAt } from '@wardline/kit/zone'
import { and, eq, gte, isNull, lte } from 'drizzle-orm'
import type { Booking } from '../booking.ts'
import { type Affected, proposeFor } from '../leave/affected.ts'
import { type MoveResult, moveDisplaced } from '../leave/moving.ts'
import { affectedBy } from '../leave/store.ts'
import type { Holiday, HolidayQuery, Moves, NewHoliday } from '../model.ts'
import { exceptionsOf } from '../schedule.ts'
import { lockCalendars } from '../store.ts'
import { type AppointmentRow, type HolidayRow, history, holidays, outbox } from '../tables.ts'

const view = (row: HolidayRow): Holiday => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  date: row.date,
  name: row.name,
})

const dayOf = (date: string, timeZone: string): Interval => ({
  startsAt: instantAt(date, '00:00', timeZone),
  endsAt: instantAt(date, '24:00', timeZone),
})

const tell = (
  tx: Transaction,
  action: 'entered' | 'cancelled',
  before: Record<string, unknown> | undefined,
  after: HolidayRow,
  author: Author,
) =>
  recordChange(
    tx,
    { history, outbox },
    {
      ...{ before, after, action, author, type: `holiday.${action}` },
      ids: { holidayId: after.id },
    },
  )

async function insertHoliday(
  tx: Transaction,
  { date, name }: NewHoliday,
  author: Author & { actorId: string },
): Promise<HolidayRow> {
  const { at } = author
  const [row] = await tx
    .insert(holidays)
    .values({ id: Bun.randomUUIDv7(), date, name, createdAt: at, updatedAt: at })
    .returning()
  await tell(tx, 'entered', undefined, row as HolidayRow, author)
  return row as HolidayRow
}

/** Appointments that fall on a holiday: those that lie within extra hours take place all the same. */
async function fallingOn(db: Database | Transaction, holiday: HolidayRow, now: Date, timeZone: string) {
  const day = dayOf(holiday.date, timeZone)
  const { createdAt, cancelledAt } = holiday
  const rows = await affectedBy(db, { ...day, createdAt, cancelledAt }, { now, hospitalTz: timeZone })
  const exceptions = await exceptionsOf(db, [...new Set(rows.map((row) => row.doctorId))], day, timeZone)
  const isExtra = (row: AppointmentRow) =>
    isWithinHours({ hours: [], extraHours: exceptions(row.doctorId).extraHours }, row, timeZone)
  return rows.filter((row) => !isExtra(row))
}

/** The same with where each could go: to a time of its own doctor, since the others are off as well. */
function affectedOn(
  booking: Booking,
  holiday: HolidayRow,
  rows: AppointmentRow[],
  doctors: DoctorSummary[],
): Promise<Affected[]> {
  const day = dayOf(holiday.date, booking.hospitalTz)
  return proposeFor(booking, rows, day, { doctors, colleagues: [] })
}

export type HolidayInFull = Holiday & { affected: Affected[] }

async function inserted<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw violatedConstraint(error) === 'holiday_date'
      ? ProblemError.invalid('date', 'This date is a holiday already.')
      : error
  }
}

/**
 * Enters a holiday under the calendar locks of all doctors, so that no booking slips in between.
 * @throws ProblemError `invalid`
 */
export async function enterHoliday(booking: Booking, body: NewHoliday, caller: UserCaller): Promise<HolidayInFull> {
  const { db, people, clock, outbox: relay, hospitalTz } = booking
  const at = clock.now()
  if (dayOf(body.date, hospitalTz).endsAt <= at) throw ProblemError.invalid('date', 'This day is over already.')
  const doctors = await people.activeDoctors()
  const work = transact(db, async (tx): Promise<[HolidayRow, AppointmentRow[]]> => {
    if (doctors.length) await lockCalendars(tx, { doctorIds: doctors.map(({ id }) => id) })
    const row = await insertHoliday(tx, { ...body, name: body.name.trim() }, { actorId: caller.userId, at })
    return [row, await fallingOn(tx, row, at, hospitalTz)]
  })
  const [holiday, rows] = await inserted(work)
  relay.wake()
  return { ...view(holiday), affected: await affectedOn(booking, holiday, rows, doctors) }
}

async function knownHoliday(db: Database, id: string): Promise<HolidayRow> {
  const [row] = await db.select().from(holidays).where(eq(holidays.id, id))
  if (!row) throw new ProblemError('not-found', 'There is no such holiday.')
  return row
}

/** What falls on a holiday now, and the doctors whom it could be moved to. */
async function standing({ db, people, clock, hospitalTz }: Booking, holiday: HolidayRow) {
  const [rows, doctors] = await Promise.all([fallingOn(db, holiday, clock.now(), hospitalTz), people.activeDoctors()])
  return { rows, doctors }
}

/** @throws ProblemError `not-found` */
export async function readHoliday(booking: Booking, id: string): Promise<HolidayInFull> {
  const holiday = await knownHoliday(booking.db, id)
  const { rows, doctors } = await standing(booking, holiday)
  return { ...view(holiday), affected: await affectedOn(booking, holiday, rows, doctors) }
}

/**
 * Moves the appointments that fall on a holiday, as those that a leave affects.
 * @throws ProblemError `not-found`, `invalid`
 */
export async function moveHoliday(
  booking: Booking,
  id: string,
  body: Moves | null,
  caller: UserCaller,
): Promise<MoveResult> {
  const holiday = await knownHoliday(booking.db, id)
  const { rows, doctors } = await standing(booking, holiday)
  const displacement = {
    rows,
    propose: () => affectedOn(booking, holiday, rows, doctors),
    // Everybody is off: any appointment may have been among them.
    onceAffected: async (ids: string[]) => new Set(ids),
  }
  return moveDisplaced(booking, displacement, body, caller)
}

/** Holidays between civil dates, both included. */
export async function listHolidays({ db }: Booking, query: HolidayQuery) {
  const { limit = defaultLimit, sort = 'date', cursor, count, from, to, q } = query
  const columns = { date: byText(holidays.date), createdAt: byInstant(holidays.createdAt) }
  const { field, order, after, orderBy } = keyset({ sort, cursor, columns, id: holidays.id })
  const matching = and(
    isNull(holidays.cancelledAt),
    from === undefined ? undefined : gte(holidays.date, from),
    to === undefined ? undefined : lte(holidays.date, to),
    q ? isLike(holidays.name, containing(q)) : undefined,
  )
  const found = await db
    .select()
    .from(holidays)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const total = () => db.$count(holidays, matching)
  return page(found, { limit, order, count }, { sortValue: (row) => row[field], view, total })
}

/**
 * Calls a holiday off; it stays on record.
 * @throws ProblemError `not-found`
 */
export async function cancelHoliday(
  { db, clock, outbox: relay }: Booking,
  id: string,
  caller: UserCaller,
): Promise<void> {
  await knownHoliday(db, id)
  const [at, actorId] = [clock.now(), caller.userId]
  await transact(db, async (tx) => {
    const [before] = await tx.select().from(holidays).where(eq(holidays.id, id)).for('update')
    if (!before || before.cancelledAt) return
    const values = { cancelledAt: at, cancelledBy: actorId, version: before.version + 1, updatedAt: at }
    await tx.update(holidays).set(values).where(eq(holidays.id, id))
    await tell(tx, 'cancelled', before, { ...before, ...values }, { actorId, at })
  })
  relay.wake()
}
