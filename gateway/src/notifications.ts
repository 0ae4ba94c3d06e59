import { ask } from '@wardline/kit/client'
import { IdParams } from '@wardline/kit/schema'
import * as model from '@wardline/notification/model'
import { Elysia, status, t } from 'elysia'
import { accepts, answers, as, type Context, type RequestHeader, tagged } from './context.ts'
import { NamedUser, type Names, nameUsers } from './names.ts'

const FailureGroup = t.Composite([
  t.Omit(model.FailureGroup, ['items']),
  t.Object({ items: t.Array(t.Composite([model.Failure, t.Object({ user: NamedUser })])) }),
])
const Failures = t.Composite([t.Omit(model.Failures, ['items']), t.Object({ items: t.Array(FailureGroup) })])

/** Failures with those named whom they did not reach. */
async function withUsers(names: Names, { items: groups, ...failures }: model.Failures) {
  const named = await nameUsers(
    names,
    groups.flatMap(({ items }) => items.map(({ userId }) => userId)),
  )
  const items = groups.map((group) => ({
    ...group,
    items: group.items.map((failure) => ({ ...failure, user: named(failure.userId) })),
  }))
  return { ...failures, items }
}

const tag = (summary: string, header?: RequestHeader) => tagged('notifications', summary, header)

/** The inbox, sending, and what administrators see of deliveries. The live stream is in stream.ts, the socket in socket.ts. */
export const notificationRoutes = ({ base, clients: { notification: client }, names }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/notifications', ({ query, caller }) => ask(client.notifications.get({ query, ...as(caller) })), {
      permit: 'notification.read',
      query: model.NotificationQuery,
      response: answers(model.NotificationPage),
      detail: tag('The inbox, newest first; everybody’s for administrators with `scope=all`'),
    })
    .get(
      '/notifications/failures',
      async ({ caller }) => withUsers(names, await ask(client.notifications.failures.get(as(caller)))),
      {
        permit: 'delivery.read',
        response: answers(Failures),
        detail: tag('What could not be delivered, grouped by cause'),
      },
    )
    .get('/notifications/preferences', ({ caller }) => ask(client.notifications.preferences.get(as(caller))), {
      permit: 'notification.preferences',
      response: answers(model.Preferences),
      detail: tag('The caller’s channels, quiet hours and webhook'),
    })
    .put(
      '/notifications/preferences',
      ({ body, caller, headers }) => ask(client.notifications.preferences.put(body, as(caller, headers))),
      {
        permit: 'notification.preferences',
        body: model.PreferencesChange,
        response: answers(model.Preferences),
        detail: tag('Change channels, quiet hours and webhook', 'If-Match'),
      },
    )
    .post(
      '/notifications/send',
      async ({ body, caller, headers }) =>
        status(202, await ask(client.notifications.send.post(body, as(caller, headers)))),
      {
        permit: 'notification.send',
        body: model.Send,
        response: accepts(model.Sent),
        detail: tag('Send to users, roles or everyone', 'Idempotency-Key'),
      },
    )
    .put(
      '/notifications/read-all',
      ({ body, caller }) => ask(client.notifications['read-all'].put(body ?? {}, as(caller))),
      {
        permit: 'notification.update',
        body: model.ReadAll,
        response: answers(model.ReadAllAnswer),
        detail: tag('Mark everything read, up to a position'),
      },
    )
    .post(
      '/notifications/retry',
      async ({ body, caller }) => status(202, await ask(client.notifications.retry.post(body, as(caller)))),
      {
        permit: 'delivery.retry',
        body: model.RetryMany,
        response: accepts(model.RetriedMany),
        detail: tag('Retry failed deliveries by filter'),
      },
    )
    .put(
      '/notifications/:id/read',
      ({ params, body, caller }) => ask(client.notifications(params).read.put(body ?? {}, as(caller))),
      {
        permit: 'notification.update',
        params: IdParams,
        body: model.ReadChange,
        response: answers(model.Notification),
        detail: tag('Mark read or unread; toggles without a body'),
      },
    )
    .put('/notifications/:id/ack', ({ params, caller }) => ask(client.notifications(params).ack.put({}, as(caller))), {
      permit: 'notification.update',
      params: IdParams,
      body: model.Nothing,
      response: answers(model.Notification),
      detail: tag('Acknowledge'),
    })
    .put(
      '/notifications/:id/retry',
      async ({ params, body, caller }) =>
        status(202, await ask(client.notifications(params).retry.put(body ?? {}, as(caller)))),
      {
        permit: 'delivery.retry',
        params: IdParams,
        body: model.Retry,
        response: accepts(model.Retried),
        detail: tag('Retry the failed deliveries of one notification'),
      },
    )
    .get(
      '/notifications/:id/deliveries',
      ({ params, caller }) => ask(client.notifications(params).deliveries.get(as(caller))),
      {
        permit: 'delivery.read',
        params: IdParams,
        response: answers(t.Object({ items: t.Array(model.DeliveryRecord) })),
        detail: tag('Every delivery of a notification with its attempts'),
      },
    )
