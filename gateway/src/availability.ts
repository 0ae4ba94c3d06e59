import * as model from '@wardline/appointment/model'
import { ask } from '@wardline/kit/client'
import { Page } from '@wardline/kit/list'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status, t } from 'elysia'
import { Appointment, withNames } from './appointments.ts'
import { answers, answersNothing, as, type Context, creates, tagged } from './context.ts'
import { Affected, Moved, nameAffected, nameMoved } from './leave.ts'

const tag = (summary: string) => tagged('availability', summary)

const HolidayInFull = t.Composite([model.Holiday, Affected])

/** Extra hours and holidays: what makes a day different from others. */
export const availabilityRoutes = ({ base, clients: { appointment: client }, names }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/doctors/:id/extra-hours',
      ({ params, query, caller }) => ask(client.doctors(params)['extra-hours'].get({ query, ...as(caller) })),
      {
        permit: 'schedule.read',
        params: IdParams,
        query: model.ExtraHoursQuery,
        response: answers(Page(model.ExtraHours)),
        detail: tag('Hours that a doctor works once, beside the weekly ones'),
      },
    )
    .post(
      '/doctors/:id/extra-hours',
      async ({ params, body, caller }) =>
        status(201, await ask(client.doctors(params)['extra-hours'].post(body, as(caller)))),
      {
        permit: 'schedule.update',
        params: IdParams,
        body: model.NewExtraHours,
        response: creates(model.ExtraHours),
        detail: tag('Enter hours that a doctor works once'),
      },
    )
    .delete(
      '/doctors/:id/extra-hours/:entryId',
      async ({ params, caller }) => {
        const { id, entryId } = params
        await ask(client.doctors({ id })['extra-hours']({ entryId }).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      {
        permit: 'schedule.update',
        params: model.EntryParams,
        response: answersNothing,
        detail: tag('Call extra hours off'),
      },
    )
    .get(
      '/doctors/:id/outside-hours',
      async ({ params, caller }) => {
        const { items } = await ask(client.doctors(params)['outside-hours'].get(as(caller)))
        return { items: await withNames(names, items) }
      },
      {
        permit: 'schedule.read',
        params: IdParams,
        response: answers(t.Object({ items: t.Array(Appointment) })),
        detail: tag('Appointments ahead that the doctor’s hours do not hold'),
      },
    )
    .get('/holidays', ({ query, caller }) => ask(client.holidays.get({ query, ...as(caller) })), {
      permit: 'schedule.read',
      query: model.HolidayQuery,
      response: answers(Page(model.Holiday)),
      detail: tag('Days on which nobody works their weekly hours'),
    })
    .get(
      '/holidays/:id',
      async ({ params, caller }) => nameAffected(names, await ask(client.holidays(params).get(as(caller)))),
      {
        permit: 'schedule.read',
        params: IdParams,
        response: answers(HolidayInFull),
        detail: tag('One holiday, with the appointments that fall on it'),
      },
    )
    .post(
      '/holidays',
      async ({ body, caller }) =>
        status(201, await nameAffected(names, await ask(client.holidays.post(body, as(caller))))),
      {
        permit: 'holiday.manage',
        body: model.NewHoliday,
        response: creates(HolidayInFull),
        detail: tag('Enter a holiday; answers the appointments that fall on it'),
      },
    )
    .delete(
      '/holidays/:id',
      async ({ params, caller }) => {
        await ask(client.holidays(params).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      { permit: 'holiday.manage', params: IdParams, response: answersNothing, detail: tag('Call a holiday off') },
    )
    .post(
      '/holidays/:id/move',
      async ({ params, body, caller }) =>
        nameMoved(names, await ask(client.holidays(params).move.post(body, as(caller)))),
      {
        permit: 'holiday.manage',
        params: IdParams,
        body: model.Moves,
        response: answers(Moved),
        detail: tag('Move the appointments that fall on a holiday: as told, or each to its first proposal'),
      },
    )
