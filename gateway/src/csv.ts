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

/** Any value of a record as the text of one cell: parts of an object by name, things of a list by semicolon. */
function textOf(value: unknown, timeZone: string): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => textOf(each, timeZone)).join('; ')
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => `${name}: ${textOf(each, timeZone)}`)
      .join(', ')
  return typeof value === 'string' && isInstant(value) ? clockOf(value, timeZone) : String(value)
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

/** The columns of a list, each named as the API names it: `name`, `patient.name`. */
export type Columns<Item> = readonly PathOf<Item>[]

const valueAt = (item: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], item)

interface PageOf<Item> {
  items: Item[]
  nextCursor: string | null
}
interface Asked<Query> {
  request: Request
  query: Query
}
interface Paged {
  cursor?: string | undefined
  limit?: number | undefined
  count?: boolean | undefined
}

const pageSize = 100

const wantsCsv = ({ headers }: Request): boolean =>
  (headers.get('accept') ?? '').split(',').some((range) => range.split(';')[0]?.trim().toLowerCase() === 'text/csv')

/** Lines as an answer; the next chunk is asked for when the reader has taken the one before, and none once they have gone. */
function answer(chunks: AsyncGenerator<string, void>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
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

/**
 * A list as the caller asked for it: a page as JSON, or with `Accept: text/csv` all of it as CSV, page after page by its
 * cursor, so that a list of any length takes the memory of one page. Filters and permissions are those of the list.
 */
export async function pageOrCsv<Query extends Paged, Page extends PageOf<unknown>>(
  { request, query }: Asked<Query>,
  timeZone: string,
  columns: Columns<Page['items'][number]>,
  list: (query: Query) => Promise<Page>,
): Promise<Page> {
  if (!wantsCsv(request)) return list(query)
  const { count: _, ...filters } = query
  const pageAt = (cursor: string | undefined) =>
    list({ ...filters, limit: pageSize, ...(cursor && { cursor }) } as Query)
  const lines = ({ items }: Page) =>
    items.map((item) => line(columns.map((path) => textOf(valueAt(item, path), timeZone)))).join('')
  // Asked for before the answer begins: a refusal is answered as one.
  const first = await pageAt(query.cursor)
  async function* chunks() {
    yield line([...columns]) + lines(first)
    for (let cursor = first.nextCursor; cursor; ) {
      const page = await pageAt(cursor)
      yield lines(page)
      cursor = page.nextCursor
    }
  }
  // Elysia sends a Response as it is; the type stays that of the JSON, which clients in code ask for.
  return answer(chunks()) as Response & Page
}
