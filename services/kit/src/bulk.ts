import type { Transaction } from '@wardline/db/connect'
import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

/**
 * An insert of many rows as one parameter, to be executed alone or as a part of a `with`: a statement has room for 65,535
 * parameters, and Drizzle writes each of them out.
 * The first row says which columns are given; the others take their defaults.
 */
export function inserting<T extends PgTable>(
  table: T,
  rows: readonly [T['$inferInsert'], ...T['$inferInsert'][]],
): SQL {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in rows[0])
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(([key, column]) => [column.name, row[key as keyof typeof row]]))),
  )
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  )
  const name = sql`${sql.identifier(getTableConfig(table).schema ?? 'public')}.${sql.identifier(getTableName(table))}`
  return sql`insert into ${name} (${names}) select ${names} from jsonb_populate_recordset(null::${name}, ${json}::jsonb)`
}

/** Makes several changes in one statement, and so in one round trip; each sees the tables as they were before all of them. */
export async function apply(tx: Transaction, changes: readonly SQL[]): Promise<void> {
  if (changes.length === 0) return
  const named = changes.map((change, index) => sql`${sql.identifier(`change_${index}`)} as (${change})`)
  await tx.execute(sql`with ${sql.join(named, sql`, `)} select 1`)
}
