import { and, asc, desc, eq, getTableName, gt, lt, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type TSchema, t } from 'elysia'
import { ProblemError } from './errors.ts'
import { FreeText, isInstant, isUuid, OneOf } from './schema.ts'

/** The query of a list: paging, sorting and search, and the filters of this list; anything else is a 422. */
export const ListQuery = <const S extends readonly string[], F extends Record<string, TSchema>>(sorts: S, filters: F) =>
  t.Object(
    {
      limit: t.Optional(t.Integer({ minimum: 1, maximum: 100 })),
      cursor: t.Optional(t.String({ minLength: 1, maxLength: 1000 })),
      q: t.Optional(FreeText(200)),
      sort: t.Optional(t.Unsafe<SortOf<S>>(OneOf(sorts.flatMap((sort) => [sort, `-${sort}`])))),
      count: t.Optional(t.Boolean()),
      ...filters,
    },
    { additionalProperties: false },
  )
type SortOf<S extends readonly string[]> = S[number] | `-${S[number]}`

/** One page of a list; `total` when `count=true` asked for it. */
export const Page = <T extends TSchema>(item: T) =>
  t.Object({
    items: t.Array(item),
    nextCursor: t.Union([t.String(), t.Null()]),
    total: t.Optional(t.Integer({ minimum: 0 })),
  })

export const defaultLimit = 20

/** Where a page ended. Text is left out, for a cursor goes into URLs and the text may be a name: the row itself says it. */
interface Position {
  /** Of which list, and sorted by what. */
  order: string
  value: string | number | null
  id: string
}

const badCursor = () => ProblemError.invalid('cursor', '“cursor” was not given out by this list.')

const encode = (position: Position) =>
  Buffer.from(JSON.stringify([position.order, position.value, position.id])).toString('base64url')

/** @throws ProblemError 422 for a cursor that this list, in this order, did not give out */
function decode(cursor: string, order: string): Position {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw badCursor()
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== order || typeof parts[2] !== 'string')
    throw badCursor()
  if (!isUuid(parts[2]) || !(parts[1] === null || ['string', 'number'].includes(typeof parts[1]))) throw badCursor()
  return { order, value: parts[1], id: parts[2] }
}

/**
 * Where a page ended of a list that no single table holds, in order of an instant and then of an id.
 * @throws ProblemError 422 for a cursor that this list did not give out
 */
export function positionIn(cursor: string, order: string): { at: Date; id: string } {
  const { value, id } = decode(cursor, order)
  const at = value === null ? undefined : instantOf(value)
  if (!at) throw badCursor()
  return { at, id }
}

export interface Sortable {
  column: SQLWrapper & Parameters<typeof asc>[0]
  /** How the cursor's text becomes a value of the column again; undefined for one that cannot be. */
  parse?: (value: string | number) => unknown
}

const instantOf = (value: string | number) => (isInstant(String(value)) ? new Date(value) : undefined)

/** A column of instants, which cursors carry as ISO text. */
export const byInstant = (column: Sortable['column']): Sortable => ({ column, parse: instantOf })
/** A column of text, which no cursor carries. */
export const byText = (column: Sortable['column']): Sortable => ({ column, parse: () => undefined })

/**
 * Keyset order: the field of `columns` that a page is sorted by, where it begins, and in which order.
 * The id settles ties, so that no row is shown twice or skipped.
 */
export function keyset<C extends Record<string, Sortable>>(options: {
  sort: string
  cursor?: string | undefined
  columns: C
  id: PgColumn
}): { field: keyof C; order: string; after: SQL | undefined; orderBy: SQL[] } {
  const descending = options.sort.startsWith('-')
  const field: keyof C = descending ? options.sort.slice(1) : options.sort
  const { column, parse } = options.columns[field] as Sortable
  const [ordered, beyond] = descending ? [desc, lt] : [asc, gt]
  const orderBy = [ordered(column), ordered(options.id)]
  const order = `${getTableName(options.id.table)} ${options.sort}`
  if (!options.cursor) return { field, order, after: undefined, orderBy }
  const position = decode(options.cursor, order)
  if (position.value === null) {
    const row = sql`(select ${column}, ${options.id} from ${options.id.table} where ${options.id} = ${position.id})`
    return { field, order, after: sql`(${column}, ${options.id}) ${descending ? sql`<` : sql`>`} ${row}`, orderBy }
  }
  const value = parse ? parse(position.value) : position.value
  if (value === undefined) throw badCursor()
  return {
    field,
    order,
    after: or(beyond(column as never, value), and(eq(column as never, value), beyond(options.id, position.id))),
    orderBy,
  }
}

/**
 * A page as it is answered, of `limit + 1` rows: the one too many says that there is a next page.
 * @param asked `order` as `keyset` names it
 * @param how what a row is sorted by, how it is shown, and how to count all of them, which is asked with `count` alone
 */
export async function page<R extends { id: string }, Item>(
  found: R[],
  asked: { limit: number; order: string; count?: boolean | undefined },
  how: { sortValue: (row: R) => Date | string | number; view: (row: R) => Item; total: () => Promise<number> },
): Promise<{ items: Item[]; nextCursor: string | null; total?: number }> {
  const { limit, order, count } = asked
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  const value = last && how.sortValue(last)
  const kept = value instanceof Date ? value.toISOString() : typeof value === 'number' ? value : null
  const position = last && { order, value: kept, id: last.id }
  return {
    items: shown.map(how.view),
    nextCursor: position ? encode(position) : null,
    ...(count && { total: await how.total() }),
  }
}

/** The pattern of LIKE for a text anywhere in another. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** True of text that contains what the pattern says, whatever its case and accents. */
export const isLike = (column: SQLWrapper, pattern: SQLWrapper | string): SQL =>
  sql`unaccent(${column}) ilike unaccent(${pattern})`
