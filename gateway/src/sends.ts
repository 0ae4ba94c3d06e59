import { ask } from '@wardline/kit/client'
import { IdParams, Nullable } from '@wardline/kit/schema'
import * as model from '@wardline/notification/model'
import { Elysia, type Static, status, t } from 'elysia'
import { accepts, answers, as, type Context, listed, type RequestHeader, tagged } from './context.ts'
import { type Columns, pageOrCsv } from './csv.ts'
import { NamedUser, type Names, nameUsers } from './names.ts'

const Sender = t.Object({ sender: NamedUser })
const SendRecord = t.Composite([model.SendRecord, Sender])
const SendPage = t.Composite([t.Omit(model.SendPage, ['items']), t.Object({ items: t.Array(SendRecord) })])
const Asked = t.Composite([model.Asked, t.Object({ user: NamedUser, handedOverToUser: NamedUser })])
const AlertStanding = t.Composite([
  t.Omit(model.AlertStanding, ['asked']),
  t.Object({ owner: NamedUser, asked: t.Array(Asked) }),
])
const SendDetails = t.Composite([
  t.Omit(model.SendDetails, ['alert']),
  Sender,
  t.Object({ alert: Nullable(AlertStanding) }),
])

/** A send with those named who have to do with it. */
async function withNames(names: Names, { alert, ...send }: model.SendDetails) {
  const people = alert?.asked.flatMap(({ userId, handedOverTo }) => [userId, handedOverTo]) ?? []
  const named = await nameUsers(names, [send.senderId, alert?.ownerId ?? null, ...people])
  const standing = alert && {
    ...alert,
    owner: named(alert.ownerId),
    asked: alert.asked.map((each) => ({
      ...each,
      user: named(each.userId),
      handedOverToUser: named(each.handedOverTo),
    })),
  }
  return { ...send, sender: named(send.senderId), alert: standing }
}

const columns: Columns<Static<typeof SendRecord>> = [
  ...(['createdAt', 'sender.name', 'severity', 'kind', 'title', 'body', 'channels', 'count', 'status'] as const),
  ...(['sendAt', 'expiresAt', 'cancelled.at', 'link', 'id'] as const),
]

const tag = (summary: string, header?: RequestHeader) => tagged('notifications', summary, header)

/** Sending, and what became of it. */
export const sendRoutes = ({ base, clients: { notification: client }, names, exporting }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
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
    .post(
      '/notifications/send/preview',
      ({ body, caller }) => ask(client.notifications.send.preview.post(body, as(caller))),
      {
        permit: 'notification.send',
        body: model.SendPreview,
        response: answers(model.SendPreviewed),
        detail: tag('Who would get a send, and on which channels; sends nothing'),
      },
    )
    .get(
      '/notifications/sends',
      (asked) =>
        pageOrCsv(asked, exporting, columns, async (query) => {
          const { items, ...page } = await ask(client.notifications.sends.get({ query, ...as(asked.caller) }))
          const named = await nameUsers(
            names,
            items.map(({ senderId }) => senderId),
          )
          return { ...page, items: items.map((send) => ({ ...send, sender: named(send.senderId) })) }
        }),
      {
        permit: 'send.read',
        query: model.SendQuery,
        response: answers(SendPage),
        detail: listed(
          'notifications',
          'What the caller sent, newest first; everybody’s for administrators with `scope=all`',
        ),
      },
    )
    .get(
      '/notifications/sends/:id',
      async ({ params, caller }) => withNames(names, await ask(client.notifications.sends(params).get(as(caller)))),
      {
        permit: 'send.read',
        params: IdParams,
        response: answers(SendDetails),
        detail: tag('One send: what became of it, and where its alert stands'),
      },
    )
    .put(
      '/notifications/sends/:id/cancel',
      async ({ params, caller }) =>
        withNames(names, await ask(client.notifications.sends(params).cancel.put({}, as(caller)))),
      {
        permit: 'send.cancel',
        params: IdParams,
        body: model.Nothing,
        response: answers(SendDetails),
        detail: tag('Call off whatever of a send still waits'),
      },
    )
