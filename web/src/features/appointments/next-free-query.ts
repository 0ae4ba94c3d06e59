import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { HospitalClock } from '../../time/zone.ts'
import { earliestOf, type FreeTime, type Suits, windowsOf } from './next-free.ts'

/** With whom: a doctor, or any, of a specialty when one is named. */
export type Whom = { doctor: FreeTime['doctor'] } | { specialty?: string }

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

/** The earliest free times that suit, as many as are wanted and whether there are more. Kept by the key of free times, which changes make old. */
export const nextFreeQuery = (clock: HospitalClock, whom: Whom, suits: Suits, wanted: number) =>
  queryOptions({
    queryKey: ['appointments', 'slots', 'next', whom, suits, wanted],
    queryFn: async () => {
      let read: FreeTime[] = []
      for (const window of windowsOf(suits, clock))
        for await (const times of timesOf(whom, window)) {
          read = read.concat(times)
          const found = earliestOf(read, clock)
          if (found.length > wanted) return { times: found.slice(0, wanted), hasMore: true }
        }
      return { times: earliestOf(read, clock), hasMore: false }
    },
  })
