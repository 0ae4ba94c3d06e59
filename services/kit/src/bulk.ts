import type { Database, Transaction } from '@wardline/db/connect'
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/** What is known of a table's columns: found out once, since Drizzle goes through all of its keys and indexes for it. */
const columnsOf = (() => {
  const known = new WeakMap<PgTable, { key: string; name: string }[]>()
  return (table: PgTable) => {
    const found = known.get(table) ?? Object.entries(getTableColumns(table)).map(([key, { name }]) => ({ key, name }))
    known.set(table, found)
    return found
  }
})()

/**
 * An insert of many rows as one parameter, to be executed alone or as a part of a `with`: a statement has room for 65,535
 * parameters, and Drizzle writes each of them out.
 * The first row says which columns are given; the others take their defaults.
 */
export function inserting<T extends PgTable>(
  table: T,
  rows: readonly [T['$inferInsert'], ...T['$inferInsert'][]],
): SQL {
  const columns = columnsOf(table).filter(({ key }) => key in rows[0])
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ key, name }) => [name, row[key as keyof typeof row]]))),
  )
  const names = sql.raw(columns.map(({ name }) => `"${name}"`).join(', '))
  return sql`insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, ${json}::jsonb)`
}

/** Makes several changes in one statement, and so in one round trip; each sees the tables as they were before all of them. */
export async function apply(tx: Transaction, changes: readonly SQL[]): Promise<void> {
  if (changes.length === 0) return
  const named = changes.map((change, index) => sql`${sql.identifier(`change_${index}`)} as (${change})`)
  await tx.execute(sql`with ${sql.join(named, sql`, `)} select 1`)
}

/**
 * Reads several things in one statement: in one round trip, and all of one moment. The rows of each come under its name, with
 * values as JSON has them; instants are best cast to text.
 */
export async function readTogether<Found extends { [Name in keyof Found]: object }>(
  db: Database | Transaction,
  reads: { [Name in keyof Found]: SQL },
): Promise<{ [Name in keyof Found]: Found[Name][] }> {
  const columns = Object.entries<SQL>(reads).map(
    ([name, read]) => sql`(select coalesce(json_agg(found), '[]') from (${read}) as found) as ${sql.identifier(name)}`,
  )
  const { rows } = await db.execute<{ [Name in keyof Found]: Found[Name][] }>(sql`select ${sql.join(columns, sql`, `)}`)
  return rows[0] as { [Name in keyof Found]: Found[Name][] }
}
