import type { Database, Transaction } from '@wardline/db/connect'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type FreedSlotRow, freedSlots, holds, type OfferRow, offers } from '../tables.ts'
import type { Offer, OfferSummary } from './waitlist-model.ts'

/** An offer with its slot. */
export interface OfferedSlot extends OfferRow {
  doctorId: string
  startsAt: Date
  endsAt: Date
  /** Its time has passed, by the database's clock; nobody may have noticed yet. */
  isOver: boolean
  /** How long it stands still, by the same clock. */
  secondsLeft: number
}

/** Holds and offers end by the clock that all services share. */
export const databaseNow = sql<Date>`clock_timestamp()`

const secondsLeft = sql<number>`extract(epoch from ${offers.expiresAt} - clock_timestamp())::float8`

const selectOffers = (db: Database | Transaction) =>
  db
    .select({ offer: offers, slot: freedSlots, secondsLeft })
    .from(offers)
    .innerJoin(freedSlots, eq(freedSlots.id, offers.slotId))

const offered = ({
  offer,
  slot,
  secondsLeft,
}: {
  offer: OfferRow
  slot: FreedSlotRow
  secondsLeft: number
}): OfferedSlot => ({
  ...offer,
  doctorId: slot.doctorId,
  startsAt: slot.startsAt,
  endsAt: slot.endsAt,
  secondsLeft,
  isOver: secondsLeft <= 0,
})

/** Every offer of some entries, in order. */
export const offersOf = async (db: Database | Transaction, entryIds: string[]): Promise<OfferedSlot[]> =>
  entryIds.length === 0
    ? []
    : (await selectOffers(db).where(inArray(offers.entryId, entryIds)).orderBy(asc(offers.offeredAt))).map(offered)

export const offersByIds = async (db: Database, ids: string[]): Promise<OfferedSlot[]> =>
  ids.length === 0 ? [] : (await selectOffers(db).where(inArray(offers.id, ids))).map(offered)

const isOpen = eq(offers.status, 'offered')

/** The offer that an entry has not answered yet. */
export const openOfferOf = async (tx: Transaction, entryId: string): Promise<OfferedSlot | undefined> =>
  (await selectOffers(tx).where(and(eq(offers.entryId, entryId), isOpen))).map(offered)[0]

/** The offer of a slot that nobody has answered yet. */
export const openOfferOn = async (tx: Transaction, slotId: string): Promise<OfferedSlot | undefined> =>
  (await selectOffers(tx).where(and(eq(offers.slotId, slotId), isOpen))).map(offered)[0]

/** Ends an offer and what was kept for it; the caller holds its entry. */
export async function endOffer(
  tx: Transaction,
  { id, holdId }: Pick<OfferRow, 'id' | 'holdId'>,
  status: Exclude<OfferRow['status'], 'offered'>,
  endedBy: string | null,
): Promise<void> {
  await tx.update(offers).set({ status, endedAt: databaseNow, endedBy }).where(eq(offers.id, id))
  await tx
    .update(holds)
    .set({ endedAt: databaseNow })
    .where(and(eq(holds.id, holdId), isNull(holds.endedAt)))
}

/** When a sweeper looks at a slot again: at once, unless a time is given. */
export const lookAgain = (tx: Transaction, slotId: string, at: Date | typeof databaseNow = databaseNow) =>
  tx.update(freedSlots).set({ nextAt: at }).where(eq(freedSlots.id, slotId))

/** A slot that nobody is asked about any more: it was taken, or nobody is left. */
export const endSlots = (tx: Transaction, slotIds: string[]) =>
  tx.update(freedSlots).set({ endedAt: databaseNow }).where(inArray(freedSlots.id, slotIds))

/** An offer as it goes over the wire. */
export const viewOffer = ({
  id,
  doctorId,
  startsAt,
  endsAt,
  status,
  offeredAt,
  expiresAt,
  endedAt,
  endedBy,
}: OfferedSlot): Offer => ({
  id,
  doctorId,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  status,
  offeredAt: offeredAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  endedBy,
})

export const summaryOf = (offer: OfferedSlot): OfferSummary => {
  const { id, doctorId, startsAt, endsAt, expiresAt, status } = viewOffer(offer)
  return { id, doctorId, startsAt, endsAt, expiresAt, status, entryId: offer.entryId, secondsLeft: offer.secondsLeft }
}
