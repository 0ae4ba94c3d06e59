import { IdParams } from '@wardline/kit/schema'
import { Elysia, status } from 'elysia'
import type { Context } from '../context.ts'
import * as model from '../model.ts'
import { cancelLeave, enterLeave, listLeave, readLeave } from './leave.ts'
import { moveAffected } from './moving.ts'
import { leavesByIds } from './store.ts'

/** When doctors are away, and what becomes of their appointments. */
export const leaveRoutes = ({ base, db, booking }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/doctors/:id/leave', ({ params, query }) => listLeave(booking, params.id, query), {
      permit: 'schedule.read',
      params: IdParams,
      query: model.LeaveQuery,
    })
    .post(
      '/doctors/:id/leave',
      async ({ params, body, caller, relation }) =>
        status(201, await enterLeave(booking, params.id, body, { caller, relation })),
      { permit: 'schedule.update', params: IdParams, body: model.NewLeave },
    )
    .get('/doctors/:id/leave/:leaveId', ({ params }) => readLeave(booking, params.id, params.leaveId), {
      permit: 'schedule.read',
      params: model.LeaveParams,
    })
    .delete(
      '/doctors/:id/leave/:leaveId',
      async ({ params, caller, relation }) => {
        await cancelLeave(booking, params.id, params.leaveId, { caller, relation })
        return status(204, undefined)
      },
      { permit: 'schedule.update', params: model.LeaveParams },
    )
    .post(
      '/doctors/:id/leave/:leaveId/move',
      ({ params, body, caller, relation }) => {
        const leave = { doctorId: params.id, leaveId: params.leaveId }
        return moveAffected(booking, leave, body, { caller, relation })
      },
      { permit: 'schedule.update', params: model.LeaveParams, body: model.Moves },
    )
    .post('/internal/leave/lookup', async ({ body }) => ({ items: await leavesByIds(db, body.ids) }), {
      access: 'part',
      body: model.LeaveLookup,
    })
