import { problem } from '@wardline/kit/errors'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status } from 'elysia'
import { claimantOf } from './availability/slots.ts'
import type { Context } from './context.ts'
import { holdSlot, releaseHold } from './holds.ts'
import * as model from './model.ts'

/** Slots kept while somebody fills in the rest. */
export const holdRoutes = ({ base, db, bus, clock, booking }: Context) => {
  /** A hint and no event: what is kept for minutes is out of date before it could be told again. */
  const hint = (doctorId: string) => bus.publish('changed', { entity: 'slot', ids: [doctorId], userIds: [] })

  return new Elysia({ normalize: false })
    .use(base)
    .post(
      '/slots/hold',
      async ({ body, caller }) => {
        const hold = await holdSlot(booking, body, await claimantOf(booking, caller))
        hint(hold.doctorId)
        return status(201, hold)
      },
      { permit: 'appointment.create', body: model.NewHold },
    )
    .delete(
      '/slots/hold/:id',
      async ({ params, caller }) => {
        const doctorId = await releaseHold(db, params.id, caller.userId, clock.now())
        if (!doctorId) return problem('not-found', 'You keep no such slot any more.')
        hint(doctorId)
        return status(204, undefined)
      },
      { permit: 'appointment.create', params: IdParams },
    )
}
