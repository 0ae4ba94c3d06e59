import type { Treaty } from '@elysiajs/eden'
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { CivilDay } from '../../time/zone.ts'

/** A day by doctor: who is expected, waiting, being seen, seen, and who was missed. */
export type Board = Treaty.Data<typeof api.board.get>
export type BoardColumn = Board['doctors'][number]

export const boardQuery = (day: CivilDay) =>
  queryOptions({ queryKey: ['board', day], queryFn: () => unwrap(api.board.get({ query: { date: day } })) })
