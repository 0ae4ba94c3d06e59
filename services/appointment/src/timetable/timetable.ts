import type { Database } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import { workingIntervals } from '@wardline/doctor/rules'
import { shareAnswers } from '@wardline/kit/coalesce'
import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import { addDays, type Interval, instantAt } from '@wardline/kit/zone'
import { and, asc, between, eq, inArray, isNull, or } from 'drizzle-orm'
import { claimantOf } from '../availability/slots.ts'
import { isShown } from '../board/board.ts'
import type { Booking } from '../booking.ts'
import { type Exceptions, exceptionsOf, isForeign, scheduleOf } from '../schedule.ts'
import { touching, view } from '../store.ts'
import { appointments, holidays } from '../tables.ts'
import type { DoctorTime, Timetable, TimetableQuery } from './timetable-model.ts'

const mostDays = 7

/** Nobody was booked before; a look back from the first day of the calendar would end in a year that Postgres does not read. */
const firstInstant = new Date('0001-01-03T00:00:00Z')
const latest = (one: Date, other: Date) => (one > other ? one : other)

/**
 * The dates that are asked for.
 * @throws ProblemError `invalid` for more than are answered at once
 */
function datesOf({ from, to, doctorId }: TimetableQuery): string[] {
  if (to < from) throw ProblemError.invalid('to', '“to” must not be earlier than “from”.')
  if (from !== to && !doctorId) throw ProblemError.invalid('to', 'Several days are answered for named doctors only.')
  const dates = [from]
  while ((dates.at(-1) as string) < to) {
    if (dates.length === mostDays) throw ProblemError.invalid('to', `At most ${mostDays} days are answered at once.`)
    dates.push(addDays(dates.at(-1) as string, 1))
  }
  return dates
}

const spanOf = ({ startsAt, endsAt }: Interval) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})

/** A doctor's time on some dates; whose holds are foreign is for each reader to say. */
function timeOf(doctor: DoctorSummary, dates: string[], exceptions: Exceptions, timeZone: string) {
  const { id, name, specialty, room, userId, archivedAt, slotMinutes, bufferMinutes } = doctor
  const schedule = scheduleOf(archivedAt ? { hours: [] } : doctor, exceptions)
  const over = (hours: typeof schedule) => dates.flatMap((date) => workingIntervals(hours, date, timeZone).map(spanOf))
  return {
    id,
    name,
    specialty,
    room,
    userId,
    archivedAt,
    slotMinutes,
    bufferMinutes,
    working: over(schedule),
    extraHours: over({ hours: [], extraHours: exceptions.extraHours }),
    leave: exceptions.leaves.map(spanOf),
    holds: exceptions.holds,
  }
}
type RawTime = ReturnType<typeof timeOf>

const holidaysOf = (db: Database, dates: string[]) =>
  db
    .select({ date: holidays.date, name: holidays.name })
    .from(holidays)
    .where(and(isNull(holidays.cancelledAt), between(holidays.date, dates[0] as string, dates.at(-1) as string)))
    .orderBy(asc(holidays.date))

/** What some days of some doctors hold: their hours and what takes them, in three statements however many doctors. */
export function createTimetable(booking: Booking) {
  const { db, people, hospitalTz } = booking

  const askedDoctors = ({ doctorId, specialty }: TimetableQuery): Promise<DoctorSummary[]> =>
    doctorId ? people.findDoctors(doctorId) : people.activeDoctors(specialty)

  /** Those of the doctors, or of everyone where nobody in particular is asked for, and those of the patient. */
  const appointmentsOf = ({ doctorId, specialty, patientId }: TimetableQuery, ids: string[], within: Interval) =>
    db
      .select()
      .from(appointments)
      .where(
        and(
          touching(within),
          isShown,
          doctorId || specialty !== undefined
            ? or(inArray(appointments.doctorId, ids), patientId ? eq(appointments.patientId, patientId) : undefined)
            : undefined,
        ),
      )
      .orderBy(asc(appointments.startsAt), asc(appointments.id))

  async function read(query: TimetableQuery) {
    const dates = datesOf(query)
    const within = {
      startsAt: latest(firstInstant, instantAt(query.from, '00:00', hospitalTz)),
      endsAt: instantAt(query.to, '24:00', hospitalTz),
    }
    const asked = await askedDoctors(query)
    const ids = asked.map(({ id }) => id)
    const [rows, found] = await Promise.all([appointmentsOf(query, ids, within), holidaysOf(db, dates)])
    // Whoever has left keeps a column for as long as somebody is booked with them.
    const isWhole = !query.doctorId && query.specialty === undefined
    const missing = isWhole ? [...new Set(rows.map((row) => row.doctorId))].filter((id) => !ids.includes(id)) : []
    const doctors = missing.length ? [...asked, ...(await people.findDoctors(missing))] : asked
    const exceptions = await exceptionsOf(
      db,
      doctors.map(({ id }) => id),
      within,
      hospitalTz,
    )
    return {
      timeZone: hospitalTz,
      holidays: found,
      doctors: doctors
        .map((doctor) => timeOf(doctor, dates, exceptions(doctor.id), hospitalTz))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
      appointments: rows.map(view),
    }
  }

  // When something changes, every open calendar asks at once.
  const share = shareAnswers<Awaited<ReturnType<typeof read>>>()

  return async (query: TimetableQuery, caller: UserCaller): Promise<Timetable> => {
    const [answer, claimant] = await Promise.all([
      share(JSON.stringify(query), () => read(query)),
      claimantOf(booking, caller),
    ])
    const seen = ({ holds, ...doctor }: RawTime): DoctorTime => ({
      ...doctor,
      held: holds.map((hold) => ({ ...spanOf(hold), ...(!isForeign(hold, claimant) && { own: true }) })),
    })
    return { ...answer, doctors: answer.doctors.map(seen) }
  }
}
