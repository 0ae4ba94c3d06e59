import { ListQuery } from '@wardline/kit/list'
import { Body, CivilDate, Instant, Name, Nullable, Prose, recordFields, TimeOfDay, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'

export const SlotsQuery = t.Object({ from: Instant, to: Instant }, { additionalProperties: false })
/** A free slot; `held` when somebody else is booking it just now, `holdId` when the caller is. */
export const Slot = t.Object({
  startsAt: Instant,
  endsAt: Instant,
  held: t.Optional(t.Literal(true)),
  holdId: t.Optional(Uuid),
})
export type Slot = Static<typeof Slot>

/** From now on, and for as long as slots are searched, unless said otherwise. `specialty` is compared whole, whatever its case and accents. */
export const EarliestQuery = t.Object(
  {
    specialty: t.Optional(Name),
    from: t.Optional(Instant),
    to: t.Optional(Instant),
    limit: t.Optional(t.Integer({ minimum: 1, maximum: 100 })),
    cursor: t.Optional(t.String({ minLength: 1, maxLength: 1000 })),
  },
  { additionalProperties: false },
)
export type EarliestQuery = Static<typeof EarliestQuery>
export const EarliestSlot = t.Composite([
  Slot,
  t.Object({
    doctor: t.Object({ id: Uuid, name: t.String(), specialty: t.String(), room: Nullable(t.String()) }),
  }),
])
export type EarliestSlot = Static<typeof EarliestSlot>

export const NewHold = Body({ doctorId: Uuid, startsAt: Instant, endsAt: Instant })
export type NewHold = Static<typeof NewHold>
export const Hold = t.Object({ holdId: Uuid, doctorId: Uuid, startsAt: Instant, endsAt: Instant, expiresAt: Instant })
export type Hold = Static<typeof Hold>

const dates = { from: t.Optional(CivilDate), to: t.Optional(CivilDate) }
/** Between civil dates, both included. */
export const ExtraHoursQuery = ListQuery(['date', 'createdAt'], dates)
export type ExtraHoursQuery = Static<typeof ExtraHoursQuery>
export const HolidayQuery = ListQuery(['date', 'createdAt'], dates)
export type HolidayQuery = Static<typeof HolidayQuery>

/** Hours that a doctor works once, beside the weekly ones; wall clock of the hospital's zone. */
export const ExtraHours = t.Object({
  ...recordFields,
  doctorId: Uuid,
  date: CivilDate,
  from: TimeOfDay,
  to: TimeOfDay,
  reason: Nullable(t.String()),
})
export type ExtraHours = Static<typeof ExtraHours>
export const NewExtraHours = Body({
  date: CivilDate,
  from: TimeOfDay,
  to: TimeOfDay,
  reason: t.Optional(Nullable(Prose)),
})
export type NewExtraHours = Static<typeof NewExtraHours>
export const EntryParams = t.Object({ id: Uuid, entryId: Uuid })

/** A day on which nobody works their weekly hours. */
export const Holiday = t.Object({ ...recordFields, date: CivilDate, name: t.String() })
export type Holiday = Static<typeof Holiday>
export const NewHoliday = Body({ date: CivilDate, name: Name })
export type NewHoliday = Static<typeof NewHoliday>
