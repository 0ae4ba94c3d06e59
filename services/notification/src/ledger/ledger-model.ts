import { Body, Instant, Nullable, OneOf, Text, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { channels, states } from '../rules.ts'
import { templateKeys } from '../telling/templates.ts'

const Channel = OneOf(channels)
const State = OneOf(states)

export const Retry = t.Optional(Body({ includeUnknown: t.Optional(t.Boolean()) }))
/** Failures are found by it, and tried again by it. */
export const RetryFilter = Body({
  cause: t.Optional(Text(100)),
  channel: t.Optional(Channel),
  kind: t.Optional(Text(100)),
  /** When the notification was made: `[from, to)`. */
  from: t.Optional(Instant),
  to: t.Optional(Instant),
})
export type RetryFilter = Static<typeof RetryFilter>
export const RetryMany = Body({
  filter: RetryFilter,
  dryRun: t.Optional(t.Boolean()),
  includeUnknown: t.Optional(t.Boolean()),
})
export const Retried = t.Object({ deliveryIds: t.Array(Uuid) })
export const RetriedMany = t.Object({
  /** Deliveries. */
  count: t.Integer(),
  recipients: t.Integer(),
  /** Those among them that may have arrived already. */
  possibleDuplicates: t.Integer(),
})
export type RetriedMany = Static<typeof RetriedMany>

export const AttemptRecord = t.Object({
  n: t.Integer(),
  generation: t.Integer(),
  startedAt: Instant,
  endedAt: Nullable(Instant),
  outcome: Nullable(OneOf(['delivered', 'temporary', 'permanent', 'unknown'])),
  error: Nullable(t.String()),
})
export const DeliveryRecord = t.Object({
  id: Uuid,
  channel: Channel,
  /** `fallback`: not to the notification's user, but to the last resort, since nobody answered. */
  target: OneOf(['recipient', 'fallback']),
  status: State,
  cause: Nullable(t.String()),
  /** The cause in words. */
  meaning: t.String(),
  generation: t.Integer(),
  nextTryAt: Nullable(Instant),
  /** The recipient did not want it here, or not now, and it was sent all the same because it is critical. */
  overridden: t.Boolean(),
  attempts: t.Array(AttemptRecord),
})
export type DeliveryRecord = Static<typeof DeliveryRecord>

/** One delivery that failed, or one person who could not be told. */
export const Failure = t.Object({
  notificationId: Nullable(Uuid),
  deliveryId: Nullable(Uuid),
  userId: Nullable(Uuid),
  channel: Nullable(Channel),
  kind: t.String(),
  at: Instant,
  /** For `unaddressed`: who it was, and what they had to be told of. */
  addressee: Nullable(t.Object({ role: OneOf(['doctor', 'patient']), id: Uuid })),
  data: t.Record(t.String(), t.Unknown()),
})
export const FailureGroup = t.Object({
  cause: t.String(),
  meaning: t.String(),
  status: Nullable(State),
  count: t.Integer(),
  oldestAt: Instant,
  oldestAgeSeconds: t.Integer(),
  /** The newest, at most 20. */
  items: t.Array(Failure),
})
export type FailureGroup = Static<typeof FailureGroup>
export const Failures = t.Object({ items: t.Array(FailureGroup), nextCursor: t.Null(), total: t.Integer() })
export type Failures = Static<typeof Failures>

/** What an administrator looks at: deliveries made in `[from, to)`; the last 24 hours when neither is given. */
export const StatsQuery = Body({ from: t.Optional(Instant), to: t.Optional(Instant) })
export type StatsQuery = Static<typeof StatsQuery>

const Count = t.Integer({ minimum: 0 })
export const Stats = t.Object({
  from: Instant,
  to: Instant,
  /** Deliveries by the hour in which they were made, in UTC; hours without any are left out. */
  hours: t.Array(t.Object({ at: Instant, channel: Channel, status: State, count: Count })),
  /** What there is to do at this moment, whenever it was made. */
  queue: t.Object({
    pending: Count,
    retrying: Count,
    sending: Count,
    /** Sends whose time has not come. */
    scheduled: Count,
    /** Sets of recipients of sends whose time has come, not told yet. */
    unwrittenSets: Count,
    /** Deliveries and sets that could be done now. */
    dueNow: Count,
    oldestDueAt: Nullable(Instant),
  }),
  /** People who were asked for an answer in `[from, to)`, escalations included. */
  acknowledgements: t.Object({
    asked: Count,
    /** Who acknowledged themselves; the times are theirs. */
    answered: Count,
    declined: Count,
    /** Nobody has answered for them, and there is time left. */
    open: Count,
    /** Their time passed, and the next in line was told. */
    escalated: Count,
    medianSeconds: Nullable(t.Number()),
    p95Seconds: Nullable(t.Number()),
  }),
})
export type Stats = Static<typeof Stats>

/** What is said outside the house. `critical` and `last-resort` are for any kind, `message` for every other one. */
export const Template = t.Object({ kind: OneOf(templateKeys), subject: t.String(), text: t.String(), html: t.String() })
export const Templates = t.Object({ items: t.Array(Template) })
