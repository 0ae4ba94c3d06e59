import { queryOptions } from '@tanstack/react-query'
import { activeStatuses } from '@wardline/appointment/rules'
import { api, unwrap } from '../../api/client.ts'
import { addDays, type HospitalClock } from '../../time/zone.ts'
import { earliestOf, type FreeTime, type Suits, type Visit, whenPatientCan, windowsOf } from './next-free.ts'

/** With whom: a doctor, or any, of a specialty when one is named. */
export type Whom = { doctor: FreeTime['doctor'] } | { specialty?: string }

export interface Search {
  whom: Whom
  suits: Suits
  visit: Visit
}

interface Window {
  from: string
  to: string
}

async function* timesOf(whom: Whom, within: Window): AsyncGenerator<FreeTime[]> {
  if ('doctor' in whom) {
    const { doctor } = whom
    const { items } = await unwrap(api.doctors({ id: doctor.id }).slots.get({ query: within }))
    return yield items.map((slot) => ({ ...slot, doctor }))
  }
  let cursor: string | null = null
  do {
    const query = { ...within, ...whom, limit: 100, ...(cursor && { cursor }) }
    const page: { items: FreeTime[]; nextCursor: string | null } = await unwrap(api.slots.get({ query }))
    yield page.items
    cursor = page.nextCursor
  } while (cursor)
}

/** Where the patient is expected meanwhile. */
async function appointmentsOf(patientId: string, { from, to }: Window) {
  const query = { patientId, status: [...activeStatuses], from, to, limit: 100 }
  return patientId ? (await unwrap(api.appointments.get({ query }))).items : []
}

/** The earliest free times that suit, as many as are wanted and whether there are more. Kept by the key of free times, which changes make old. */
export const nextFreeQuery = (
  clock: HospitalClock,
  { whom, suits, visit: { patientId, id } }: Search,
  wanted: number,
) =>
  queryOptions({
    queryKey: ['appointments', 'slots', 'next', { whom, suits, patientId, id }, wanted],
    queryFn: async () => {
      const windows = windowsOf(suits, clock)
      const within = { from: clock.range(addDays(suits.from, -1)).from, to: windows.at(-1)?.to ?? '' }
      const taken = await appointmentsOf(patientId, within)
      let read: FreeTime[] = []
      for (const window of windows)
        for await (const times of timesOf(whom, window)) {
          read = read.concat(whenPatientCan(times, taken, id))
          const found = earliestOf(read, clock)
          if (found.length > wanted) return { times: found.slice(0, wanted), hasMore: true }
        }
      return { times: earliestOf(read, clock), hasMore: false }
    },
  })
