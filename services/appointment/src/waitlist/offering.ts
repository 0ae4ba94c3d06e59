import type { Transaction } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import type { Author } from '@wardline/kit/change'
import type { Logger } from '@wardline/kit/log'
import { transact } from '@wardline/kit/transaction'
import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { type Asked, conflictOn } from '../around.ts'
import type { Booking } from '../booking.ts'
import { keepSlot } from '../holds.ts'
import { lockCalendars } from '../store.ts'
import { type FreedSlotRow, freedSlots, offers, type WaitlistRow, waitlist } from '../tables.ts'
import { candidatesFor, freeSlotOf, isOpen } from './candidates.ts'
import { lockEntry, updateEntry } from './entries.ts'
import { databaseNow, endOffer, endSlots, lookAgain, openOfferOf, openOfferOn } from './offers.ts'
import { bestMatch, offerSeconds } from './rules.ts'

/** What the sweeper works with. */
export type Sweeping = Booking & { log: Logger }

/** Slots that one pass takes, and for how long they are its own: whoever dies on the way holds them up no longer. */
const batch = 20
const leaseSeconds = 10
/** How soon a slot is looked at again that nobody can be asked about just now. */
const laterSeconds = 15

const inSeconds = (seconds: number) => sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`

/** Takes the slots that are due; several sweepers share them out between them. */
export function claimFreed({ db }: Pick<Sweeping, 'db'>): Promise<FreedSlotRow[]> {
  const due = db
    .select({ id: freedSlots.id })
    .from(freedSlots)
    .where(and(isNull(freedSlots.endedAt), lte(freedSlots.nextAt, databaseNow)))
    .orderBy(asc(freedSlots.nextAt))
    .limit(batch)
    .for('update', { skipLocked: true })
  return db
    .update(freedSlots)
    .set({ nextAt: inSeconds(leaseSeconds) })
    .where(inArray(freedSlots.id, due))
    .returning()
}

/** Nobody in particular: a slot is looked at before it is known for whom. */
const nobody = { userId: null, patientId: '00000000-0000-0000-0000-000000000000' }

/** A slot as nobody in particular wants it. */
const asNobody = (slot: FreedSlotRow, doctor: DoctorSummary, hospitalTz: string): Asked => {
  const wanted = { ...slot, id: '', patientId: nobody.patientId, room: doctor.room, overrideReason: null }
  return { wanted, doctor, claimant: nobody, hospitalTz }
}

/** True when an offer of the slot stands; one whose time is over ends here, and its patient waits again. */
async function isOffered(tx: Transaction, slot: FreedSlotRow, author: Author): Promise<boolean> {
  const found = await openOfferOn(tx, slot.id)
  if (!found) return false
  const entry = (await lockEntry(tx, found.entryId)) as WaitlistRow
  // It may have been answered while its entry was waited for.
  const open = await openOfferOf(tx, entry.id)
  if (open?.id !== found.id) return false
  if (!open.isOver) {
    await lookAgain(tx, slot.id, open.expiresAt)
    return true
  }
  await endOffer(tx, open, 'expired', null)
  await updateEntry(tx, entry, { status: 'waiting' }, { action: 'expired', offer: open }, author)
  return false
}

/** The entry as this transaction's own, unless its patient is asked about something else by now. */
async function holdPatient(tx: Transaction, { id, patientId }: Pick<WaitlistRow, 'id' | 'patientId'>) {
  const theirs = await tx
    .select()
    .from(waitlist)
    .where(and(eq(waitlist.patientId, patientId), isOpen))
    .orderBy(asc(waitlist.id))
    .for('update')
  return theirs.every((entry) => entry.status === 'waiting') ? theirs.find((entry) => entry.id === id) : undefined
}

/** Offers a slot, and keeps it meanwhile; the caller holds the doctor's calendar and the entry. */
async function makeOffer(tx: Transaction, slot: FreedSlotRow, entry: WaitlistRow, author: Author): Promise<void> {
  const keeper = { userId: null, patientId: entry.patientId }
  const hold = await keepSlot(tx, slot, keeper, offerSeconds(slot.startsAt, author.at))
  const offer = { id: Bun.randomUUIDv7(), entryId: entry.id, slotId: slot.id, holdId: hold.id }
  const times = { offeredAt: hold.createdAt, expiresAt: hold.expiresAt }
  await tx.insert(offers).values({ ...offer, ...times, status: 'offered' })
  await lookAgain(tx, slot.id, hold.expiresAt)
  const said = {
    action: 'offered',
    type: 'waitlist.offered',
    offer: { id: offer.id, doctorId: slot.doctorId },
  } as const
  await updateEntry(tx, entry, { status: 'offered' }, said, author)
}

/** Asks the next in line, or lets the slot go when nobody is left. */
async function askNext(tx: Transaction, slot: FreedSlotRow, doctor: DoctorSummary, author: Author): Promise<void> {
  const free = await freeSlotOf(tx, slot)
  for (;;) {
    const match = bestMatch(free, await candidatesFor(tx, slot, doctor))
    if (match === 'nobody') return void (await endSlots(tx, [slot.id]))
    if (match === 'later') return void (await lookAgain(tx, slot.id, inSeconds(laterSeconds)))
    const entry = await holdPatient(tx, match)
    // Another sweeper asked them about another slot meanwhile: now it can be seen.
    if (entry) return makeOffer(tx, slot, entry, author)
  }
}

/**
 * Does what is due with one slot, in one transaction under its doctor's calendar, so that a kill leaves it as it was:
 * ends the offer whose time is over, asks the next, or lets the slot go.
 * @param doctor undefined when there is no such doctor any more
 */
export function offerSlot(sweeping: Sweeping, slot: FreedSlotRow, doctor: DoctorSummary | undefined): Promise<void> {
  const author = { actorId: null, at: sweeping.clock.now() }
  return transact(sweeping.db, async (tx) => {
    await lockCalendars(tx, { doctorIds: [slot.doctorId] })
    const isStanding = and(eq(freedSlots.id, slot.id), isNull(freedSlots.endedAt))
    if ((await tx.$count(freedSlots, isStanding)) === 0) return
    if (await isOffered(tx, slot, author)) return
    const isGone = !doctor || doctor.archivedAt !== null || offerSeconds(slot.startsAt, author.at) <= 0
    const conflict = isGone ? undefined : await conflictOn(tx, asNobody(slot, doctor, sweeping.hospitalTz))
    // Somebody is booking it just now, and may yet leave it.
    if (conflict === 'held') await lookAgain(tx, slot.id, inSeconds(laterSeconds))
    else if (isGone || conflict) await endSlots(tx, [slot.id])
    else await askNext(tx, slot, doctor, author)
  })
}

/** The doctors of some slots; while they cannot be asked for, the slots are due again soon. */
async function doctorsOf({ db, people }: Sweeping, slots: FreedSlotRow[]): Promise<Map<string, DoctorSummary>> {
  try {
    const doctors = await people.findDoctors(slots.map(({ doctorId }) => doctorId))
    return new Map(doctors.map((doctor) => [doctor.id, doctor]))
  } catch (error) {
    const ids = slots.map(({ id }) => id)
    await db
      .update(freedSlots)
      .set({ nextAt: inSeconds(1) })
      .where(inArray(freedSlots.id, ids))
    throw error
  }
}

/** Offers every freed slot that is due. One that fails does not stop the others: it is due again when its lease is over. */
export async function sweepFreed(sweeping: Sweeping): Promise<void> {
  const { log, outbox } = sweeping
  for (;;) {
    const slots = await claimFreed(sweeping)
    if (slots.length === 0) return
    const doctors = await doctorsOf(sweeping, slots)
    for (const slot of slots)
      await offerSlot(sweeping, slot, doctors.get(slot.doctorId)).catch((error) =>
        log.warn({ error, slotId: slot.id }, 'a freed slot could not be offered yet'),
      )
    outbox.wake()
  }
}
