import type { Transaction } from '@wardline/db/connect'
import type { Author } from '@wardline/kit/change'
import type { Interval } from '@wardline/kit/zone'
import { and, asc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { earliestOverlap, isActive } from '../rules.ts'
import { type AppointmentRow, freedSlots, offers, type WaitlistRow } from '../tables.ts'
import { lockEntry, updateEntry } from './entries.ts'
import { endOffer, endSlots, lookAgain, type OfferedSlot, openOfferOf } from './offers.ts'
import { fits } from './rules.ts'

/** A freed slot that an appointment takes, an entry that is asked about one of them, or one that waits for its doctor. */
export interface Concerned {
  kind: 'slot' | 'asked' | 'waiting'
  id: string
}

/** What an appointment that takes a time may settle: freed slots there, and people who wait. */
export function readingConcerned(wanted: Interval & Pick<AppointmentRow, 'patientId' | 'doctorId'>): SQL {
  const { patientId, doctorId, startsAt, endsAt } = wanted
  const earliest = earliestOverlap(startsAt)
  return sql`
    with taken as materialized (
      select id from appointment.freed_slot where doctor_id = ${doctorId} and ended_at is null
        and starts_at < ${endsAt} and ends_at > ${startsAt} and starts_at > ${earliest}
    )
    select 'slot' as kind, id from taken
    union all
    select 'asked', entry_id from appointment.waitlist_offer
    where slot_id in (select id from taken) and status = 'offered'
    union all
    select 'waiting', id from appointment.waitlist_entry
    where patient_id = ${patientId} and doctor_id = ${doctorId} and status in ('waiting', 'offered')`
}

interface Booked {
  appointment: AppointmentRow
  isNew: boolean
  slotIds: string[]
  author: Author
}

/** The patient has what they waited for: the slot that they were offered, or another time with the doctor they named. */
async function book(tx: Transaction, entry: WaitlistRow, open: OfferedSlot | undefined, booked: Booked) {
  const { appointment, slotIds, author } = booked
  if (open) {
    const isTaken = slotIds.includes(open.slotId)
    await endOffer(tx, open, isTaken ? 'accepted' : 'withdrawn', author.actorId)
    if (!isTaken) await lookAgain(tx, open.slotId)
  }
  const values = { status: 'booked', appointmentId: appointment.id, endedAt: author.at } as const
  await updateEntry(tx, entry, values, { action: 'booked' }, author)
}

/** The slot that they were offered cannot be theirs any more, or their time had passed: they wait again. */
async function takeBack(tx: Transaction, entry: WaitlistRow, open: OfferedSlot, author: Author) {
  const status = open.isOver ? 'expired' : 'withdrawn'
  await endOffer(tx, open, status, open.isOver ? null : author.actorId)
  const said = { action: status, offer: open, ...(!open.isOver && { type: 'waitlist.withdrawn' as const }) }
  await updateEntry(tx, entry, { status: 'waiting' }, said, author)
}

async function settleEntry(tx: Transaction, entryId: string, booked: Booked): Promise<void> {
  const { appointment, isNew, slotIds } = booked
  const entry = await lockEntry(tx, entryId)
  if (entry?.status !== 'waiting' && entry?.status !== 'offered') return
  const open = await openOfferOf(tx, entry.id)
  const takesOffer = open !== undefined && slotIds.includes(open.slotId)
  const isTheirs = entry.patientId === appointment.patientId
  const isWanted = isNew && entry.doctorId === appointment.doctorId && fits(entry, appointment)
  if (isTheirs && (takesOffer || isWanted)) await book(tx, entry, open, booked)
  else if (takesOffer && !isTheirs) await takeBack(tx, entry, open, booked.author)
}

/**
 * What an appointment means for the waitlist, in its transaction, which holds the doctor's calendar: a freed slot that it takes
 * is free no more, the offer of it accepted by its own patient or taken back from another. Who is booked with the doctor they
 * named, within their window, waits no more; moving an appointment that they had already is not that.
 * @param concerned as they were found under the same locks; each is looked at again as it is held
 */
export async function settleWaitlist(
  tx: Transaction,
  before: AppointmentRow | undefined,
  after: AppointmentRow,
  author: Author,
  concerned: readonly Concerned[],
): Promise<void> {
  if (concerned.length === 0 || !isActive(after.status)) return
  const isNew = !before || !isActive(before.status)
  const isElsewhere =
    before?.doctorId !== after.doctorId ||
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime()
  if (!isNew && !isElsewhere) return
  const idsOf = (kind: Concerned['kind']) => concerned.filter((each) => each.kind === kind).map(({ id }) => id)
  const slotIds = idsOf('slot')
  // In one order everywhere: each is held from then on.
  const entryIds = [...new Set([...idsOf('asked'), ...(isNew ? idsOf('waiting') : [])])].sort()
  for (const entryId of entryIds) await settleEntry(tx, entryId, { appointment: after, isNew, slotIds, author })
  if (slotIds.length) await endSlots(tx, slotIds)
}

/** Ends what is offered of a doctor's time that nobody can book any more; the caller holds the doctor's calendar. */
export async function withdrawOffers(
  tx: Transaction,
  { doctorId, startsAt, endsAt }: Interval & { doctorId: string },
  author: Author,
): Promise<void> {
  const isWithin = and(
    eq(freedSlots.doctorId, doctorId),
    isNull(freedSlots.endedAt),
    lt(freedSlots.startsAt, endsAt),
    gt(freedSlots.endsAt, startsAt),
  )
  const asked = await tx
    .select({ entryId: offers.entryId, slotId: freedSlots.id })
    .from(freedSlots)
    .innerJoin(offers, and(eq(offers.slotId, freedSlots.id), eq(offers.status, 'offered')))
    .where(isWithin)
    .orderBy(asc(offers.entryId))
  for (const { entryId, slotId } of asked) {
    const entry = await lockEntry(tx, entryId)
    // It may have been answered while its entry was waited for.
    const open = await openOfferOf(tx, entryId)
    if (!entry || open?.slotId !== slotId) continue
    await takeBack(tx, entry, open, author)
    await lookAgain(tx, slotId)
  }
}
