import { Body, Instant, Nullable, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { Ack, Notification, State } from '../model.ts'

/** What happened to a notification after it was told, for every tab and device. */
export const Update = t.Object({
  id: Uuid,
  readAt: t.Optional(Nullable(Instant)),
  ack: t.Optional(Nullable(Ack)),
  status: t.Optional(State),
  ownerId: t.Optional(Nullable(Uuid)),
  declinedAt: t.Optional(Nullable(Instant)),
  /** An alert that came again says what it says now. */
  title: t.Optional(t.String()),
  body: t.Optional(t.String()),
  repeats: t.Optional(t.Integer()),
})
export type Update = Static<typeof Update>

/** One step of a user's sequence; `data` is the notification, or what changed of one, with the unread count at that moment. */
export const StreamEvent = t.Union([
  t.Object({
    seq: t.Integer(),
    kind: t.Literal('notification'),
    data: t.Composite([Notification, t.Object({ unread: t.Integer() })]),
  }),
  t.Object({
    seq: t.Integer(),
    kind: t.Literal('updated'),
    data: t.Composite([Update, t.Object({ unread: t.Integer() })]),
  }),
])
export type StreamEvent = Static<typeof StreamEvent>

export const StreamPositions = Body({ userIds: t.Array(Uuid, { maxItems: 1000 }) })
export const StreamReads = Body({
  users: t.Array(Body({ userId: Uuid, after: t.Integer({ minimum: 0 }) }), { maxItems: 1000 }),
  /** Events for each user, at most 200. */
  limit: t.Optional(t.Integer({ minimum: 1, maximum: 200 })),
})
export interface StreamPosition {
  userId: string
  seq: number
  unread: number
}
export interface StreamRead {
  userId: string
  /** Where the sequence stands now. */
  top: number
  unread: number
  /** There are more events than these. */
  more: boolean
  events: StreamEvent[]
}
