import type { Database, Transaction } from '@wardline/db/connect'
import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

type Row<T extends PgTable> = T['$inferInsert']

/**
 * Columns that the statement itself finds out: expressions over what is joined to the rows, which are called `given`.
 * They are SQL as it stands, and never hold anything that came from outside.
 */
interface Found<T extends PgTable> {
  joined: string
  values: { [Column in keyof Row<T>]?: string }
}
const nothing = { joined: '', values: {} }

interface Form {
  /** Of the rows, what is written, and the name of its column. */
  columns: [key: string, name: string][]
  before: SQL
  after: SQL
}

/** The statement around the rows. */
function formOf<T extends PgTable>(table: T, row: Row<T>, { joined, values }: Found<T>): Form {
  const quoted = (name: string) => `"${name}"`
  const columns = Object.entries(getTableColumns(table))
    .filter(([key]) => key in row || key in values)
    .map(([key, { name }]): [string, string] => [key, name])
  const into = `${quoted(getTableConfig(table).schema ?? 'public')}.${quoted(getTableName(table))}`
  const found = columns.map(([key, name]) => values[key as keyof Row<T>] ?? `given.${quoted(name)}`)
  const names = columns.map(([, name]) => quoted(name))
  return {
    columns,
    before: sql.raw(`insert into ${into} (${names}) select ${found} from jsonb_populate_recordset(null::${into}, `),
    after: sql.raw(`::jsonb) as given ${joined}`),
  }
}

/** Putting these statements together anew for each alert took a quarter of the gateway's time (profiled at 400 a second). */
const forms = new WeakMap<PgTable, Map<string, Form>>()

function knownForm<T extends PgTable>(table: T, row: Row<T>, found: Found<T>): Form {
  const known = forms.get(table) ?? new Map<string, Form>()
  forms.set(table, known)
  const shape = `${Object.keys(row)} ${JSON.stringify(found)}`
  const form = known.get(shape) ?? formOf(table, row, found)
  known.set(shape, form)
  return form
}

/**
 * An insert of many rows as one parameter, to be executed alone or as a part of a `with`: a statement has room for 65,535
 * parameters, and Drizzle writes each of them out.
 * The first row says which columns are given; the others take their defaults.
 */
export function inserting<T extends PgTable>(
  table: T,
  rows: readonly [Row<T>, ...Row<T>[]],
  found: Found<T> = nothing,
): SQL {
  const { columns, before, after } = knownForm(table, rows[0], found)
  const named = rows.map((row) =>
    Object.fromEntries(columns.map(([key, name]) => [name, row[key as keyof typeof row]])),
  )
  return sql`${before}${JSON.stringify(named)}${after}`
}

const comma = sql`, `

/**
 * Several changes as one statement, and so one round trip, with what it answers. Each change sees the tables as they were
 * before all of them, and of the others what they return, by their names.
 */
export function together(changes: Record<string, SQL>, answer: SQL): SQL {
  const named = Object.entries(changes).map(([name, change]) => sql`${sql.raw(name)} as (${change})`)
  return sql`with ${sql.join(named, comma)} ${answer}`
}

/** Changes under names of their own, for `together`. */
export const numbered = (changes: readonly SQL[]): Record<string, SQL> =>
  Object.fromEntries(changes.map((change, index) => [`change_${index}`, change]))

/** Makes several changes in one statement. */
export async function apply(db: Database | Transaction, changes: readonly SQL[]): Promise<void> {
  if (changes.length > 0) await db.execute(together(numbered(changes), sql`select 1`))
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
  const { rows } = await db.execute<{ [Name in keyof Found]: Found[Name][] }>(sql`select ${sql.join(columns, comma)}`)
  return rows[0] as { [Name in keyof Found]: Found[Name][] }
}
