import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import type { Logger } from '@wardline/kit/log'
import { isInstant } from '@wardline/kit/schema'

/** Spreadsheets take a cell that begins with one of these for a formula (OWASP, CSV injection), the wide ones of CJK keyboards too. */
const beginsFormula = /^[=+\-@\t\r\n＝＋－＠]/
const needsQuotes = /[",\r\n]/

/** One cell as RFC 4180 writes it. Text that a spreadsheet would run is made text by an apostrophe before it. */
export function cell(text: string): string {
  const harmless = beginsFormula.test(text) ? `'${text}` : text
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** One line of cells, with the line break that RFC 4180 asks for. */
export const line = (texts: string[]): string => `${texts.map(cell).join(',')}\r\n`

/** Instants are told on the hospital's clock with its offset: they can be read, and mean the same everywhere. */
const clockOf = (instant: string, timeZone: string) =>
  Temporal.Instant.from(instant).toString({ timeZone, smallestUnit: 'second' })

/** Text that a person wrote may look like an instant, and stays as they wrote it. */
const namesInstant = /^at$|At$|^not(Before|After)$/

/** Any value of a record as the text of one cell: parts of an object by name, things of a list by semicolon. */
function textOf(name: string, value: unknown, timeZone: string): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => textOf(name, each, timeZone)).join('; ')
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([part, each]) => `${part}: ${textOf(part, each, timeZone)}`)
      .join(', ')
  return typeof value === 'string' && namesInstant.test(name) && isInstant(value)
    ? clockOf(value, timeZone)
    : String(value)
}

type PathOf<Item> = Item extends unknown
  ? {
      [Key in keyof Item & string]:
        | Key
        | (NonNullable<Item[Key]> extends readonly unknown[] | string | number
            ? never
            : `${Key}.${keyof NonNullable<Item[Key]> & string}`)
    }[keyof Item & string]
  : never

/** What would read badly part by part: its text, for people rather than programs. */
interface InWords<Item> {
  name: PathOf<Item>
  text: (item: Item) => string
}

/** The columns of a list, each named as the API names it: `name`, `patient.name`. */
export type Columns<Item> = readonly (PathOf<Item> | InWords<Item>)[]

const valueAt = (item: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], item)

interface PageOf<Item> {
  items: Item[]
  nextCursor: string | null
}
interface Asked<Query> {
  request: Request
  query: Query
  caller: UserCaller
}
interface Paged {
  cursor?: string | undefined
  limit?: number | undefined
  count?: boolean | undefined
}

const pageSize = 100

/** How much a type is wanted, from 0, not at all, to 1 (RFC 9110, section 12.4.2). */
function weightOf(accept: string, type: string): number {
  const ranges = accept.split(',').map((range) => range.split(';').map((part) => part.trim().toLowerCase()))
  const range = ranges.find(([named]) => named === type)
  const weight = range?.find((part) => part.startsWith('q='))?.slice('q='.length)
  return range ? Number(weight ?? 1) || 0 : 0
}

export function wantsCsv({ headers }: Request): boolean {
  const accept = headers.get('accept') ?? ''
  const weight = weightOf(accept, 'text/csv')
  return weight > 0 && weight >= weightOf(accept, 'application/json')
}

/** Lines as an answer; the next chunk is asked for when the reader has taken the one before, and none once they have gone. */
function answer(chunks: AsyncGenerator<string, void>, onFailure: (error: unknown) => void): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        // The connection is cut, so that nobody takes what came for the whole.
        onFailure(error)
        controller.error(error)
      }
    },
    cancel: async () => {
      await chunks.return()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment',
      vary: 'accept',
    },
  })
}

/** What every file is made with. */
export interface Exporting {
  timeZone: string
  /** Whether the session that asks still stands: a file of a long list goes on for minutes. */
  stands(caller: UserCaller): boolean
  log: Pick<Logger, 'warn'>
}

/**
 * A list as the caller asked for it: a page as JSON, or with `Accept: text/csv` all of it as CSV, page after page by its
 * cursor, so that a list of any length takes the memory of one page. Filters and permissions are those of the list.
 */
export async function pageOrCsv<Query extends Paged, Page extends PageOf<unknown>>(
  { request, query, caller }: Asked<Query>,
  { timeZone, stands, log }: Exporting,
  columns: Columns<Page['items'][number]>,
  list: (query: Query) => Promise<Page>,
): Promise<Page> {
  if (!wantsCsv(request)) return list(query)
  const { count: _, ...filters } = query
  const pageAt = (cursor: string | undefined) =>
    list({ ...filters, limit: pageSize, ...(cursor && { cursor }) } as Query)
  type Item = Page['items'][number]
  const textIn = (item: Item, column: Columns<Item>[number]) =>
    typeof column === 'string'
      ? textOf(column.slice(column.indexOf('.') + 1), valueAt(item, column), timeZone)
      : column.text(item)
  const lines = ({ items }: Page) =>
    items.map((item: Item) => line(columns.map((column) => textIn(item, column)))).join('')
  // Asked for before the answer begins: a refusal is answered as one.
  const first = await pageAt(query.cursor)
  async function* chunks() {
    yield line(columns.map((column) => (typeof column === 'string' ? column : column.name))) + lines(first)
    for (let cursor = first.nextCursor; cursor; ) {
      if (!stands(caller)) throw new ProblemError('unauthenticated', 'The session has ended.')
      const page = await pageAt(cursor)
      yield lines(page)
      cursor = page.nextCursor
    }
  }
  // Elysia sends a Response as it is; the type stays that of the JSON, which clients in code ask for.
  const { pathname: path } = new URL(request.url)
  return answer(chunks(), (error) => log.warn({ error, path }, 'file ended early')) as Response & Page
}
