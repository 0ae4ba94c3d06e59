import type { DoctorSummary } from '@wardline/doctor/model'
import { ProblemError } from '@wardline/kit/errors'
import { fold } from '@wardline/kit/fold'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { transact } from '@wardline/kit/transaction'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { archivedPatient } from '../people.ts'
import { isPatientArchived, lockCalendars } from '../store.ts'
import { type WaitlistRow, waitlist } from '../tables.ts'
import { isOpen } from './candidates.ts'
import { insertEntry, lockEntry, updateEntry } from './entries.ts'
import { endOffer, lookAgain, openOfferOf } from './offers.ts'
import { windowProblem } from './rules.ts'
import type { NewWaitlistEntry } from './waitlist-model.ts'

const instant = (value: string | null | undefined): Date | null => (value ? new Date(value) : null)

/** What is wrong with the doctor and the specialty that are asked for together. */
function assertAgreed(specialty: string | null, doctor: DoctorSummary | undefined): void {
  if (specialty && doctor && fold(specialty) !== fold(doctor.specialty))
    throw ProblemError.invalid('specialty', `This doctor’s specialty is ${doctor.specialty}.`)
}

/**
 * Puts a patient on the waitlist.
 * @throws ProblemError `forbidden`, `invalid`
 */
export async function enterWaitlist(
  { db, people, clock, outbox }: Pick<Context, 'db' | 'people' | 'clock' | 'outbox'>,
  body: NewWaitlistEntry,
  { caller, relation }: { caller: UserCaller; relation: Relation },
): Promise<WaitlistRow> {
  const { patientId, doctorId = null, specialty: given = null, reason = null } = body
  const specialty = given?.trim() ?? null
  if (relation === 'own' && patientId !== (await people.patientIdOf(caller.userId)))
    throw new ProblemError('forbidden', 'Patients put themselves alone on the waitlist.')
  if (!doctorId && !specialty) throw ProblemError.invalid('doctorId', 'Name a doctor or a specialty to wait for.')
  const at = clock.now()
  const window = { notBefore: instant(body.notBefore), notAfter: instant(body.notAfter) }
  const wrong = windowProblem(window, at)
  if (wrong) throw ProblemError.invalid(wrong.path, wrong.message)
  const [doctor, ofSpecialty] = await Promise.all([
    doctorId ? people.bookableDoctor(doctorId) : undefined,
    doctorId || !specialty ? [] : people.activeDoctors(specialty),
    people.assertBookable(patientId),
  ])
  assertAgreed(specialty, doctor)
  if (!doctor && ofSpecialty.length === 0) throw ProblemError.invalid('specialty', 'No doctor here has this specialty.')
  const wanted = { doctorId, specialty, specialtyKey: specialty && fold(specialty) }
  const row = await transact(db, async (tx) => {
    await lockCalendars(tx, { patientIds: [patientId] })
    if (await isPatientArchived(tx, patientId)) throw archivedPatient()
    return insertEntry(tx, { patientId, ...wanted, ...window, reason }, { actorId: caller.userId, at })
  })
  outbox.wake()
  return row
}

/**
 * Takes somebody off the waitlist; what they are offered goes to the next.
 * @throws ProblemError `transition` for somebody who has an appointment by now
 */
export async function leaveWaitlist(
  { db, clock, outbox }: Pick<Context, 'db' | 'clock' | 'outbox'>,
  id: string,
  actorId: string | null,
): Promise<void> {
  const author = { actorId, at: clock.now() }
  await transact(db, async (tx) => {
    const entry = await lockEntry(tx, id)
    if (!entry || entry.status === 'removed') return
    if (entry.status === 'booked')
      throw new ProblemError('transition', 'This has become an appointment: cancel the appointment instead.')
    const open = await openOfferOf(tx, id)
    if (open) {
      await endOffer(tx, open, 'withdrawn', actorId)
      await lookAgain(tx, open.slotId)
    }
    const said = { action: 'removed', ...(open && { type: 'waitlist.withdrawn' as const, offer: open }) }
    await updateEntry(tx, entry, { status: 'removed', endedAt: author.at }, said, author)
  })
  outbox.wake()
}

/** Takes an archived patient off the waitlist. */
export async function closeEntries(
  context: Pick<Context, 'db' | 'clock' | 'outbox'>,
  patientId: string,
  archivedBy: string | null,
): Promise<void> {
  const open = await context.db
    .select({ id: waitlist.id })
    .from(waitlist)
    .where(and(eq(waitlist.patientId, patientId), isOpen))
  for (const { id } of open) await leaveWaitlist(context, id, archivedBy)
}
