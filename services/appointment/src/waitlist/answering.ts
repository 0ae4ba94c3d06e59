import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { transact } from '@wardline/kit/transaction'
import { eq, getTableColumns } from 'drizzle-orm'
import { createAppointment } from '../booking.ts'
import type { Context } from '../context.ts'
import type { Appointment } from '../model.ts'
import { view } from '../store.ts'
import { appointments, type WaitlistRow, waitlist } from '../tables.ts'
import { lockEntry, updateEntry } from './entries.ts'
import { endOffer, lookAgain, type OfferedSlot, offersByIds, offersOf, openOfferOf } from './offers.ts'

const offerOver = () => new ProblemError('offer-over', 'This time is not offered any more.')
const isOfferOver = (error: unknown) => error instanceof ProblemError && error.problem.kind === 'offer-over'

/** The offer that is answered, on the entry that the transaction holds. @throws ProblemError `offer-over` */
async function openOffer(tx: Transaction, entryId: string, offerId: string | undefined): Promise<OfferedSlot> {
  const open = await openOfferOf(tx, entryId)
  if (!open || open.isOver || (offerId !== undefined && open.id !== offerId)) throw offerOver()
  return open
}

/** What an entry became, for whoever accepts again what was accepted. */
async function bookedAs(db: Database, entryId: string, offerId: string | undefined): Promise<Appointment | undefined> {
  const [meant] = offerId === undefined ? [] : await offersByIds(db, [offerId])
  if (offerId !== undefined && meant?.status !== 'accepted') return
  const [row] = await db
    .select(getTableColumns(appointments))
    .from(waitlist)
    .innerJoin(appointments, eq(appointments.id, waitlist.appointmentId))
    .where(eq(waitlist.id, entryId))
  return row && view(row)
}

/**
 * Books what an entry is offered, as any booking is made: under the locks of all calendars, checked again. The booking itself
 * settles offer and entry. Accepted again, it is the same appointment.
 * @throws ProblemError `offer-over`, and what a booking throws
 */
export async function acceptOffer(
  context: Context,
  entry: WaitlistRow,
  offerId: string | undefined,
  asking: { caller: UserCaller; relation: Relation },
): Promise<Appointment> {
  const { db, booking } = context
  const open = (await offersOf(db, [entry.id])).find(
    ({ id, status }) => status === 'offered' && (offerId === undefined || id === offerId),
  )
  try {
    if (!open) throw offerOver()
    const { doctorId, startsAt, endsAt } = open
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
    const wanted = { patientId: entry.patientId, doctorId, ...times, reason: entry.reason }
    return await createAppointment(booking, wanted, { ...asking, key: undefined }, async (tx) => {
      await lockEntry(tx, entry.id)
      await openOffer(tx, entry.id, open.id)
    })
  } catch (error) {
    const booked = isOfferOver(error) ? await bookedAs(db, entry.id, offerId) : undefined
    if (booked) return booked
    throw error
  }
}

/**
 * Passes on what an entry is offered; its patient waits further. Declined again, nothing changes.
 * @throws ProblemError `offer-over`
 */
export async function declineOffer(
  { db, clock, outbox }: Context,
  entry: WaitlistRow,
  offerId: string | undefined,
  { userId: actorId }: UserCaller,
): Promise<WaitlistRow> {
  const author = { actorId, at: clock.now() }
  const after = await transact(db, async (tx) => {
    const held = (await lockEntry(tx, entry.id)) as WaitlistRow
    if (await isDeclined(tx, entry.id, offerId)) return held
    const open = await openOffer(tx, entry.id, offerId)
    await endOffer(tx, open, 'declined', actorId)
    await lookAgain(tx, open.slotId)
    return updateEntry(tx, held, { status: 'waiting' }, { action: 'declined', offer: open }, author)
  })
  outbox.wake()
  return after
}

/** True when the offer that is meant, the last one unless it is named, was declined before. */
async function isDeclined(tx: Transaction, entryId: string, offerId: string | undefined): Promise<boolean> {
  const all = await offersOf(tx, [entryId])
  const meant = offerId === undefined ? all.at(-1) : all.find(({ id }) => id === offerId)
  return meant?.status === 'declined'
}
