import * as model from '@wardline/appointment/timetable/model'
import { ask } from '@wardline/kit/client'
import { Elysia, t } from 'elysia'
import { Appointment, withNames } from './appointments.ts'
import { answers, as, type Context, tagged } from './context.ts'

/** Days with their people named. A patient's name is null while its service cannot be asked. */
const Timetable = t.Composite([
  t.Omit(model.Timetable, ['appointments']),
  t.Object({ appointments: t.Array(Appointment) }),
])

export const timetableRoutes = ({ base, clients, names }: Context) =>
  new Elysia({ normalize: false }).use(base).get(
    '/timetable',
    async ({ query, caller }) => {
      const timetable = await ask(clients.appointment.timetable.get({ query, ...as(caller) }))
      return { ...timetable, appointments: await withNames(names, timetable.appointments) }
    },
    {
      permit: 'board.read',
      query: model.TimetableQuery,
      response: answers(Timetable),
      detail: tagged('board', 'Days of doctors: working time, leave, holidays, what is held, and appointments'),
    },
  )
