import { ListQuery, Page } from '@wardline/kit/list'
import { Body, FreeText, Instant, Name, Nullable, OneOf, recordFields, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { entryStatuses, offerStatuses } from './rules.ts'

export const EntryStatus = OneOf(entryStatuses)
export const OfferStatus = OneOf(offerStatuses)

/** A slot as it was offered to somebody, and what came of it; by the database's clock. */
export const Offer = t.Object({
  id: Uuid,
  doctorId: Uuid,
  startsAt: Instant,
  endsAt: Instant,
  status: OfferStatus,
  offeredAt: Instant,
  expiresAt: Instant,
  endedAt: Nullable(Instant),
  endedBy: Nullable(Uuid),
})
export type Offer = Static<typeof Offer>

/** Somebody who waits, as the service answers it; the gateway puts the names to the ids. */
export const WaitlistEntry = t.Object({
  ...recordFields,
  patientId: Uuid,
  /** The doctor they want; null when any of the specialty will do. */
  doctorId: Nullable(Uuid),
  specialty: Nullable(t.String()),
  /** The whole visit lies between the two. */
  notBefore: Nullable(Instant),
  notAfter: Nullable(Instant),
  reason: Nullable(t.String()),
  status: EntryStatus,
  /** The offer that is open. */
  offer: Nullable(t.Pick(Offer, ['id', 'doctorId', 'startsAt', 'endsAt', 'expiresAt'])),
  /** What it became. */
  appointmentId: Nullable(Uuid),
  /** Every offer they had, in order. */
  offers: t.Array(Offer),
})
export type WaitlistEntry = Static<typeof WaitlistEntry>

/** A doctor, or a specialty; both only where they agree. */
export const NewWaitlistEntry = Body({
  patientId: Uuid,
  doctorId: t.Optional(Nullable(Uuid)),
  specialty: t.Optional(Nullable(Name)),
  notBefore: t.Optional(Nullable(Instant)),
  notAfter: t.Optional(Nullable(Instant)),
  reason: t.Optional(Nullable(FreeText(4000))),
})
export type NewWaitlistEntry = Static<typeof NewWaitlistEntry>

/** Who was removed is shown when `status` asks for it. `specialty` is compared whole, whatever its case and accents. */
export const WaitlistQuery = ListQuery(['createdAt', 'updatedAt'], {
  status: t.Optional(t.Array(EntryStatus, { maxItems: 10 })),
  doctorId: t.Optional(Uuid),
  patientId: t.Optional(Uuid),
  specialty: t.Optional(Name),
})
export type WaitlistQuery = Static<typeof WaitlistQuery>
export const WaitlistPage = Page(WaitlistEntry)

/** Which offer is answered: one that came instead of it meanwhile is not. */
export const OfferAnswer = t.Optional(Body({ offerId: t.Optional(Uuid) }))

/** A slot that became free, and who was asked about it. */
export const FreedSlot = t.Object({
  id: Uuid,
  doctorId: Uuid,
  startsAt: Instant,
  endsAt: Instant,
  /** Whose change freed it. */
  appointmentId: Uuid,
  freedAt: Instant,
  /** When somebody took it, or nobody was left to ask. */
  endedAt: Nullable(Instant),
  /** Why it is not free now: leave, hours that do not hold it, or another appointment. */
  conflict: Nullable(OneOf(['on-leave', 'outside-hours', 'doctor-busy'])),
  offers: t.Array(
    t.Composite([t.Omit(Offer, ['doctorId', 'startsAt', 'endsAt']), t.Object({ entryId: Uuid, patientId: Uuid })]),
  ),
})
export type FreedSlot = Static<typeof FreedSlot>

/** `from` and `to` are about when the slots begin. */
export const FreedSlotQuery = t.Omit(
  ListQuery(['startsAt', 'createdAt'], {
    doctorId: t.Optional(Uuid),
    from: t.Optional(Instant),
    to: t.Optional(Instant),
  }),
  ['q'],
)
export type FreedSlotQuery = Static<typeof FreedSlotQuery>

/** What other parts need to know of an offer. */
export const OfferSummary = t.Composite([
  t.Pick(Offer, ['id', 'doctorId', 'startsAt', 'endsAt', 'expiresAt', 'status']),
  t.Object({
    entryId: Uuid,
    /** How long it stands still, by the database's clock. */
    secondsLeft: t.Number(),
  }),
])
export type OfferSummary = Static<typeof OfferSummary>
export const OfferLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })
