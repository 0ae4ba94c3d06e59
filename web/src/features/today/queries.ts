import type { Treaty } from '@elysiajs/eden'
import { queryOptions } from '@tanstack/react-query'
import { places } from '@wardline/appointment/board/rules'
import { api, unwrap } from '../../api/client.ts'
import type { CivilDay, HospitalClock } from '../../time/zone.ts'

/** A day by doctor: who is expected, waiting, being seen, seen, and who was missed. */
export type Board = Treaty.Data<typeof api.board.get>
export type BoardColumn = Board['doctors'][number]

export const boardQuery = (day: CivilDay) =>
  queryOptions({ queryKey: ['board', day], queryFn: () => unwrap(api.board.get({ query: { date: day } })) })

/** The same day for who looks at how full it is. */
export const loadQuery = (day: CivilDay) =>
  queryOptions({
    queryKey: ['board', 'load', day],
    queryFn: () => unwrap(api.board.get({ query: { date: day } })),
    // Waiting times grow although nothing changes.
    refetchInterval: 60_000,
  })

/** The board has a column for every doctor who works, and most of a large hospital sees nobody on a given day. */
export const hasVisits = (column: BoardColumn): boolean => places.some((place) => column[place].length > 0)

/** When the doctor who signs in with an account is away on a day. */
export const ownLeaveQuery = (userId: string, clock: HospitalClock, day: CivilDay) =>
  queryOptions({
    queryKey: ['leave', 'own', userId, day],
    queryFn: async () => {
      const [doctor] = (await unwrap(api.doctors.get({ query: { userId } }))).items
      if (!doctor) return []
      return (await unwrap(api.doctors({ id: doctor.id }).leave.get({ query: clock.range(day) }))).items
    },
  })

/** The latest bookings first. The API answers a doctor with their own. */
export const latestQuery = queryOptions({
  queryKey: ['appointments', 'latest'],
  queryFn: async () => (await unwrap(api.appointments.get({ query: { sort: '-createdAt', limit: 20 } }))).items,
})
