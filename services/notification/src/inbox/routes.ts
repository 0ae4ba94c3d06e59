import { invalid, problem } from '@wardline/kit/errors'
import { IdParams } from '@wardline/kit/schema'
import { Elysia } from 'elysia'
import type { Context } from '../context.ts'
import * as model from '../model.ts'
import { parsePosition } from '../rules.ts'
import { listNotifications, markAllRead, markRead, readNotification } from './inbox.ts'
import type { Changed } from './own.ts'
import { changePreferences, readPreferences } from './preferences.ts'

/** A user's own inbox, and how they want to be told. */
export function inboxRoutes({ base, db, clock, epoch, announce }: Context) {
  function done<T>({ answer, streams }: Changed<T>): T {
    announce(streams)
    return answer
  }
  return new Elysia({ normalize: false })
    .use(base)
    .get(
      '/notifications',
      async ({ query, caller, relation }) =>
        query.scope === 'all' && relation !== 'any'
          ? problem('forbidden', 'Only administrators see everybody’s notifications.')
          : listNotifications(db, query, caller.userId, await epoch()),
      { permit: 'notification.read', query: model.NotificationQuery },
    )
    .get('/notifications/preferences', ({ caller }) => readPreferences(db, caller.userId, clock.now()), {
      permit: 'notification.preferences',
      query: model.NoQuery,
    })
    .get(
      '/notifications/:id',
      ({ params, caller, relation }) => readNotification(db, params.id, relation === 'any' ? undefined : caller.userId),
      { permit: 'notification.read', params: IdParams, query: model.NoQuery },
    )
    .put(
      '/notifications/preferences',
      ({ body, caller, headers }) => changePreferences(db, caller.userId, body, headers, clock.now()),
      { permit: 'notification.preferences', body: model.PreferencesChange },
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
}
