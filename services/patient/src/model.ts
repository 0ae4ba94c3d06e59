import { Body, Instant, Nullable, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'

/** What other parts need to know of a patient. */
export const PatientSummary = t.Object({
  id: Uuid,
  name: t.String(),
  mrn: t.String(),
  userId: Nullable(Uuid),
  archivedAt: Nullable(Instant),
})
export type PatientSummary = Static<typeof PatientSummary>

export const PatientLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })
