import type { Database } from '@wardline/db/connect'
import { fold } from '@wardline/kit/fold'
import { byInstant, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { and, asc, eq, gte, inArray, lt, ne } from 'drizzle-orm'
import type { Booking } from '../booking.ts'
import { type FreedSlotRow, freedSlots, offers, type WaitlistRow, waitlist } from '../tables.ts'
import { conflictsOf } from './freed-conflicts.ts'
import { type OfferedSlot, offersOf, viewOffer } from './offers.ts'
import type { FreedSlot, FreedSlotQuery, WaitlistEntry, WaitlistQuery } from './waitlist-model.ts'

const viewOpen = ({ id, doctorId, startsAt, endsAt, expiresAt }: OfferedSlot): WaitlistEntry['offer'] => ({
  id,
  doctorId,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

const viewEntry = (row: WaitlistRow, chain: OfferedSlot[]): WaitlistEntry => {
  const open = chain.find(({ status, isOver }) => status === 'offered' && !isOver)
  return {
    id: row.id,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    patientId: row.patientId,
    doctorId: row.doctorId,
    specialty: row.specialty,
    notBefore: row.notBefore?.toISOString() ?? null,
    notAfter: row.notAfter?.toISOString() ?? null,
    reason: row.reason,
    status: row.status,
    offer: open ? viewOpen(open) : null,
    appointmentId: row.appointmentId,
    offers: chain.map(viewOffer),
  }
}

/** Entries as they go over the wire, each with its chain of offers, read in one query for all of them. */
export async function withOffers(db: Database, rows: WaitlistRow[]): Promise<WaitlistEntry[]> {
  const ids = rows.map(({ id }) => id)
  const chains = Map.groupBy(await offersOf(db, ids), ({ entryId }) => entryId)
  return rows.map((row) => viewEntry(row, chains.get(row.id) ?? []))
}

export const findEntry = async (db: Database, id: string): Promise<WaitlistRow | undefined> =>
  (await db.select().from(waitlist).where(eq(waitlist.id, id)))[0]

/** The waitlist, whoever has waited longest first; patients see their own. */
export async function listEntries(db: Database, query: WaitlistQuery, ownPatientId?: string) {
  const { limit = defaultLimit, sort = 'createdAt', count, cursor } = query
  const columns = { createdAt: byInstant(waitlist.createdAt), updatedAt: byInstant(waitlist.updatedAt) }
  const { field, order, after, orderBy } = keyset({ sort, cursor, columns, id: waitlist.id })
  const matching = and(
    query.status?.length ? inArray(waitlist.status, query.status) : ne(waitlist.status, 'removed'),
    ownPatientId ? eq(waitlist.patientId, ownPatientId) : undefined,
    query.patientId ? eq(waitlist.patientId, query.patientId) : undefined,
    query.doctorId ? eq(waitlist.doctorId, query.doctorId) : undefined,
    query.specialty ? eq(waitlist.specialtyKey, fold(query.specialty)) : undefined,
    query.q?.trim() ? isLike(waitlist.reason, containing(query.q)) : undefined,
  )
  const found = await db
    .select()
    .from(waitlist)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const how = { sortValue: (row: WaitlistRow) => row[field], view: (row: WaitlistRow) => row }
  const total = () => db.$count(waitlist, matching)
  const { items, ...rest } = await page(found, { limit, order, count }, { ...how, total })
  return { ...rest, items: await withOffers(db, items) }
}

/** Who was asked about slots, in order. */
async function chainsOf(db: Database, slotIds: string[]): Promise<Map<string, FreedSlot['offers']>> {
  if (slotIds.length === 0) return new Map()
  const rows = await db
    .select({ offer: offers, patientId: waitlist.patientId })
    .from(offers)
    .innerJoin(waitlist, eq(waitlist.id, offers.entryId))
    .where(inArray(offers.slotId, slotIds))
    .orderBy(asc(offers.offeredAt))
  const chains = new Map<string, FreedSlot['offers']>(slotIds.map((id) => [id, []]))
  for (const { offer, patientId } of rows) {
    const { id, slotId, entryId, status, endedBy } = offer
    chains.get(slotId)?.push({
      ...{ id, entryId, patientId, status, endedBy },
      offeredAt: offer.offeredAt.toISOString(),
      expiresAt: offer.expiresAt.toISOString(),
      endedAt: offer.endedAt?.toISOString() ?? null,
    })
  }
  return chains
}

/** Freed slots by their time, each with the chain of who was asked. */
export async function listFreed(booking: Booking, query: FreedSlotQuery) {
  const { db } = booking
  const { limit = defaultLimit, sort = '-startsAt', count, cursor } = query
  const columns = { startsAt: byInstant(freedSlots.startsAt), createdAt: byInstant(freedSlots.createdAt) }
  const { field, order, after, orderBy } = keyset({ sort, cursor, columns, id: freedSlots.id })
  const matching = and(
    query.doctorId ? eq(freedSlots.doctorId, query.doctorId) : undefined,
    query.from ? gte(freedSlots.startsAt, new Date(query.from)) : undefined,
    query.to ? lt(freedSlots.startsAt, new Date(query.to)) : undefined,
  )
  const found = await db
    .select()
    .from(freedSlots)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const how = { sortValue: (row: FreedSlotRow) => row[field], view: (row: FreedSlotRow) => row }
  const total = () => db.$count(freedSlots, matching)
  const { items, ...rest } = await page(found, { limit, order, count }, { ...how, total })
  const ids = items.map(({ id }) => id)
  const [chains, conflicts] = await Promise.all([chainsOf(db, ids), conflictsOf(booking, items)])
  return {
    ...rest,
    items: items.map((row) => viewFreed(row, conflicts.get(row.id) ?? null, chains.get(row.id) ?? [])),
  }
}

const viewFreed = (row: FreedSlotRow, conflict: FreedSlot['conflict'], chain: FreedSlot['offers']): FreedSlot => ({
  id: row.id,
  doctorId: row.doctorId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  appointmentId: row.appointmentId,
  freedAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  conflict,
  offers: chain,
})
