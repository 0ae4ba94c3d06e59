import { IdParams } from '@wardline/kit/schema'
import { Elysia, status } from 'elysia'
import type { Context } from '../context.ts'
import * as model from '../model.ts'
import { earliestSlots } from './earliest.ts'
import { cancelExtraHours, enterExtraHours, listExtraHours } from './extra-hours.ts'
import { cancelHoliday, enterHoliday, listHolidays, moveHoliday, readHoliday } from './holidays.ts'
import { outsideHours } from './outside-hours.ts'
import { searchSlots } from './slots.ts'

/** When doctors can be booked, and what makes a day different from others. */
export const availabilityRoutes = ({ base, booking }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/doctors/:id/slots',
      async ({ params, query, caller }) => ({ items: await searchSlots(booking, params.id, query, caller) }),
      { permit: 'doctor.read', params: IdParams, query: model.SlotsQuery },
    )
    .get('/slots', ({ query, caller }) => earliestSlots(booking, query, caller), {
      permit: 'doctor.read',
      query: model.EarliestQuery,
    })
    .get('/doctors/:id/extra-hours', ({ params, query }) => listExtraHours(booking, params.id, query), {
      permit: 'schedule.read',
      params: IdParams,
      query: model.ExtraHoursQuery,
    })
    .post(
      '/doctors/:id/extra-hours',
      async ({ params, body, caller, relation }) =>
        status(201, await enterExtraHours(booking, params.id, body, { caller, relation })),
      { permit: 'schedule.update', params: IdParams, body: model.NewExtraHours },
    )
    .delete(
      '/doctors/:id/extra-hours/:entryId',
      async ({ params, caller, relation }) => {
        await cancelExtraHours(booking, { doctorId: params.id, entryId: params.entryId }, { caller, relation })
        return status(204, undefined)
      },
      { permit: 'schedule.update', params: model.EntryParams },
    )
    .get('/doctors/:id/outside-hours', async ({ params }) => ({ items: await outsideHours(booking, params.id) }), {
      permit: 'schedule.read',
      params: IdParams,
    })
    .get('/holidays', ({ query }) => listHolidays(booking, query), {
      permit: 'schedule.read',
      query: model.HolidayQuery,
    })
    .get('/holidays/:id', ({ params }) => readHoliday(booking, params.id), {
      permit: 'schedule.read',
      params: IdParams,
    })
    .post('/holidays', async ({ body, caller }) => status(201, await enterHoliday(booking, body, caller)), {
      permit: 'holiday.manage',
      body: model.NewHoliday,
    })
    .delete(
      '/holidays/:id',
      async ({ params, caller }) => {
        await cancelHoliday(booking, params.id, caller)
        return status(204, undefined)
      },
      { permit: 'holiday.manage', params: IdParams },
    )
    .post('/holidays/:id/move', ({ params, body, caller }) => moveHoliday(booking, params.id, body, caller), {
      permit: 'holiday.manage',
      params: IdParams,
      body: model.Moves,
    })
