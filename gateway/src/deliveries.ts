import { ask } from '@wardline/kit/client'
import { IdParams } from '@wardline/kit/schema'
import * as model from '@wardline/notification/model'
import { Elysia, type Static, status, t } from 'elysia'
import { accepts, answers, as, type Context, listed, tagged } from './context.ts'
import { type Columns, pageOrCsv } from './csv.ts'
import { NamedChange, NamedUser, type Names, nameActors, nameUsers } from './names.ts'

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

const columns: Columns<Static<typeof FailureGroup>> = ['cause', 'meaning', 'status', 'count', 'oldestAt']

const tag = (summary: string) => tagged('deliveries', summary)

/** What administrators see of deliveries, and do about them. */
export const deliveryRoutes = ({ base, clients: { notification: client }, names, exporting }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/notifications/failures',
      ({ request, query, caller }) =>
        // The groups are not paged: there is nothing of a page to pass on.
        pageOrCsv({ request, query: {}, caller }, exporting, columns, async () =>
          withUsers(names, await ask(client.notifications.failures.get({ query, ...as(caller) }))),
        ),
      {
        permit: 'delivery.read',
        query: model.RetryFilter,
        response: answers(Failures),
        detail: listed('deliveries', 'What could not be delivered, grouped by cause; the filter is that of a retry'),
      },
    )
    .get('/notifications/stats', ({ query, caller }) => ask(client.notifications.stats.get({ query, ...as(caller) })), {
      permit: 'delivery.read',
      query: model.StatsQuery,
      response: answers(model.Stats),
      detail: tag('Deliveries by hour, channel and outcome, what waits, and how quickly people answer'),
    })
    .get('/notifications/templates', ({ caller }) => ask(client.notifications.templates.get(as(caller))), {
      permit: 'delivery.read',
      response: answers(model.Templates),
      detail: tag('What e-mails say, with an example for a link'),
    })
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
    .get(
      '/notifications/:id/history',
      async ({ params, caller }) => {
        const { items } = await ask(client.notifications(params).history.get(as(caller)))
        return { items: await nameActors(names, items) }
      },
      {
        permit: 'delivery.read',
        params: IdParams,
        response: answers(t.Object({ items: t.Array(NamedChange) })),
        detail: tag('Who did what about a notification: sent, retried, acknowledged, escalated'),
      },
    )
