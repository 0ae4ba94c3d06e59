import { useState } from 'react'
import type { Timetable } from '../appointments/timetable.ts'

const nobody: ReadonlySet<string> = new Set()

/**
 * Who has appointments on the days when they are opened. It stays as it was then: a column that went elsewhere with its
 * first booking would do so under somebody's hand.
 * @param key the days and doctors that are shown
 */
export function useBusy(key: string, timetable: Timetable | undefined): ReadonlySet<string> {
  const [known, setKnown] = useState({ key: '', ids: nobody })
  if (known.key === key || !timetable) return known.key === key ? known.ids : nobody
  const ids = new Set(timetable.appointments.map(({ doctor }) => doctor.id))
  setKnown({ key, ids })
  return ids
}
