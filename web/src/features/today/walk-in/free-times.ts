import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client.ts'
import type { CivilDay, HospitalClock } from '../../../time/zone.ts'

/** A time that somebody who has come without an appointment can have. */
export interface FreeTime {
  startsAt: string
  doctorId: string
  doctorName: string
}

interface Wanted {
  specialty: string
  doctor?: { id: string; name: string } | undefined
}

const enough = 12

async function freeTimes(clock: HospitalClock, day: CivilDay, { specialty, doctor }: Wanted): Promise<FreeTime[]> {
  const query = { from: new Date().toISOString(), to: clock.range(day).to }
  if (doctor) {
    const { items } = await unwrap(api.doctors({ id: doctor.id }).slots.get({ query }))
    return items
      .filter(({ held }) => !held)
      .slice(0, enough)
      .map(({ startsAt }) => ({ startsAt, doctorId: doctor.id, doctorName: doctor.name }))
  }
  const { items } = await unwrap(api.slots.get({ query: { ...query, limit: enough, ...(specialty && { specialty }) } }))
  return items.map((slot) => ({ startsAt: slot.startsAt, doctorId: slot.doctor.id, doctorName: slot.doctor.name }))
}

/** What is left of today, the earliest first: of one doctor, of a specialty, or of everybody. */
export const freeTimesQuery = (clock: HospitalClock, day: CivilDay, wanted: Wanted) =>
  queryOptions({
    queryKey: ['appointments', 'slots', 'today', day, wanted.specialty, wanted.doctor?.id],
    queryFn: () => freeTimes(clock, day, wanted),
  })
