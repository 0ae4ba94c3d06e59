import { problem } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status } from 'elysia'
import { spreadNow } from '../alerts/spread.ts'
import type { Context } from '../context.ts'
import * as model from '../model.ts'
import { cancelSend } from './cancelling.ts'
import { previewSend } from './preview.ts'
import { send } from './sending.ts'
import { listSends, type Reach, readSend } from './sends.ts'

/** Sending, and what became of it. */
export function sendRoutes({ base, db, bus, clock, config, people, tellOf, announce }: Context) {
  const reachOf = (caller: UserCaller, relation: Relation): Reach =>
    relation === 'any' ? 'any' : { senderId: caller.userId }

  return new Elysia({ normalize: false })
    .use(base)
    .post(
      '/notifications/send',
      async ({ body, caller, relation, headers }) => {
        const request = { body, key: headers['idempotency-key'] }
        const moment = { now: clock.now(), hospitalTz: config.hospitalTz }
        const { sent, written, repeated } = await send(db, { people, caller, relation }, request, moment)
        tellOf(written)
        if (repeated) {
          await spreadNow(db, repeated, clock.now(), announce)
          bus.publish('deliveries', {})
        }
        return status(202, sent)
      },
      { permit: 'notification.send', body: model.Send },
    )
    .post(
      '/notifications/send/preview',
      ({ body, caller, relation }) =>
        previewSend(db, { people, caller, relation }, body, { now: clock.now(), hospitalTz: config.hospitalTz }),
      { permit: 'notification.send', body: model.SendPreview },
    )
    .get(
      '/notifications/sends',
      ({ query, caller, relation }) => {
        const isAll = query.scope === 'all'
        if (isAll && relation !== 'any') return problem('forbidden', 'Only administrators see what others sent.')
        return listSends(db, query, isAll ? undefined : caller.userId, clock.now())
      },
      { permit: 'send.read', query: model.SendQuery },
    )
    .get(
      '/notifications/sends/:id',
      ({ params, caller, relation }) => readSend(db, params.id, reachOf(caller, relation), clock.now()),
      { permit: 'send.read', params: IdParams, query: model.NoQuery },
    )
    .put(
      '/notifications/sends/:id/cancel',
      ({ params, caller, relation }) => {
        const reach = reachOf(caller, relation)
        return cancelSend(db, { id: params.id, reach, actorId: caller.userId, at: clock.now() }, announce)
      },
      { permit: 'send.cancel', params: IdParams, body: model.Nothing },
    )
}
