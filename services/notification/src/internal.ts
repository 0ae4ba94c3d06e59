import { EventBody } from '@wardline/kit/events'
import { Elysia, status } from 'elysia'
import type { Context } from './context.ts'
import { StreamPositions, StreamReads } from './stream/stream-model.ts'
import { prepareStreamReads } from './stream/streams.ts'
import { changeOf, prepareTelling } from './telling/telling.ts'

/** What the other parts call. */
export function internalRoutes({ base, db, bus, clock, config, people, epoch, tellOf }: Context) {
  const { hospitalTz } = config
  const streams = prepareStreamReads(db)
  const tell = prepareTelling(db, people)
  return new Elysia({ normalize: false })
    .use(base)
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
        tellOf(await tell(event, { at: clock.now(), hospitalTz }))
        const change = await changeOf(people, event)
        if (change) bus.publish('changed', change)
        return status(204, undefined)
      },
      { access: 'part', body: EventBody },
    )
}
