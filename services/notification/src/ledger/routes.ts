import { may } from '@wardline/kit/permissions'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status } from 'elysia'
import type { Context } from '../context.ts'
import * as model from '../model.ts'
import type { Streams } from '../stream/sequence.ts'
import { listAboutPatient } from './about-patient.ts'
import { deliveriesOf } from './deliveries.ts'
import { exampleEmails } from './examples.ts'
import { findFailures } from './failures.ts'
import { historyOf } from './history.ts'
import { retryMany, retryOne } from './retries.ts'
import { readStats } from './stats.ts'

/** What administrators see of deliveries and do about them, and what the staff see of what was told about a patient. */
export const ledgerRoutes = ({ base, db, clock, config, tellOf }: Context) => {
  const { attempts } = config.delivery
  return new Elysia({ normalize: false })
    .use(base)
    .get(
      '/notifications/failures',
      async ({ query }) => {
        const items = await findFailures(db, query, clock.now(), attempts)
        return { items, nextCursor: null, total: items.reduce((total, group) => total + group.count, 0) }
      },
      { permit: 'delivery.read', query: model.RetryFilter },
    )
    .get(
      '/patients/:id/notifications',
      ({ params, query, caller }) =>
        listAboutPatient(
          db,
          params.id,
          query,
          may(caller.role, 'notification.read') === 'any' ? 'any' : { userId: caller.userId },
        ),
      { permit: 'patient.notifications', params: IdParams, query: model.AboutPatientQuery },
    )
    .get('/notifications/stats', ({ query }) => readStats(db, query, clock.now()), {
      permit: 'delivery.read',
      query: model.StatsQuery,
    })
    .get('/notifications/templates', () => ({ items: exampleEmails(config.publicUrl) }), {
      permit: 'delivery.read',
      query: model.NoQuery,
    })
    .post(
      '/notifications/retry',
      async ({ body: { filter, dryRun = false, includeUnknown = false }, caller }) => {
        const author = { actorId: caller.userId, at: clock.now() }
        const again = (streams: Streams) => tellOf({ streams, outgoing: true })
        const request = { filter, dryRun, includeUnknown, attempts }
        return status(202, await retryMany(db, request, author, again))
      },
      { permit: 'delivery.retry', body: model.RetryMany },
    )
    .put(
      '/notifications/:id/retry',
      async ({ params, body, caller }) => {
        const author = { actorId: caller.userId, at: clock.now() }
        const { answer, streams } = await retryOne(
          db,
          params.id,
          { includeUnknown: body?.includeUnknown ?? false, attempts },
          author,
        )
        tellOf({ streams, outgoing: true })
        return status(202, { deliveryIds: answer })
      },
      { permit: 'delivery.retry', params: IdParams, body: model.Retry },
    )
    .get('/notifications/:id/deliveries', async ({ params }) => ({ items: await deliveriesOf(db, params.id) }), {
      permit: 'delivery.read',
      params: IdParams,
      query: model.NoQuery,
    })
    .get('/notifications/:id/history', async ({ params }) => ({ items: await historyOf(db, params.id) }), {
      permit: 'delivery.read',
      params: IdParams,
      query: model.NoQuery,
    })
}
