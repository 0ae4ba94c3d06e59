import * as model from '@wardline/appointment/model'
import { ask } from '@wardline/kit/client'
import { Page } from '@wardline/kit/list'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status, t } from 'elysia'
import { answers, answersNothing, as, type Context, creates, tagged } from './context.ts'

const tag = (summary: string) => tagged('slots', summary)

/** What can be booked, and keeping it while one does. */
export const slotRoutes = ({ base, clients: { appointment: client } }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/doctors/:id/slots',
      ({ params, query, caller }) => ask(client.doctors(params).slots.get({ query, ...as(caller) })),
      {
        permit: 'doctor.read',
        params: IdParams,
        query: model.SlotsQuery,
        response: answers(t.Object({ items: t.Array(model.Slot) })),
        detail: tag('Free slots of a doctor, for at most 31 days'),
      },
    )
    .get('/slots', ({ query, caller }) => ask(client.slots.get({ query, ...as(caller) })), {
      permit: 'doctor.read',
      query: model.EarliestQuery,
      response: answers(t.Omit(Page(model.EarliestSlot), ['total'])),
      detail: tag('The earliest free slots of all doctors, or of those of a specialty'),
    })
    .post('/slots/hold', async ({ body, caller }) => status(201, await ask(client.slots.hold.post(body, as(caller)))), {
      permit: 'appointment.create',
      body: model.NewHold,
      response: creates(model.Hold),
      detail: tag('Keep a slot for five minutes while booking it'),
    })
    .delete(
      '/slots/hold/:id',
      async ({ params, caller }) => {
        await ask(client.slots.hold(params).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      {
        permit: 'appointment.create',
        params: IdParams,
        response: answersNothing,
        detail: tag('Give a slot back that one keeps'),
      },
    )
