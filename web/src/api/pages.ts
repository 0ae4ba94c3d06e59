import { hashKey, type InfiniteData, infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import type { Page } from './records.ts'

type Cursor = string | null
interface Identified {
  id: string
}

/** A page as the cache keeps it. */
export interface KeptPage<Item> extends Page<Item> {
  /** The list has changed since, while nobody saw this part of it. */
  isOld?: true
}
type Pages<Item> = InfiniteData<KeptPage<Item>, Cursor>

/** What each page contributes: no row twice, and of one that has moved the newer word. */
function rowsByPage<Item extends Identified>(pages: readonly KeptPage<Item>[]): Item[][] {
  const current = new Set(pages.flatMap(({ isOld, items }) => (isOld ? [] : items.map(({ id }) => id))))
  const taken = new Set<string>()
  return pages.map(({ isOld, items }) =>
    items.filter(({ id }) => {
      if (taken.has(id) || (isOld && current.has(id))) return false
      taken.add(id)
      return true
    }),
  )
}

/** The list as it is shown. */
export const rowsOf = <Item extends Identified>(pages: readonly KeptPage<Item>[]): Item[] => rowsByPage(pages).flat()

const rowsOnScreen = new Map<string, () => number[]>()

/**
 * Lets a list know which of its rows are on screen, by their place in it.
 * @returns ends that
 */
export function watchRows(queryHash: string, rows: () => number[]): () => void {
  rowsOnScreen.set(queryHash, rows)
  return () => {
    if (rowsOnScreen.get(queryHash) === rows) rowsOnScreen.delete(queryHash)
  }
}

/** The places of the pages that are on screen. */
function seenPages(queryHash: string, pages: readonly KeptPage<Identified>[]): Set<number> {
  const rows = rowsOnScreen.get(queryHash)?.() ?? []
  const pageOfRow = rowsByPage(pages).flatMap((items, page) => items.map(() => page))
  return new Set(rows.flatMap((row) => pageOfRow[row] ?? []))
}

/** Whether what is on screen may have changed since it was read. */
export const seesOld = (queryHash: string, pages: readonly KeptPage<Identified>[]): boolean =>
  pages.some(({ isOld }) => isOld) && [...seenPages(queryHash, pages)].some((page) => pages[page]?.isOld)

/** Whether rows end with a page's last one and the first of those known to follow it, in their order: one alone may have moved here. */
function goesOnInto(following: readonly string[], lastOwn: string | undefined, items: readonly Identified[]): boolean {
  const last = following.indexOf(items.at(-1)?.id ?? '')
  const expected = [lastOwn, ...following.slice(0, last + 1)]
  return last >= 0 && items.slice(-expected.length).every(({ id }, place) => id === expected[place])
}

/** Where a page ends, of rows that go on into those known to follow it: after what is new among them, or has moved there. */
function endOf(items: readonly Identified[], following: readonly string[]): number {
  const known = new Map(following.map((id, place) => [id, place]))
  const places = items.map(({ id }) => known.get(id) ?? Number.POSITIVE_INFINITY)
  return places.findLastIndex((place, index) => place > (places[index + 1] ?? following.length)) + 1
}

/** Enough for a page that has become longer, and for what follows it to be recognised. */
const mostReads = 2

/** A page as it is now, ending where the next one begins, so that those that follow can stay as they are. */
async function readAgain<Item extends Identified>(
  { pages, pageParams }: Pages<Item>,
  index: number,
  read: (cursor: Cursor) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const next = pageParams[index + 1]
  const before = pages[index]?.items ?? []
  const following = pages.slice(index + 1).flatMap(({ items }) => items.map(({ id }) => id))
  const isEnough = ({ items, nextCursor }: Page<Item>) =>
    nextCursor === null ||
    (next === undefined
      ? items.length >= before.length
      : nextCursor === next || goesOnInto(following, before.at(-1)?.id, items))

  let page = await read(pageParams[index] ?? null)
  for (let reads = 1; reads < mostReads && !isEnough(page); reads++) {
    const { items, nextCursor } = await read(page.nextCursor)
    page = { ...page, items: [...page.items, ...items], nextCursor }
  }
  const { items, nextCursor } = page
  // With another end than before, those that follow are read anew too: there is nothing, or too much has changed.
  if (next === undefined || nextCursor === null || nextCursor === next) return page
  if (!following.includes(items.at(-1)?.id ?? '')) return page
  return { ...page, items: items.slice(0, endOf(items, following)), nextCursor: next }
}

/**
 * A list that is read page by page. When it has changed, only its first page and those on screen are read again, however
 * long it has grown; the others once one comes to see them.
 */
export const pagesQuery = <Item extends Identified, const Key extends QueryKey>(
  queryKey: Key,
  read: (cursor: Cursor) => Promise<Page<Item>>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: async ({ client, pageParam }): Promise<KeptPage<Item>> => {
      const state = client.getQueryState<Pages<Item>>(queryKey)
      const index = state?.data?.pageParams.indexOf(pageParam) ?? -1
      const kept = state?.data?.pages[index]
      if (!state?.data || !kept) return read(pageParam)
      if (index === 0 || seenPages(hashKey(queryKey), state.data.pages).has(index))
        return readAgain(state.data, index, read)
      return state.isInvalidated ? { ...kept, isOld: true } : kept
    },
    initialPageParam: null as Cursor,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
