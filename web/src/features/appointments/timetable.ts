import type { Treaty } from '@elysiajs/eden'
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { CivilDay } from '../../time/zone.ts'

/** Days of doctors: their hours, what keeps them from work, and their appointments. */
export type Timetable = Treaty.Data<typeof api.timetable.get>
export type DoctorTime = Timetable['doctors'][number]

export interface TimetableFilter {
  /** Both included: one day of many doctors, or up to seven of named ones. */
  from: CivilDay
  to: CivilDay
  doctorId?: string[]
  specialty?: string
  /** Whose appointments are wanted too, with whichever doctor they are. */
  patientId?: string
}

/** Begins as the slots' keys do, because whatever changes free times changes it. */
export const timetableQuery = (filter: TimetableFilter) =>
  queryOptions({
    queryKey: ['appointments', 'slots', 'timetable', filter],
    queryFn: () => unwrap(api.timetable.get({ query: filter })),
  })
