import { Elysia } from 'elysia'
import type { Context } from '../context.ts'
import { createTimetable } from './timetable.ts'
import { TimetableQuery } from './timetable-model.ts'

/** What days hold, for whoever plans them. */
export function timetableRoutes({ base, booking }: Context) {
  const timetable = createTimetable(booking)
  return new Elysia({ normalize: false })
    .use(base)
    .get('/timetable', ({ query, caller }) => timetable(query, caller), { permit: 'board.read', query: TimetableQuery })
}
