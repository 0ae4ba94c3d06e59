import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { transact } from '@wardline/kit/transaction'
import type { Interval } from '@wardline/kit/zone'
import { and, eq, gt, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { conflictOn } from './around.ts'
import { type Booking, conflictProblem, refusalProblem } from './booking.ts'
import type { Hold, NewHold } from './model.ts'
import { isRefusal, requestedTimes, startsTooEarly } from './rules.ts'
import type { Claimant } from './schedule.ts'
import { lockCalendars } from './store.ts'
import { type HoldRow, holds } from './tables.ts'

/** How long a slot is kept for whoever is booking it, in seconds of the database's clock. */
const holdSeconds = 300
/** So many slots one person keeps at once: nobody blocks a whole day. */
const mostHeld = 5

/** It counts still: neither ended nor over by the database's clock, which all gateways and services share. */
const isStanding = and(isNull(holds.endedAt), gt(holds.expiresAt, sql`clock_timestamp()`)) as SQL

const view = (row: HoldRow): Hold => ({
  holdId: row.id,
  doctorId: row.doctorId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
})

/** For whom a slot is kept. */
interface Keeper {
  userId: string | null
  patientId: string | null
}

/** Keeps a slot from everyone else; the caller holds the doctor's calendar and has looked. */
export async function keepSlot(
  tx: Transaction,
  slot: Interval & { doctorId: string },
  keeper: Keeper,
  seconds: number,
): Promise<HoldRow> {
  const { doctorId, startsAt, endsAt } = slot
  const [row] = await tx
    .insert(holds)
    .values({
      id: Bun.randomUUIDv7(),
      doctorId,
      startsAt,
      endsAt,
      ...keeper,
      createdAt: sql`clock_timestamp()`,
      expiresAt: sql`clock_timestamp() + make_interval(secs => ${seconds})`,
    })
    .returning()
  return row as HoldRow
}

/** Writes down that holds are over, theirs and those on the doctor's time, so that what is looked through stays small. */
function endOver(tx: Transaction, doctorId: string, userId: string) {
  const isNear = or(eq(holds.userId, userId), and(eq(holds.doctorId, doctorId), isNotNull(holds.userId)))
  // What somebody else is ending just now is left to them: nobody waits for another here.
  const over = tx
    .select({ id: holds.id })
    .from(holds)
    .where(and(isNear, isNull(holds.endedAt), lte(holds.expiresAt, sql`clock_timestamp()`)))
    .for('update', { skipLocked: true })
  return tx
    .update(holds)
    .set({ endedAt: sql`${holds.expiresAt}` })
    .where(inArray(holds.id, over))
}

/** The same slot again is the same hold, from now on. */
async function keepAgain(
  tx: Transaction,
  userId: string,
  { doctorId, startsAt, endsAt }: Interval & { doctorId: string },
) {
  const isSame = and(eq(holds.doctorId, doctorId), eq(holds.startsAt, startsAt), eq(holds.endsAt, endsAt))
  const [row] = await tx
    .update(holds)
    .set({ expiresAt: sql`clock_timestamp() + make_interval(secs => ${holdSeconds})` })
    .where(and(eq(holds.userId, userId), isSame, isStanding))
    .returning()
  return row
}

/**
 * Keeps a slot for five minutes while somebody fills in the rest.
 * @throws ProblemError `invalid`, `outside-hours`, `on-leave`, `doctor-busy`, `held`, `rate-limited`
 */
export async function holdSlot(booking: Booking, body: NewHold, holder: Claimant & { userId: string }): Promise<Hold> {
  const { db, people, clock, hospitalTz } = booking
  const { userId } = holder
  const doctor = await people.bookableDoctor(body.doctorId)
  const times = requestedTimes(body, doctor.slotMinutes)
  if (isRefusal(times)) throw refusalProblem(times)
  const early = startsTooEarly(times.startsAt, clock.now())
  if (early) throw refusalProblem(early)
  const slot = { ...times, doctorId: doctor.id }
  return transact(db, async (tx) => {
    // Their own lock beside the doctor's: of many requests at once none passes the limit.
    await lockCalendars(tx, { doctorIds: [doctor.id], patientIds: [userId] })
    // For whom it will be is not known yet: only the doctor's time is asked about.
    const nobody = '00000000-0000-0000-0000-000000000000'
    const wanted = { ...slot, id: '', patientId: nobody, room: doctor.room, overrideReason: null }
    const conflict = await conflictOn(tx, { wanted, doctor, claimant: holder, hospitalTz })
    if (conflict) throw conflictProblem(conflict)
    await endOver(tx, doctor.id, userId)
    const again = await keepAgain(tx, userId, slot)
    if (again) return view(again)
    if ((await tx.$count(holds, and(eq(holds.userId, userId), isStanding))) >= mostHeld)
      throw new ProblemError('rate-limited', `You keep ${mostHeld} slots already: book or give one back first.`, {
        retryAfter: 60,
      })
    return view(await keepSlot(tx, slot, { userId, patientId: null }, holdSeconds))
  })
}

/** Gives a hold back, and says on whose time it was. One that is over, or somebody else's, is not found. */
export async function releaseHold(db: Database, id: string, userId: string, at: Date): Promise<string | undefined> {
  const [released] = await db
    .update(holds)
    .set({ endedAt: at })
    .where(and(eq(holds.id, id), eq(holds.userId, userId), isStanding))
    .returning({ doctorId: holds.doctorId })
  return released?.doctorId
}

interface Booked extends Interval {
  doctorId: string
  patientId: string
}
/** Who books, and the hold that they name. */
export interface Booker {
  userId: string | null
  holdId: string | undefined
}

/** Kept by whoever books, or for the patient. */
const isTheirs = ({ patientId }: Booked, { userId }: Booker) =>
  or(userId === null ? undefined : eq(holds.userId, userId), eq(holds.patientId, patientId))

/**
 * Looks at the hold that a booking names, before anything else is said of its time.
 * @throws ProblemError `invalid` for a hold that is not theirs, or on another doctor
 */
export async function assertOwnHold(tx: Transaction, booked: Booked, booker: Booker): Promise<void> {
  if (booker.holdId === undefined) return
  const [named] = await tx
    .select({ doctorId: holds.doctorId })
    .from(holds)
    .where(and(eq(holds.id, booker.holdId), isTheirs(booked, booker)))
  if (named?.doctorId !== booked.doctorId)
    throw ProblemError.invalid('holdId', '“holdId” is no hold of yours on this doctor’s time.')
}

/** Says that what a booking took is kept no longer: the hold that it names, and its booker's others on the same time. */
export function endingHolds(booked: Booked, booker: Booker, at: Date): SQL {
  const { holdId } = booker
  const overlaps = and(lt(holds.startsAt, booked.endsAt), gt(holds.endsAt, booked.startsAt))
  const isTaken = and(
    eq(holds.doctorId, booked.doctorId),
    isNull(holds.endedAt),
    isTheirs(booked, booker),
    holdId === undefined ? overlaps : or(eq(holds.id, holdId), overlaps),
  )
  return sql`update ${holds} set ended_at = ${at} where ${isTaken}`
}
