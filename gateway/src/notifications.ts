import { ask } from '@wardline/kit/client'
import { IdParams } from '@wardline/kit/schema'
import * as model from '@wardline/notification/model'
import { Elysia, type Static } from 'elysia'
import { answers, as, type Context, listed, type RequestHeader, tagged } from './context.ts'
import { type Columns, pageOrCsv, wantsCsv } from './csv.ts'
import { type NamedUser, type Names, nameUsers } from './names.ts'

type Owned = model.Notification & { user?: Static<typeof NamedUser> }

async function withOwners(names: Names, items: model.Notification[]): Promise<Owned[]> {
  const named = await nameUsers(
    names,
    items.map(({ userId }) => userId),
  )
  return items.map((item) => ({ ...item, user: named(item.userId) }))
}

const columns: Columns<Owned> = [
  ...(['createdAt', 'sender.name', 'severity', 'kind', 'title', 'body', 'status', 'readAt', 'ack.dueAt'] as const),
  ...(['ack.at', 'declinedAt', 'repeats', 'user.name', 'userId', 'link', 'id'] as const),
]

const tag = (summary: string, header?: RequestHeader) => tagged('notifications', summary, header)

/** The inbox and sending. What administrators see of deliveries is in deliveries.ts, the live stream in stream.ts, the socket in socket.ts. */
export const notificationRoutes = ({ base, clients: { notification: client }, names, exporting }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/notifications',
      (asked) =>
        pageOrCsv(asked, exporting, columns, async (query: typeof asked.query) => {
          const page = await ask(client.notifications.get({ query, ...as(asked.caller) }))
          // Whoever reads their inbox knows whose it is.
          const items: Owned[] = wantsCsv(asked.request) ? await withOwners(names, page.items) : page.items
          return { ...page, items }
        }),
      {
        permit: 'notification.read',
        query: model.NotificationQuery,
        response: answers(model.NotificationPage),
        detail: listed('notifications', 'The inbox, newest first; everybody’s for administrators with `scope=all`'),
      },
    )
    .get('/notifications/preferences', ({ caller }) => ask(client.notifications.preferences.get(as(caller))), {
      permit: 'notification.preferences',
      response: answers(model.Preferences),
      detail: tag('The caller’s channels, quiet hours and webhook'),
    })
    .get('/notifications/:id', ({ params, caller }) => ask(client.notifications(params).get(as(caller))), {
      permit: 'notification.read',
      params: IdParams,
      response: answers(model.Notification),
      detail: tag('One notification; anybody’s for administrators'),
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
      '/notifications/:id/decline',
      ({ params, body, caller }) => ask(client.notifications(params).decline.put(body, as(caller))),
      {
        permit: 'notification.update',
        params: IdParams,
        body: model.Decline,
        response: answers(model.Notification),
        detail: tag('Say that an alert is not theirs'),
      },
    )
    .put(
      '/notifications/:id/hand-over',
      ({ params, body, caller }) => ask(client.notifications(params)['hand-over'].put(body, as(caller))),
      {
        permit: 'notification.hand-over',
        params: IdParams,
        body: model.HandOver,
        response: answers(model.Notification),
        detail: tag('Give an alert to a colleague, who has to answer it from then on'),
      },
    )
