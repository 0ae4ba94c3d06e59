import { type Kind, kinds } from '@wardline/kit/errors'
import { ListQuery } from '@wardline/kit/list'
import { Body, CivilDate, Instant, Nullable, OneOf, Prose, recordFields, Uuid } from '@wardline/kit/schema'
import { type Static, type TSchema, t } from 'elysia'

const DateOrInstant = t.Union([CivilDate, Instant], {
  error: 'must be a date that exists, as in 2026-11-22, or an instant with an offset, as in 2026-11-22T08:00:00Z',
})

/** Civil dates, both included, or instants, half-open: both of one kind. */
export const NewLeave = Body({ from: DateOrInstant, to: DateOrInstant, reason: t.Optional(Nullable(Prose)) })
export type NewLeave = Static<typeof NewLeave>

/** A time in which a doctor is away. `from` and `to` are as it was asked for. */
export const Leave = t.Object({
  ...recordFields,
  doctorId: Uuid,
  from: DateOrInstant,
  to: DateOrInstant,
  startsAt: Instant,
  endsAt: Instant,
  reason: Nullable(t.String()),
  /** When it was called off. */
  cancelledAt: Nullable(Instant),
})
export type Leave = Static<typeof Leave>

/** Leave that touches `[from, to)`. */
export const LeaveQuery = ListQuery(['startsAt', 'createdAt'], {
  from: t.Optional(Instant),
  to: t.Optional(Instant),
})
export type LeaveQuery = Static<typeof LeaveQuery>
export const LeaveParams = t.Object({ id: Uuid, leaveId: Uuid })

/** A free slot for an appointment whose doctor is away. */
export const Proposal = t.Object({ doctorId: Uuid, startsAt: Instant, endsAt: Instant, sameDoctor: t.Boolean() })
export type Proposal = Static<typeof Proposal>

/** Appointments that cannot take place as they are, each with where it could go, the best first. */
export const Affected = <A extends TSchema, P extends TSchema>(appointment: A, proposal: P) =>
  t.Object({ affected: t.Array(t.Object({ appointment, proposals: t.Array(proposal) })) })

const Move = Body({ appointmentId: Uuid, doctorId: Uuid, startsAt: Instant, endsAt: t.Optional(Instant) })
export type Move = Static<typeof Move>
/** Without `moves` each affected appointment goes to its first proposal. */
export const Moves = t.Optional(Body({ moves: t.Optional(t.Array(Move, { maxItems: 200 })) }))
export type Moves = Static<typeof Moves>

/** What an appointment was left for, in the words of the refusal. */
const leftFor = { kind: OneOf(Object.keys(kinds) as Kind[]), detail: t.String() }

/** What was moved, and what was left where it is, with why. */
export const Moved = <A extends TSchema>(appointment: A) =>
  t.Object({
    moved: t.Array(appointment),
    left: t.Array(t.Object({ appointment, ...leftFor })),
  })

export const LeaveLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })
