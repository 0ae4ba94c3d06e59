import { FormatRegistry } from '@sinclair/typebox'
import { ListQuery, Page } from '@wardline/kit/list'
import { roles } from '@wardline/kit/permissions'
import {
  Body,
  Instant,
  Nullable,
  OneOf,
  Prose,
  recordFields,
  Text,
  Title,
  Uuid,
  WholeNumber,
} from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { channels, isAppLink, severities, states } from './rules.ts'

export * from './inbox/preferences-model.ts'
export * from './ledger/ledger-model.ts'

export const Severity = OneOf(severities)
export const Channel = OneOf(channels)
export const State = OneOf(states)
export const Role = OneOf(roles)

FormatRegistry.Set('app-link', isAppLink)
const Link = t.Union([t.String({ maxLength: 500, format: 'app-link' }), t.Null()], {
  error:
    'must be a path within the app, as in /app/patients: at most 500 characters, without “//”, “..”, backslashes, blanks or control characters, encoded or not',
})

/** That somebody has to answer: until when, and who did. */
export const Ack = t.Object({ dueAt: Instant, at: Nullable(Instant), by: Nullable(Uuid) })

/** Whoever wrote a message, by the name that they had then. */
export const Sender = t.Object({ id: Uuid, name: t.String() })
export type Sender = Static<typeof Sender>

export const Notification = t.Object({
  ...recordFields,
  /** The same for everyone who was told by one send, or of one event. */
  batchId: Uuid,
  userId: Uuid,
  sender: t.Union([Sender, t.Null()], {
    description:
      'Who sent it, by the name they had then; of what was escalated, handed over or repeated, who sent it first. Null for what the system itself or an event wrote, and for what was sent before names were kept.',
  }),
  kind: t.String(),
  title: t.String(),
  body: t.String(),
  severity: Severity,
  link: Nullable(t.String()),
  /** Ids of what it is about. */
  data: t.Record(t.String(), t.Unknown()),
  readAt: Nullable(Instant),
  ack: Nullable(Ack),
  /** The worst of its deliveries. */
  status: State,
  /** Its place in the recipient's sequence. */
  seq: t.Integer({ minimum: 1 }),
  /** The alert that this is a copy of, when somebody has to answer. */
  alertId: Nullable(Uuid),
  /** Who is accountable for the alert: acknowledged it, or had it handed over to them. */
  ownerId: Nullable(Uuid),
  /** When this recipient said that it is not theirs. */
  declinedAt: Nullable(Instant),
  /** How often it came again while it was open. */
  repeats: t.Integer({ minimum: 0 }),
})
export type Notification = Static<typeof Notification>

export const NotificationQuery = ListQuery(['createdAt'], {
  unread: t.Optional(t.Boolean()),
  severity: t.Optional(Severity),
  status: t.Optional(State),
  kind: t.Optional(Text(100)),
  /** `all`: everybody's, for administrators. */
  scope: t.Optional(OneOf(['own', 'all'])),
})
export type NotificationQuery = Static<typeof NotificationQuery>

/** The list, the caller's unread count and position belong to one moment: a stream from `position` misses nothing. */
export const NotificationPage = t.Composite([
  Page(Notification),
  t.Object({ unread: t.Integer({ minimum: 0 }), position: t.String() }),
])
export type NotificationPage = Static<typeof NotificationPage>

/** That somebody was told something about a patient. Its words are null for whoever may not read that inbox. */
export const AboutPatient = t.Composite([
  t.Pick(Notification, ['id', 'createdAt', 'userId', 'kind', 'severity', 'link', 'data', 'readAt', 'ack', 'status']),
  t.Object({ title: Nullable(t.String()), body: Nullable(t.String()) }),
])
export type AboutPatient = Static<typeof AboutPatient>
export const AboutPatientQuery = t.Omit(ListQuery(['createdAt'], {}), ['q'])
export type AboutPatientQuery = Static<typeof AboutPatientQuery>

/** For whom: any of these makes a recipient, none of them nobody. Wards come with a later issue, and are refused until then. */
export const Audience = Body({
  userIds: t.Optional(t.Array(Uuid, { maxItems: 10_000 })),
  roles: t.Optional(t.Array(Role, { maxItems: roles.length })),
  everyone: t.Optional(t.Boolean()),
  wardIds: t.Optional(t.Array(Uuid, { maxItems: 100 })),
  onShift: t.Optional(Body({ wardId: Uuid, role: t.Optional(Role) })),
})
export type Audience = Static<typeof Audience>

export const AckRequest = Body({
  withinSeconds: t.Optional(WholeNumber({ minimum: 1, maximum: 86_400 })),
  /** Who is told when nobody answers; the active administrators when absent or nobody. */
  escalateTo: t.Optional(Audience),
})
export type AckRequest = Static<typeof AckRequest>

