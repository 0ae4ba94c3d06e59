import { invalid, problem } from '@wardline/kit/errors'
import { EventBody } from '@wardline/kit/events'
import { IdParams } from '@wardline/kit/schema'
import { assertPermitted, createService, type ServiceDeps } from '@wardline/kit/service'
import { status } from 'elysia'
import { createEndings, hint } from './delivery/endings.ts'
import { lastSeen } from './delivery/heartbeat.ts'
import { deliveriesOf } from './inbox/deliveries.ts'
import { findFailures } from './inbox/failures.ts'
import { acknowledge, type Changed, listNotifications, markAllRead, markRead } from './inbox/inbox.ts'
import { changePreferences, readPreferences } from './inbox/preferences.ts'
import { retryMany, retryOne } from './inbox/retries.ts'
import * as model from './model.ts'
import { parsePosition } from './rules.ts'
import { send } from './sending/sending.ts'
import type { Written } from './sending/writing.ts'
import { announce, epochReader, type Streams } from './stream/sequence.ts'
import { StreamPositions, StreamReads } from './stream/stream-model.ts'
import { prepareStreamReads } from './stream/streams.ts'
import { knowPeople, type Peers } from './telling/people.ts'
import { changeOf, tell } from './telling/telling.ts'

/** Notifications: the ledger of who was told what, and every user's sequence of events. */
export function createNotificationService(deps: ServiceDeps<Peers>) {
  const { db, bus, clock, config } = deps
  const { hospitalTz } = config
  const people = knowPeople(deps.peers)
  const streams = prepareStreamReads(db)
  const epoch = epochReader(db)

  const endings = createEndings(bus)
  const tellOf = (written: Written) => hint(bus, endings, written)
  function done<T>({ answer, streams }: Changed<T>): T {
    announce(bus, streams)
    return answer
  }

  const app = createService(deps)
    .get(
      '/notifications',
      async ({ query, caller, relation }) =>
        query.scope === 'all' && relation !== 'any'
          ? problem('forbidden', 'Only administrators see everybody’s notifications.')
          : listNotifications(db, query, caller.userId, await epoch()),
      { permit: 'notification.read', query: model.NotificationQuery },
    )
    .post(
      '/notifications/send',
      async ({ body, caller, relation, headers }) => {
        const request = { body, key: headers['idempotency-key'] }
        const { sent, written } = await send(db, { people, caller, relation }, request, {
          now: clock.now(),
          hospitalTz,
        })
        tellOf(written)
        return status(202, sent)
      },
      { permit: 'notification.send', body: model.Send },
    )
    .get(
      '/notifications/failures',
      async () => {
        const items = await findFailures(db, clock.now(), config.delivery.attempts)
        return { items, nextCursor: null, total: items.reduce((total, group) => total + group.count, 0) }
      },
      { permit: 'delivery.read', query: model.NoQuery },
    )
    .get('/notifications/preferences', ({ caller }) => readPreferences(db, caller.userId), {
      permit: 'notification.preferences',
      query: model.NoQuery,
    })
    .put(
      '/notifications/preferences',
      ({ body, caller, headers }) => changePreferences(db, caller.userId, body, headers, clock.now()),
      { permit: 'notification.preferences', body: model.PreferencesChange },
    )
    .post(
      '/notifications/retry',
      async ({ body: { filter, dryRun = false, includeUnknown = false }, caller }) => {
        const author = { actorId: caller.userId, at: clock.now() }
        const again = (streams: Streams) => tellOf({ streams, outgoing: true })
        const request = { filter, dryRun, includeUnknown, attempts: config.delivery.attempts }
        return status(202, await retryMany(db, request, author, again))
      },
      { permit: 'delivery.retry', body: model.RetryMany },
    )
    .put(
      '/notifications/read-all',
      async ({ body, caller }) => {
        const upTo = body?.upTo === undefined ? undefined : parsePosition(body.upTo)
        if (body?.upTo !== undefined && upTo?.epoch !== (await epoch()))
          return invalid('upTo', '“upTo” must be a position of this inbox, as GET /notifications answers it.')
        return done(await markAllRead(db, caller.userId, upTo?.seq, clock.now()))
      },
      { permit: 'notification.update', body: model.ReadAll },
    )
    .put(
      '/notifications/:id/read',
      async ({ params, body, caller }) => done(await markRead(db, params.id, caller.userId, body?.read, clock.now())),
      { permit: 'notification.update', params: IdParams, body: model.ReadChange },
    )
    .put(
      '/notifications/:id/ack',
      async ({ params, caller }) => done(await acknowledge(db, params.id, caller.userId, clock.now())),
      { permit: 'notification.update', params: IdParams, body: model.Nothing },
    )
    .put(
      '/notifications/:id/retry',
      async ({ params, body, caller }) => {
        const author = { actorId: caller.userId, at: clock.now() }
        const { answer, streams } = await retryOne(db, params.id, body?.includeUnknown ?? false, author)
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
    .get('/internal/worker', async () => ({ seenAt: (await lastSeen(db))?.toISOString() ?? null }), { access: 'part' })
    .post(
      '/internal/streams/positions',
      async ({ body }) => ({ epoch: await epoch(), items: await streams.positions(body.userIds) }),
      { access: 'part', body: StreamPositions },
    )
    .post(
      '/internal/streams/events',
      async ({ body }) => ({ epoch: await epoch(), items: await streams.events(body.users, body.limit ?? 200) }),
      { access: 'part', body: StreamReads },
    )
    .post(
      '/internal/events',
      async ({ body: event }) => {
        tellOf(await tell(db, people, event, { at: clock.now(), hospitalTz }))
        const change = await changeOf(people, event)
        if (change) bus.publish('changed', change)
        return status(204, undefined)
      },
      { access: 'part', body: EventBody },
    )
  return assertPermitted(app)
}

export type NotificationApi = ReturnType<typeof createNotificationService>
