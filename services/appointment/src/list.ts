import type { Database } from '@wardline/db/connect'
import { shareAnswers } from '@wardline/kit/coalesce'
import { byInstant, containing, defaultLimit, isLike, keyset, page } from '@wardline/kit/list'
import { and, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { AppointmentQuery } from './model.ts'
import { view } from './store.ts'
import { appointments } from './tables.ts'

/** Whose appointments a caller may see in a list: everyone's, one doctor's, or one patient's. */
interface Visible {
  doctorId?: string
  patientId?: string
}

const { createdAt, updatedAt, startsAt, id, doctorId, patientId, status, reason, type } = appointments
const columns = { startsAt: byInstant(startsAt), createdAt: byInstant(createdAt), updatedAt: byInstant(updatedAt) }
const given = (name: string) => sql.placeholder(name)

/** Each filter as a condition on a value that the statement is given when it runs. */
const conditions: Record<string, () => SQL | undefined> = {
  ownDoctorId: () => eq(doctorId, given('ownDoctorId')),
  ownPatientId: () => eq(patientId, given('ownPatientId')),
  doctorId: () => eq(doctorId, given('doctorId')),
  patientId: () => eq(patientId, given('patientId')),
  status: () => sql`${status} = any(${given('status')})`,
  from: () => gte(startsAt, given('from')),
  to: () => lt(startsAt, given('to')),
  text: () => or(isLike(reason, given('text')), isLike(type, given('text'))),
}

/** The values of the filters that a request uses. */
const valuesOf = (query: AppointmentQuery, visible: Visible): Record<string, unknown> => {
  const all = {
    ownDoctorId: visible.doctorId,
    ownPatientId: visible.patientId,
    doctorId: query.doctorId,
    patientId: query.patientId,
    status: query.status?.length ? query.status : undefined,
    from: query.from,
    to: query.to,
    text: query.q ? containing(query.q) : undefined,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

const matching = (filters: string[]) => and(...filters.map((filter) => conditions[filter]?.()))

/** The list every board refreshes: a statement for each combination of filters and order, prepared when first asked for. */
export function prepareList(db: Database) {
  const prepare = (filters: string[], sort: string, name: string) =>
    db
      .select()
      .from(appointments)
      .where(matching(filters))
      .orderBy(...keyset({ sort, columns, id }).orderBy)
      .limit(given('limit'))
      .prepare(name)
  const prepared = new Map<string, ReturnType<typeof prepare>>()

  const first = (filters: string[], sort: string, values: Record<string, unknown>, limit: number) => {
    const shape = `${sort} ${filters.join(' ')}`
    const statement = prepared.get(shape) ?? prepare(filters, sort, `appointments_${prepared.size}`)
    prepared.set(shape, statement)
    return statement.execute({ ...values, limit })
  }
  /** Further pages are seldom asked for, and their conditions depend on the cursor. */
  const further = (filters: string[], sort: string, values: Record<string, unknown>, limit: number, cursor: string) => {
    const { after, orderBy } = keyset({ sort, cursor, columns, id })
    const statement = db
      .select()
      .from(appointments)
      .where(and(matching(filters), after))
      .orderBy(...orderBy)
      .limit(limit)
    return statement.prepare('').execute(values)
  }

  async function read(query: AppointmentQuery, visible: Visible) {
    const { limit = defaultLimit, sort = 'startsAt', cursor, count } = query
    const values = valuesOf(query, visible)
    const filters = Object.keys(values)
    const found = await (cursor
      ? further(filters, sort, values, limit + 1, cursor)
      : first(filters, sort, values, limit + 1))
    const { field, order } = keyset({ sort, columns, id })
    const total = async () => {
      const counting = db.select({ total: sql<number>`count(*)::int` }).from(appointments).where(matching(filters))
      return (await counting.prepare('').execute(values))[0]?.total ?? 0
    }
    return page(found, { limit, order, count }, { sortValue: (row) => row[field], view, total })
  }

  const share = shareAnswers<Awaited<ReturnType<typeof read>>>()
  return (query: AppointmentQuery, visible: Visible = {}) =>
    share(JSON.stringify([query, visible]), () => read(query, visible))
}
