import { type Database, type Transaction, violatedConstraint } from '@wardline/db/connect'
import { type Author, isChange, recordChange } from '@wardline/kit/change'
import { coalesce } from '@wardline/kit/coalesce'
import { historyItems } from '@wardline/kit/history'
import { fullName } from '@wardline/kit/name'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Patient, PatientSummary } from './model.ts'
import { phoneDigits, searchForms } from './search.ts'
import { history, outbox, type PatientRow, patients } from './tables.ts'
import { removeWords, writeWords } from './words.ts'

/** A row as it goes over the wire. */
export const view = (row: PatientRow): Patient => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  mrn: row.mrn,
  givenName: row.givenName,
  familyName: row.familyName,
  name: fullName(row.givenName, row.familyName),
  birthDate: row.birthDate,
  sex: row.sex,
  phone: row.phone,
  email: row.email,
  address: row.address,
  emergencyContact: row.emergencyContact,
  bloodType: row.bloodType,
  allergies: row.allergies,
  userId: row.userId,
  archivedAt: row.archivedAt?.toISOString() ?? null,
})

const summaryColumns = {
  id: patients.id,
  givenName: patients.givenName,
  familyName: patients.familyName,
  mrn: patients.mrn,
  userId: patients.userId,
  archivedAt: patients.archivedAt,
}
type SummaryRow = Pick<PatientRow, keyof typeof summaryColumns>

const summary = ({ id, givenName, familyName, mrn, userId, archivedAt }: SummaryRow): PatientSummary => ({
  id,
  name: fullName(givenName, familyName),
  mrn,
  userId,
  archivedAt: archivedAt?.toISOString() ?? null,
})

/** The hot reads, planned once for each connection. */
export function prepareReads(db: Database) {
  const byId = db
    .select()
    .from(patients)
    .where(sql`${patients.id} = any(${sql.placeholder('ids')}::uuid[])`)
    .prepare('patients_by_id')
  const byUser = db
    .select()
    .from(patients)
    .where(and(eq(patients.userId, sql.placeholder('userId')), isNull(patients.archivedAt)))
    .prepare('patient_by_user')
  const byIds = db
    .select(summaryColumns)
    .from(patients)
    .where(sql`${patients.id} = any(${sql.placeholder('ids')}::uuid[])`)
    .prepare('patients_by_ids')
  return {
    byId: coalesce<PatientRow>((ids) => byId.execute({ ids })),
    /** The record that an account sees: none once it is archived. */
    byUser: async (userId: string): Promise<PatientRow | undefined> => (await byUser.execute({ userId }))[0],
    summaries: async (ids: string[]): Promise<PatientSummary[]> =>
      ids.length ? (await byIds.execute({ ids })).map(summary) : [],
    summaryOfUser: async (userId: string): Promise<PatientSummary | null> => {
      const [row] = await byUser.execute({ userId })
      return row ? summary(row) : null
    },
  }
}

export const lockPatient = async (tx: Transaction, id: string): Promise<PatientRow | undefined> =>
  (await tx.select().from(patients).where(eq(patients.id, id)).for('update'))[0]

type Derived = 'mrn' | 'mrnNumber' | 'sortName' | 'searchName' | 'phoneDigits'
/** What people say of a patient; the rest is bookkeeping or follows from it. */
type PatientValues = Omit<PatientRow, Derived | 'id' | 'version' | 'createdAt' | 'updatedAt'>

function derived({ givenName, familyName, phone }: PatientValues) {
  const { sortName, searchWords } = searchForms(givenName, familyName)
  return { sortName, searchName: ` ${searchWords.join(' ')} `, phoneDigits: phoneDigits(phone) }
}

/** What history keeps: everything people can see, but for the name that follows from two others. */
function recorded(row: PatientRow): Omit<Patient, 'name'> {
  const { name: _, ...record } = view(row)
  return record
}

type Action = 'created' | 'updated' | 'linked' | 'unlinked' | 'archived'

function tell(
  tx: Transaction,
  before: PatientRow | undefined,
  after: PatientRow,
  action: Action,
  author: Author,
): Promise<void> {
  // The account that lost a record is told as well as one that gained it.
  const userId = after.userId ?? before?.userId
  const ids = { patientId: after.id, ...(userId && { userId }) }
  const type = `patient.${action === 'unlinked' ? 'linked' : action}` as const
  const states = { before: before && recorded(before), after: recorded(after) }
  return recordChange(tx, { history, outbox }, { ...states, action, type, ids, author })
}

export async function insertPatient(tx: Transaction, values: PatientValues, author: Author): Promise<PatientRow> {
  const { at } = author
  const rows = await tx
    .insert(patients)
    .values({ ...values, ...derived(values), id: Bun.randomUUIDv7(), createdAt: at, updatedAt: at })
    .returning()
  const row = rows[0] as PatientRow
  await writeWords(tx, row)
  await tell(tx, undefined, row, 'created', author)
  return row
}

const actionOf = (before: PatientRow, after: PatientRow): Action => {
  if (before.archivedAt === null && after.archivedAt !== null) return 'archived'
  if (before.userId === after.userId) return 'updated'
  return after.userId === null ? 'unlinked' : 'linked'
}

/** Writes a change, its history and its event; the caller holds the row. What changes nothing leaves no trace. */
export async function updatePatient(
  tx: Transaction,
  before: PatientRow,
  values: Partial<PatientValues>,
  author: Author,
): Promise<PatientRow> {
  const wanted = { ...before, ...values }
  if (!isChange(recorded(before), recorded(wanted))) return before
  const rows = await tx
    .update(patients)
    .set({ ...values, ...derived(wanted), version: before.version + 1, updatedAt: author.at })
    .where(eq(patients.id, before.id))
    .returning()
  const after = rows[0] as PatientRow
  if (before.searchName !== after.searchName) {
    await removeWords(tx, after)
    await writeWords(tx, after)
  }
  await tell(tx, before, after, actionOf(before, after), author)
  return after
}

export const historyOf = (db: Database, id: string) => historyItems(db, history, id)

/** True when another record holds the account already. */
export const isLinkTaken = (error: unknown): boolean => violatedConstraint(error) === 'patient_user'
