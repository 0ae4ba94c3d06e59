import { IdParams } from '@wardline/kit/schema'
import { Elysia } from 'elysia'
import type { Context } from '../context.ts'
import * as model from '../model.ts'
import { nothingWritten, type Written } from '../sending/writing.ts'
import type { AlertRow } from '../tables.ts'
import { type Answered, acknowledge, decline } from './answers.ts'
import { handOver } from './hand-over.ts'
import { spreadNow } from './spread.ts'

/** Answers to what somebody has to answer. */
export function alertRoutes({ base, db, bus, clock, config, people, announce, tellOf }: Context) {
  /** Says what changed, brings the first of the other copies along, and leaves the rest to a worker. */
  async function done<T>(answer: T, alert: AlertRow, written: Written): Promise<T> {
    tellOf(written)
    await spreadNow(db, alert, clock.now(), announce)
    bus.publish('deliveries', {})
    return answer
  }
  const answered = ({ answer, streams, alert }: Answered) => done(answer, alert, { ...nothingWritten, streams })

  return new Elysia({ normalize: false })
    .use(base)
    .put(
      '/notifications/:id/ack',
      async ({ params, caller }) => answered(await acknowledge(db, params.id, caller.userId, clock.now())),
      { permit: 'notification.update', params: IdParams, body: model.Nothing },
    )
    .put(
      '/notifications/:id/decline',
      async ({ params, body, caller }) =>
        answered(await decline(db, params.id, caller.userId, body.reason, clock.now())),
      { permit: 'notification.update', params: IdParams, body: model.Decline },
    )
    .put(
      '/notifications/:id/hand-over',
      async ({ params, body, caller }) => {
        const moment = { at: clock.now(), hospitalTz: config.hospitalTz }
        const request = { ...moment, id: params.id, from: caller.userId, to: body.userId }
        const { answer, alert, written } = await handOver(db, people, request)
        return done(answer, alert, written)
      },
      { permit: 'notification.hand-over', params: IdParams, body: model.HandOver },
    )
}
