import { Body, Instant, Nullable, TimeOfDay, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'

/** Weekday 1 is Monday; wall clock of the hospital's zone. */
export const HoursEntry = Body({ weekday: t.Integer({ minimum: 1, maximum: 7 }), from: TimeOfDay, to: TimeOfDay })

/** What other parts need to know of a doctor. */
export const DoctorSummary = t.Object({
  id: Uuid,
  name: t.String(),
  userId: Nullable(Uuid),
  specialty: t.String(),
  hours: t.Array(HoursEntry),
  slotMinutes: t.Integer(),
  archivedAt: Nullable(Instant),
})
export type DoctorSummary = Static<typeof DoctorSummary>

export const DoctorLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })
