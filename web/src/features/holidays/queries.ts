import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { pagesQuery } from '../../api/pages.ts'
import type { CivilDay } from '../../time/zone.ts'
import type { Move } from '../leave/queries.ts'

/** Holidays from a day on. */
export const holidaysQuery = (from: CivilDay) =>
  pagesQuery(['holidays', 'list', from], (cursor) =>
    unwrap(api.holidays.get({ query: { from, sort: 'date', ...(cursor && { cursor }) } })),
  )

const fewAhead = 4

/** The next few, for whoever looks at a doctor's hours. */
export const holidaysAheadQuery = (today: CivilDay) =>
  queryOptions({
    queryKey: ['holidays', 'ahead', today],
    queryFn: async () =>
      (await unwrap(api.holidays.get({ query: { from: today, sort: 'date', limit: fewAhead } }))).items,
  })

/** One holiday, with the appointments that fall on it as of now. */
export const holidayQuery = (id: string) =>
  queryOptions({ queryKey: ['holidays', 'one', id], queryFn: () => unwrap(api.holidays({ id }).get()) })

export const addHoliday = (holiday: { date: CivilDay; name: string }) => unwrap(api.holidays.post({ ...holiday }))

export const callHolidayOff = (id: string) => unwrap(api.holidays({ id }).delete())

/** Moves what falls on it. */
export const moveFalling = (id: string, moves: Move[]) => unwrap(api.holidays({ id }).move.post({ moves }))
