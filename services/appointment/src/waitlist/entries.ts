import type { Transaction } from '@wardline/db/connect'
import { type Author, recordChange } from '@wardline/kit/change'
import { eq } from 'drizzle-orm'
import { history, outbox, type WaitlistRow, waitlist } from '../tables.ts'

type EventType = 'waitlist.offered' | 'waitlist.withdrawn' | 'waitlist.updated'

/** What is said of a change: in history, and to those who have to hear of it. */
interface Said {
  action: string
  /** Boards alone hear of a change that says nothing else. */
  type?: EventType
  /** The offer that it is about, and whose slot that is. */
  offer?: { id: string; doctorId: string }
}

type NewRow = Pick<
  WaitlistRow,
  'patientId' | 'doctorId' | 'specialty' | 'specialtyKey' | 'notBefore' | 'notAfter' | 'reason'
>

const tables = { history, outbox }

/** What people can see; the key follows from the specialty. */
function recorded({ specialtyKey: _, ...row }: WaitlistRow) {
  return row
}

function record(
  tx: Transaction,
  before: WaitlistRow | undefined,
  after: WaitlistRow,
  said: Said,
  author: Author,
): Promise<void> {
  const { action, type = 'waitlist.updated', offer } = said
  const doctorId = offer?.doctorId ?? after.doctorId
  const ids = {
    waitlistId: after.id,
    patientId: after.patientId,
    ...(doctorId && { doctorId }),
    ...(offer && { offerId: offer.id }),
  }
  const states = { before: before && recorded(before), after: recorded(after) }
  return recordChange(tx, tables, { ...states, action, type, ids, author })
}

export async function insertEntry(
  tx: Transaction,
  values: NewRow,
  author: Author & { actorId: string },
): Promise<WaitlistRow> {
  const { actorId: enteredBy, at } = author
  const rows = await tx
    .insert(waitlist)
    .values({ ...values, id: Bun.randomUUIDv7(), status: 'waiting', enteredBy, createdAt: at, updatedAt: at })
    .returning()
  const row = rows[0] as WaitlistRow
  await record(tx, undefined, row, { action: 'created' }, author)
  return row
}

/** An entry from now on this transaction's own. Whoever changes an entry, or an offer of it, holds it. */
export const lockEntry = async (tx: Transaction, id: string): Promise<WaitlistRow | undefined> =>
  (await tx.select().from(waitlist).where(eq(waitlist.id, id)).for('update'))[0]

/** Writes a change of an entry that the caller holds, its history and its event. */
export async function updateEntry(
  tx: Transaction,
  before: WaitlistRow,
  values: Partial<Pick<WaitlistRow, 'status' | 'appointmentId' | 'endedAt'>>,
  said: Said,
  author: Author,
): Promise<WaitlistRow> {
  const rows = await tx
    .update(waitlist)
    .set({ ...values, version: before.version + 1, updatedAt: author.at })
    .where(eq(waitlist.id, before.id))
    .returning()
  const after = rows[0] as WaitlistRow
  await record(tx, before, after, said, author)
  return after
}
