import type { Database } from '@wardline/db/connect'
import { workingIntervals } from '@wardline/doctor/rules'
import type { Clock } from '@wardline/kit/clock'
import { shareAnswers } from '@wardline/kit/coalesce'
import { civilDateAt, type Interval, instantAt } from '@wardline/kit/zone'
import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import type { People } from '../people.ts'
import { exceptionsOf, scheduleOf } from '../schedule.ts'
import { view } from '../store.ts'
import { appointments } from '../tables.ts'
import type { Board, BoardItem, BoardQuery } from './board-model.ts'
import { type Place, placeOf, places, waitedMinutes } from './rules.ts'

type DoctorDay = Board['doctors'][number]

/** Called off before anybody came, and mistakes, are not read at all. */
export const isShown = sql`(${appointments.status} in ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'noshow')
  or (${appointments.status} = 'cancelled' and ${appointments.arrivedAt} is not null))`

function prepareDay(db: Database) {
  const given = (name: string) => sql.placeholder(name)
  const within = and(gte(appointments.startsAt, given('from')), lt(appointments.startsAt, given('to')), isShown)
  const order = [asc(appointments.startsAt), asc(appointments.id)]
  const ofDoctor = and(eq(appointments.doctorId, given('doctorId')), within)
  return {
    all: db
      .select()
      .from(appointments)
      .where(within)
      .orderBy(...order)
      .prepare('board_of_all'),
    one: db
      .select()
      .from(appointments)
      .where(ofDoctor)
      .orderBy(...order)
      .prepare('board_of_one'),
  }
}

function itemOf(row: Parameters<typeof view>[0]): BoardItem {
  const { createdAt: _, updatedAt: __, doctorId: ___, ...item } = view(row)
  return item
}

/** One doctor's appointments of a day, by where their patients are. */
function dayOf(doctorId: string, leaves: readonly Interval[], items: BoardItem[], now: Date): DoctorDay {
  const of = Map.groupBy(items, placeOf)
  const at = (place: Place) => of.get(place) ?? []
  const came = (item: BoardItem) => item.arrivedAt ?? item.startsAt
  return {
    doctorId,
    leave: leaves
      .map(({ startsAt, endsAt }) => ({ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }))
      .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
    expected: at('expected'),
    waiting: at('waiting')
      .toSorted((a, b) => (came(a) < came(b) ? -1 : 1))
      .map((item) => ({ ...item, waitingMinutes: waitedMinutes(came(item), now) })),
    inProgress: at('inProgress') as DoctorDay['inProgress'],
    done: at('done'),
    missed: at('missed'),
  }
}

const totalsOf = (days: DoctorDay[]): Board['totals'] =>
  Object.fromEntries(
    places.map((place) => [place, days.reduce((sum, day) => sum + day[place].length, 0)]),
  ) as Board['totals']

/** The board of a day: who is expected, here, being seen, seen, and who was missed, by doctor. */
export function createBoard({
  db,
  people,
  clock,
  hospitalTz,
}: {
  db: Database
  people: Pick<People, 'activeDoctors'>
  clock: Clock
  hospitalTz: string
}) {
  const day = prepareDay(db)

  /** Doctors who work on a day, which those who are away all day do not; and when which doctor is away. */
  async function working(date: string, within: Interval, doctorId?: string) {
    // A board without its empty columns serves better than none.
    const active = await people.activeDoctors().catch(() => [])
    const doctors = active.filter(({ id }) => !doctorId || id === doctorId)
    const exceptions = await exceptionsOf(
      db,
      doctors.map(({ id }) => id),
      within,
      hospitalTz,
    )
    const isHere = (doctor: (typeof doctors)[number]) => {
      const { leaves, ...rest } = exceptions(doctor.id)
      const hours = workingIntervals(scheduleOf(doctor, { leaves, ...rest }), date, hospitalTz)
      return hours.some(
        ({ startsAt, endsAt }) => !leaves.some((away) => away.startsAt <= startsAt && endsAt <= away.endsAt),
      )
    }
    return { present: doctors.filter(isHere).map(({ id }) => id), leavesOf: (id: string) => exceptions(id).leaves }
  }

  async function read({ date = civilDateAt(clock.now(), hospitalTz), doctorId }: BoardQuery): Promise<Board> {
    const within = { startsAt: instantAt(date, '00:00', hospitalTz), endsAt: instantAt(date, '24:00', hospitalTz) }
    const given = { from: within.startsAt, to: within.endsAt }
    const [rows, { present, leavesOf }] = await Promise.all([
      doctorId ? day.one.execute({ ...given, doctorId }) : day.all.execute(given),
      working(date, within, doctorId),
    ])
    const byDoctor = Map.groupBy(rows, (row) => row.doctorId)
    const now = clock.now()
    const doctors = [...new Set([...present, ...byDoctor.keys()])].map((id) =>
      dayOf(id, leavesOf(id), (byDoctor.get(id) ?? []).map(itemOf), now),
    )
    return { date, timeZone: hospitalTz, doctors, totals: totalsOf(doctors) }
  }

  // When somebody arrives, every open board asks at once.
  const share = shareAnswers<Board>()
  return (query: BoardQuery): Promise<Board> => share(JSON.stringify(query), () => read(query))
}
