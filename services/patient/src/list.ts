import type { Database } from '@wardline/db/connect'
import { byInstant, byText, defaultLimit, keyset, page } from '@wardline/kit/list'
import { and, eq, getTableColumns, isNull, like, or, type SQL, sql } from 'drizzle-orm'
import type { Patient, PatientQuery } from './model.ts'
import { parseSearch, type Search, type Term } from './search.ts'
import { view } from './store.ts'
import { patients } from './tables.ts'
import { hasWord } from './words.ts'

const { searchName, mrn, mrnNumber, birthDate, phoneDigits, sortName } = patients

const hasRecordNumber = (digits: string) =>
  or(digits.length <= 9 ? eq(mrnNumber, Number(digits)) : undefined, like(mrn, `MRN-${digits}%`))

function matches(term: Term): SQL | undefined {
  switch (term.kind) {
    case 'word':
      return hasWord(term.word)
    case 'born':
      return eq(birthDate, term.date)
    case 'mrn':
      return hasRecordNumber(term.digits)
    case 'number':
      return or(
        hasRecordNumber(term.digits),
        term.phone ? like(phoneDigits, `%${term.phone}%`) : undefined,
        // Digits occur in names too, if seldom.
        hasWord(term.digits),
      )
  }
}

/** How far a row is from a term: 0 for the whole word, 1 for its beginning, 3 for a likely typing error. */
function distance(term: Term): SQL {
  if (term.kind === 'born') return sql`0`
  if (term.kind !== 'word')
    return sql`case when ${mrnNumber} = ${term.digits}::numeric then 0 when ${like(mrn, `MRN-${term.digits}%`)} then 1 else 3 end`
  return sql`case when ${like(searchName, `% ${term.word} %`)} then 0 when ${like(searchName, `% ${term.word}%`)} then 1 else 3 end`
}

const finds = ({ terms, squeezed }: Search): SQL | undefined =>
  terms.length === 0 ? sql`false` : or(and(...terms.map(matches)), squeezed ? hasWord(squeezed) : undefined)

/** Best match first, then by name: one text, so that a cursor can hold it. */
const closeness = ({ terms }: Search): SQL<string> =>
  sql`lpad((${sql.join(terms.map(distance), sql` + `)})::text, 2, '0') || ${sortName}`

/** Every patient, or the record of one portal account alone. */
export async function listPatients(db: Database, query: PatientQuery, only: { userId?: string } = {}) {
  const { limit = defaultLimit, count } = query
  const search = query.q?.trim() ? parseSearch(query.q) : undefined
  const sort = query.sort ?? (search?.terms.length ? 'match' : 'name')
  const match = search?.terms.length ? closeness(search) : sql<string>`''`
  const columns = {
    match: byText(match),
    name: byText(sortName),
    birthDate: byText(birthDate),
    createdAt: byInstant(patients.createdAt),
    updatedAt: byInstant(patients.updatedAt),
  }
  const { field, order, after, orderBy } = keyset({ sort, cursor: query.cursor, columns, id: patients.id })
  const matching = and(
    query.archived && !only.userId ? undefined : isNull(patients.archivedAt),
    only.userId ? eq(patients.userId, only.userId) : undefined,
    query.userId ? eq(patients.userId, query.userId) : undefined,
    query.sex ? eq(patients.sex, query.sex) : undefined,
    search && finds(search),
  )
  const found = await db
    .select({ ...getTableColumns(patients), match })
    .from(patients)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  type Row = (typeof found)[number]
  const sortValue = (row: Row) => (field === 'name' ? row.sortName : row[field])
  const total = () => db.$count(patients, matching)
  return page(found, { limit, order, count }, { sortValue, view: (row): Patient => view(row), total })
}