export const Send = Body({
  to: Audience,
  title: Title,
  body: Prose,
  severity: t.Optional(Severity),
  kind: t.Optional(Text(100)),
  link: t.Optional(Link),
  channels: t.Optional(t.Array(Channel, { minItems: 1, maxItems: channels.length, uniqueItems: true })),
  sendAt: t.Optional(Nullable(Instant)),
  /** What has not arrived by then is not sent any more. */
  expiresAt: t.Optional(Nullable(Instant)),
  dedupKey: t.Optional(Text(200)),
  ack: t.Optional(AckRequest),
})
export type Send = Static<typeof Send>

/** The same before it is written: who would get it does not depend on the words. */
export const SendPreview = Body({ ...Send.properties, title: t.Optional(Title), body: t.Optional(Prose) })
export type SendPreview = Static<typeof SendPreview>

/** Who would get a send at this moment, and how. */
export const SendPreviewed = t.Object({
  /** Recipients; 0 when nobody with an active account is meant. */
  count: t.Integer({ minimum: 0 }),
  /** At most 20 of them. */
  people: t.Array(t.Object({ id: Uuid, name: t.String(), role: Role })),
  /** How its deliveries would begin, by what the recipients have chosen. */
  deliveries: t.Array(
    t.Object({
      channel: Channel,
      status: State,
      cause: Nullable(t.String()),
      overridden: t.Boolean(),
      count: t.Integer(),
    }),
  ),
})
export type SendPreviewed = Static<typeof SendPreviewed>

export const Sent = t.Object({
  batchId: Uuid,
  count: t.Integer({ minimum: 1 }),
  /** One for each recipient, given when there are at most 1,000. */
  ids: t.Optional(t.Array(Uuid)),
})
export type Sent = Static<typeof Sent>

/** Why it is not theirs. */
export const Decline = Body({ reason: Prose })
export const HandOver = Body({ userId: Uuid })

/** Where a send is: not due yet, being written, written to everyone, called off, or due too late. */
export const sendStatuses = ['scheduled', 'sending', 'sent', 'cancelled', 'expired'] as const
export type SendStatus = (typeof sendStatuses)[number]

export const SendRecord = t.Object({
  id: Uuid,
  /** Null when the system itself sent it. */
  senderId: Nullable(Uuid),
  kind: t.String(),
  title: t.String(),
  body: t.String(),
  severity: Severity,
  link: Nullable(t.String()),
  channels: t.Array(Channel),
  createdAt: Instant,
  sendAt: Nullable(Instant),
  expiresAt: Nullable(Instant),
  status: OneOf(sendStatuses),
  cancelled: Nullable(t.Object({ by: Uuid, at: Instant })),
  /** Recipients. */
  count: t.Integer(),
})
export type SendRecord = Static<typeof SendRecord>
export const SendQuery = ListQuery(['createdAt'], {
  status: t.Optional(OneOf(sendStatuses)),
  /** `all`: everybody's, for administrators. */
  scope: t.Optional(OneOf(['own', 'all'])),
})
export type SendQuery = Static<typeof SendQuery>
export const SendPage = Page(SendRecord)

/** What became of one person who was asked. */
export const Asked = t.Object({
  notificationId: Uuid,
  userId: Uuid,
  /** How it came to them. */
  via: OneOf(['sent', 'escalation', 'hand-over']),
  at: Instant,
  dueAt: Instant,
  readAt: Nullable(Instant),
  answer: OneOf(['waiting', 'acknowledged', 'declined', 'handed-over', 'silent', 'released']),
  answeredAt: Nullable(Instant),
  /** Why it was declined. */
  reason: Nullable(t.String()),
  handedOverTo: Nullable(Uuid),
})
export type Asked = Static<typeof Asked>

/** Where an alert stands: who has it, who was asked, and what happens next. */
export const AlertStanding = t.Object({
  id: Uuid,
  /** `one`: whoever acknowledges first answers for all. `each`: everybody answers for themselves. */
  answeredBy: OneOf(['one', 'each']),
  /** `unanswered`: everyone was asked in vain, and the last resort was told. */
  status: OneOf(['waiting', 'handed-over', 'acknowledged', 'unanswered']),
  ownerId: Nullable(Uuid),
  acknowledgedAt: Nullable(Instant),
  repeats: t.Integer(),
  repeatedAt: Nullable(Instant),
  /** Who is told next, and when, unless somebody answers. */
  next: Nullable(t.Object({ at: Instant, step: OneOf(['named', 'admins', 'fallback']) })),
  lastResort: Nullable(t.Object({ at: Instant, status: State })),
  /** In order of time, at most 500. */
  asked: t.Array(Asked),
})
export type AlertStanding = Static<typeof AlertStanding>

export const SendDetails = t.Composite([
  SendRecord,
  t.Object({
    deliveries: t.Array(t.Object({ channel: Channel, status: State, count: t.Integer() })),
    alert: Nullable(AlertStanding),
  }),
])
export type SendDetails = Static<typeof SendDetails>

/** Toggles when it says nothing. */
export const ReadChange = t.Optional(Body({ read: t.Optional(t.Boolean()) }))
export const ReadAll = t.Optional(Body({ upTo: t.Optional(t.String({ maxLength: 100 })) }))
export const ReadAllAnswer = t.Object({ count: t.Integer(), unread: t.Integer() })
export const Nothing = t.Optional(Body({}))
export const NoQuery = Body({})
