import type { User } from '../../api/records.ts'
import { addDays, type CivilDay, type HospitalClock, isCivilDay, weekdayOf } from '../../time/zone.ts'
import type { TimetableFilter } from '../appointments/timetable.ts'

/** What of the calendar is shown, kept in the address so that it can be shared and survives a reload. */
export interface CalendarSearch {
  view?: 'day' | 'week'
  day?: CivilDay
  specialty?: string
  /** Ids of the doctors beside each other, with commas between. */
  doctors?: string
  /** Whose week it is. */
  doctor?: string
  /** Also those who do not work on the day. */
  everyone?: boolean
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

export const calendarSearch = (raw: Record<string, unknown>): CalendarSearch => ({
  ...((raw.view === 'day' || raw.view === 'week') && { view: raw.view }),
  ...(isCivilDay(raw.day) && { day: raw.day }),
  ...(isText(raw.specialty) && { specialty: raw.specialty }),
  ...(isText(raw.doctors) && { doctors: raw.doctors }),
  ...(isText(raw.doctor) && { doctor: raw.doctor }),
  ...(raw.everyone === true && { everyone: true }),
})

/** Monday to Sunday. */
export const weekOf = (day: CivilDay): CivilDay[] =>
  Array.from({ length: 7 }, (_, index) => addDays(day, index + 1 - weekdayOf(day)))

interface Known {
  id: string
  userId?: string | null
}

/** What is shown to whom: doctors see their own week first, everybody else the day. */
export function shownOf(
  search: CalendarSearch,
  { user, clock, doctors }: { user: Pick<User, 'id' | 'role'>; clock: HospitalClock; doctors: readonly Known[] },
) {
  const own = doctors.find(({ userId }) => userId === user.id)
  const view = search.view ?? (user.role === 'doctor' && own ? 'week' : 'day')
  const day = search.day ?? clock.dayOf(Date.now())
  const doctorId = search.doctor ?? own?.id ?? doctors[0]?.id
  const dates = view === 'week' ? weekOf(day) : [day]
  const chosen = search.doctors?.split(',').slice(0, 50) ?? []
  const filter: TimetableFilter = {
    from: dates[0] ?? day,
    to: dates.at(-1) ?? day,
    ...(view === 'week'
      ? doctorId && { doctorId: [doctorId] }
      : chosen.length
        ? { doctorId: chosen }
        : search.specialty && { specialty: search.specialty }),
  }
  return { view, day, dates, doctorId, chosen, filter }
}
