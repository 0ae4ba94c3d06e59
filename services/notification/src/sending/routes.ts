import { Elysia, status } from 'elysia'
import type { Context } from '../context.ts'
import * as model from '../model.ts'
import { send } from './sending.ts'

/** Sending. */
export const sendRoutes = ({ base, db, clock, config, people, tellOf }: Context) =>
  new Elysia({ normalize: false }).use(base).post(
    '/notifications/send',
    async ({ body, caller, relation, headers }) => {
      const request = { body, key: headers['idempotency-key'] }
      const moment = { now: clock.now(), hospitalTz: config.hospitalTz }
      const { sent, written } = await send(db, { people, caller, relation }, request, moment)
      tellOf(written)
      return status(202, sent)
    },
    { permit: 'notification.send', body: model.Send },
  )
