import type { Database } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import type { Interval } from '@wardline/kit/zone'
import { and, inArray } from 'drizzle-orm'
import { readOpenings } from '../availability/openings.ts'
import type { Booking } from '../booking.ts'
import type { Appointment, Proposal } from '../model.ts'
import { activeStatuses } from '../rules.ts'
import { touching, view } from '../store.ts'
import { type AppointmentRow, appointments } from '../tables.ts'
import { type Displaced, daysAfter, daysAround, daysBefore, type Proposed } from './diary.ts'
import { proposeTimes } from './proposals.ts'

const dayMs = 24 * 3600_000
/** So much of colleagues' calendars is read at most: of a large specialty not everybody is asked, but for some always. */
const mostDoctorDays = 2500
const fewestColleagues = 10

export interface Affected {
  appointment: Appointment
  proposals: Proposal[]
}

const isHere = ({ status }: AppointmentRow) => status === 'arrived' || status === 'checked-in'

const displacedOf = (row: AppointmentRow): Displaced => {
  const { id, doctorId, patientId, room, startsAt, endsAt } = row
  return { id, doctorId, patientId, room, startsAt, endsAt, isHere: isHere(row) }
}

/** What patients have in an interval. */
const timesOf = (db: Database, patientIds: string[], within: Interval) =>
  db
    .select({
      id: appointments.id,
      patientId: appointments.patientId,
      startsAt: appointments.startsAt,
      endsAt: appointments.endsAt,
    })
    .from(appointments)
    .where(
      and(
        inArray(appointments.patientId, patientIds),
        inArray(appointments.status, [...activeStatuses]),
        touching(within),
      ),
    )

/** The time between two instants and some days on both sides, as far as it lies ahead. */
const around = (from: number, to: number, now: Date, [before, after]: [number, number]): Interval => ({
  startsAt: new Date(Math.max(now.getTime(), from - before * dayMs)),
  endsAt: new Date(Math.max(now.getTime(), to + after * dayMs)),
})

/**
 * How much of which calendar is looked at: the absent doctor's, other doctors', the patients'. The first and the last day
 * count whole, and a visit may reach into the one after.
 */
function lookedAt(rows: readonly AppointmentRow[], absence: Interval, now: Date) {
  const starts = rows.map((row) => row.startsAt.getTime())
  const [first, last] = [Math.min(...starts), Math.max(...starts)]
  const [begin, end] = [absence.startsAt.getTime(), absence.endsAt.getTime()]
  return {
    own: around(begin, end, now, [daysBefore + 1, daysAfter + 2]),
    others: around(first, last, now, [daysAround + 1, daysAround + 2]),
    patients: around(Math.min(first, begin), Math.max(last, end), now, [daysAround + 1, daysAfter + 2]),
  }
}

/** Where appointments take place, each doctor and room once; with doctors who have left nothing can be booked. */
function placesOf(rows: readonly AppointmentRow[], doctors: readonly DoctorSummary[]) {
  const active = new Map(doctors.filter((each) => !each.archivedAt).map((doctor) => [doctor.id, doctor]))
  return new Map(
    rows.flatMap((row) => {
      const doctor = active.get(row.doctorId)
      return doctor ? [[placeOf(row), { doctor, room: row.room }] as const] : []
    }),
  )
}
const placeOf = ({ doctorId, room }: Pick<Displaced, 'doctorId' | 'room'>) => `${doctorId} ${room}`

const viewOf = ({ doctorId, startsAt, endsAt, sameDoctor }: Proposed): Proposal => ({
  ...{ doctorId, sameDoctor },
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})

/**
 * Where appointments could go whose doctors are absent, in some statements however many they are.
 * @param staff the doctors of the appointments, and colleagues of the same specialty
 */
export async function proposeFor(
  { db, clock, hospitalTz }: Pick<Booking, 'db' | 'clock' | 'hospitalTz'>,
  rows: readonly AppointmentRow[],
  absence: Interval,
  staff: { doctors: readonly DoctorSummary[]; colleagues: readonly DoctorSummary[] },
): Promise<Affected[]> {
  if (rows.length === 0) return []
  const now = clock.now()
  const looked = lookedAt(rows, absence, now)
  const days = Math.ceil((looked.others.endsAt.getTime() - looked.others.startsAt.getTime()) / dayMs)
  const colleagues = staff.colleagues
    .slice(0, Math.max(fewestColleagues, Math.floor(mostDoctorDays / days)))
    .map((doctor) => ({ doctor, room: doctor.room }))
  const places = placesOf(rows, staff.doctors)
  const [own, others, patientsTimes] = await Promise.all([
    readOpenings(db, [...places.values()], looked.own, hospitalTz),
    readOpenings(db, colleagues, looked.others, hospitalTz),
    timesOf(db, [...new Set(rows.map((row) => row.patientId))], looked.patients),
  ])
  const openings = new Map([...places.keys()].map((place, index) => [place, own[index]]))
  const proposals = proposeTimes(rows.map(displacedOf), {
    ...{ absence, now, timeZone: hospitalTz, colleagues: others, patientsTimes },
    ownOf: (displaced) => openings.get(placeOf(displaced)),
  })
  return rows.map((row) => ({ appointment: view(row), proposals: (proposals.get(row.id) ?? []).map(viewOf) }))
}
