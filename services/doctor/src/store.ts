import { type Database, type Transaction, violatedConstraint } from '@wardline/db/connect'
import { type Author, isChange, recordChange } from '@wardline/kit/change'
import { coalesce } from '@wardline/kit/coalesce'
import { fold, wordsOf } from '@wardline/kit/fold'
import { historyItems } from '@wardline/kit/history'
import { byInstant, byText, containing, defaultLimit, keyset, page } from '@wardline/kit/list'
import { fullName } from '@wardline/kit/name'
import { and, eq, isNull, like, type SQL, sql } from 'drizzle-orm'
import type { Doctor, DoctorBrief, DoctorQuery, DoctorSummary } from './model.ts'
import { searchWords } from './rules.ts'
import { type DoctorRow, doctors, history, outbox } from './tables.ts'

/** A row as it goes over the wire. */
export const view = (row: DoctorRow): Doctor => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  userId: row.userId,
  givenName: row.givenName,
  familyName: row.familyName,
  name: fullName(row.givenName, row.familyName),
  specialty: row.specialty,
  email: row.email,
  phone: row.phone,
  licenseNumber: row.licenseNumber,
  room: row.room,
  hours: row.hours,
  slotMinutes: row.slotMinutes,
  bufferMinutes: row.bufferMinutes,
  archivedAt: row.archivedAt?.toISOString() ?? null,
})

/** The same for patients. */
export const brief = ({ id, givenName, familyName, specialty, room }: DoctorRow): DoctorBrief => ({
  id,
  name: fullName(givenName, familyName),
  specialty,
  room,
})

const summary = (row: DoctorRow): DoctorSummary => {
  const { id, name, userId, specialty, room, hours, slotMinutes, bufferMinutes, archivedAt } = view(row)
  return { id, name, userId, specialty, room, hours, slotMinutes, bufferMinutes, archivedAt }
}

/** The hot reads, planned once for each connection. */
export function prepareReads(db: Database) {
  const byUser = db
    .select()
    .from(doctors)
    .where(and(eq(doctors.userId, sql.placeholder('userId')), isNull(doctors.archivedAt)))
    .prepare('doctor_by_user')
  const byIds = db
    .select()
    .from(doctors)
    .where(sql`${doctors.id} = any(${sql.placeholder('ids')}::uuid[])`)
    .prepare('doctors_by_ids')
  return {
    byId: coalesce<DoctorRow>((ids) => byIds.execute({ ids })),
    summaries: async (ids: string[]): Promise<DoctorSummary[]> =>
      ids.length ? (await byIds.execute({ ids })).map(summary) : [],
    /** The active doctors of a specialty, or all of them. */
    summariesOf: async (specialty: string | undefined): Promise<DoctorSummary[]> => {
      const isMeant = specialty === undefined ? undefined : eq(doctors.sortSpecialty, fold(specialty))
      return (
        await db
          .select()
          .from(doctors)
          .where(and(isNull(doctors.archivedAt), isMeant))
      ).map(summary)
    },
    /** The doctor that an account is, unless archived. */
    summaryOfUser: async (userId: string): Promise<DoctorSummary | null> => {
      const [row] = await byUser.execute({ userId })
      return row ? summary(row) : null
    },
  }
}

/** Every word occurs in the name or the specialty; text without one finds nobody. */
function matchingText(q: string): SQL | undefined {
  const searched = sql`${doctors.sortName} || ' ' || ${doctors.sortSpecialty}`
  const words = searchWords(q)
  return words.length ? and(...words.map((word) => like(searched, containing(word)))) : sql`false`
}

/** Staff see archived doctors too, when they ask for them; others the active ones only. */
export async function listDoctors<Item>(
  db: Database,
  query: DoctorQuery,
  { active, view }: { active: boolean; view: (row: DoctorRow) => Item },
) {
  const { limit = defaultLimit, sort = 'name', count } = query
  const columns = {
    name: byText(doctors.sortName),
    specialty: byText(doctors.sortSpecialty),
    createdAt: byInstant(doctors.createdAt),
  }
  const { field, order, after, orderBy } = keyset({ sort, cursor: query.cursor, columns, id: doctors.id })
  const matching = and(
    query.archived && !active ? undefined : isNull(doctors.archivedAt),
    query.specialty ? eq(doctors.sortSpecialty, fold(query.specialty)) : undefined,
    query.userId ? eq(doctors.userId, query.userId) : undefined,
    query.q?.trim() ? matchingText(query.q) : undefined,
  )
  const found = await db
    .select()
    .from(doctors)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const sortValue = {
    name: (row: DoctorRow) => row.sortName,
    specialty: (row: DoctorRow) => row.sortSpecialty,
    createdAt: (row: DoctorRow) => row.createdAt,
  }
  const total = () => db.$count(doctors, matching)
  return page(found, { limit, order, count }, { sortValue: sortValue[field], view, total })
}

export const lockDoctor = async (tx: Transaction, id: string): Promise<DoctorRow | undefined> =>
  (await tx.select().from(doctors).where(eq(doctors.id, id)).for('update'))[0]

/** What people say of a doctor; the rest is bookkeeping or follows from it. */
type DoctorValues = Omit<DoctorRow, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'sortName' | 'sortSpecialty'>

const derived = ({ givenName, familyName, specialty }: DoctorValues) => ({
  sortName: `${wordsOf(familyName).join(' ')}  ${wordsOf(givenName).join(' ')}`,
  sortSpecialty: fold(specialty),
})

/** What history keeps: everything people can see, but for the name that follows from two others. */
function recorded(row: DoctorRow): Omit<Doctor, 'name'> {
  const { name: _, ...record } = view(row)
  return record
}

function tell(
  tx: Transaction,
  before: DoctorRow | undefined,
  after: DoctorRow,
  action: 'created' | 'updated' | 'archived',
  author: Author,
): Promise<void> {
  const userId = after.userId ?? before?.userId
  const ids = { doctorId: after.id, ...(userId && { userId }) }
  const states = { before: before && recorded(before), after: recorded(after) }
  return recordChange(tx, { history, outbox }, { ...states, action, type: `doctor.${action}`, ids, author })
}

export async function insertDoctor(tx: Transaction, values: DoctorValues, author: Author): Promise<DoctorRow> {
  const { at } = author
  const rows = await tx
    .insert(doctors)
    .values({ ...values, ...derived(values), id: Bun.randomUUIDv7(), createdAt: at, updatedAt: at })
    .returning()
  const row = rows[0] as DoctorRow
  await tell(tx, undefined, row, 'created', author)
  return row
}

/** Writes a change, its history and its event; the caller holds the row. What changes nothing leaves no trace. */
export async function updateDoctor(
  tx: Transaction,
  before: DoctorRow,
  values: Partial<DoctorValues>,
  author: Author,
): Promise<DoctorRow> {
  const wanted = { ...before, ...values }
  if (!isChange(recorded(before), recorded(wanted))) return before
  const rows = await tx
    .update(doctors)
    .set({ ...values, ...derived(wanted), version: before.version + 1, updatedAt: author.at })
    .where(eq(doctors.id, before.id))
    .returning()
  const after = rows[0] as DoctorRow
  await tell(tx, before, after, before.archivedAt === null && after.archivedAt ? 'archived' : 'updated', author)
  return after
}

export const historyOf = (db: Database, id: string) => historyItems(db, history, id)

/** True when another doctor's record holds the account already. */
export const isLinkTaken = (error: unknown): boolean => violatedConstraint(error) === 'doctor_user'
