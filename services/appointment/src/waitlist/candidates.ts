import type { Transaction } from '@wardline/db/connect'
import type { DoctorSummary } from '@wardline/doctor/model'
import { fold } from '@wardline/kit/fold'
import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { activeStatuses, earliestOverlap } from '../rules.ts'
import { appointments, archivedPatients, type FreedSlotRow, offers, type WaitlistRow, waitlist } from '../tables.ts'
import type { Candidate, FreeSlot } from './rules.ts'

/** Whoever is waiting, and whoever is being asked about a slot. */
export const isOpen = inArray(waitlist.status, ['waiting', 'offered'])

/** A selected column loses its table's name, and would be taken for one of the table inside. */
const theirs = sql.raw('waitlist_entry.patient_id')

/** Who wants the doctor of a slot, or any of the specialty. */
export async function candidatesFor(
  tx: Transaction,
  slot: FreedSlotRow,
  doctor: DoctorSummary,
): Promise<(Candidate & Pick<WaitlistRow, 'id'>)[]> {
  const earliest = earliestOverlap(slot.startsAt)
  const hasOffer = sql<boolean>`exists (select from ${waitlist} other
    where other.patient_id = ${theirs} and other.status = 'offered')`
  const isBusy = sql<boolean>`exists (select from ${appointments} other
    where other.patient_id = ${theirs} and other.status = any(${sql.param(activeStatuses)}::text[])
      and other.starts_at < ${slot.endsAt} and other.ends_at > ${slot.startsAt} and other.starts_at > ${earliest})`
  const isArchived = sql`exists (select from ${archivedPatients} where ${archivedPatients.patientId} = ${theirs})`
  const { id, patientId, doctorId, notBefore, notAfter, createdAt } = waitlist
  return tx
    .select({ id, patientId, doctorId, notBefore, notAfter, createdAt, hasOffer, isBusy })
    .from(waitlist)
    .where(
      and(
        isOpen,
        or(eq(doctorId, doctor.id), and(isNull(doctorId), eq(waitlist.specialtyKey, fold(doctor.specialty)))),
        sql`not ${isArchived}`,
      ),
    )
    .orderBy(asc(createdAt), asc(id))
}

/** A freed slot, with the patient who gave it up and those who were asked about it. */
export async function freeSlotOf(tx: Transaction, slot: FreedSlotRow): Promise<FreeSlot> {
  const former = tx
    .select({ patientId: appointments.patientId })
    .from(appointments)
    .where(eq(appointments.id, slot.appointmentId))
  const asked = tx
    .select({ patientId: waitlist.patientId })
    .from(offers)
    .innerJoin(waitlist, eq(waitlist.id, offers.entryId))
    .where(eq(offers.slotId, slot.id))
  const { startsAt, endsAt } = slot
  return { startsAt, endsAt, notAsked: new Set((await former.unionAll(asked)).map(({ patientId }) => patientId)) }
}
