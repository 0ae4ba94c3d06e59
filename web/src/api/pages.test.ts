import { afterEach, describe, expect, test } from 'bun:test'
import { hashKey, InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { type Arbitrary, array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check'
import { pagesQuery, rowsOf, seesOld, watchRows } from './pages.ts'

interface Row {
  id: string
  rank: number
  note: string
}

const pageSize = 10

/** A list in order of rank on a server, read page by page by its place after a rank; and how often it was asked. */
function createList(length: number) {
  const rows: Row[] = Array.from({ length }, (_, rank) => ({ id: `r${rank}`, rank, note: '' }))
  let asked = 0
  return {
    rows,
    asked: () => asked,
    read: async (cursor: string | null) => {
      asked += 1
      rows.sort((one, other) => one.rank - other.rank)
      const rest = rows.filter(({ rank }) => rank > Number(cursor ?? -1))
      const items = rest.slice(0, pageSize).map((row) => ({ ...row }))
      return { items, nextCursor: rest.length > pageSize ? String(items.at(-1)?.rank) : null }
    },
    add: (rank: number) => rows.push({ id: `new${rank}`, rank, note: '' }),
    remove: (place: number) => rows.splice(place, 1),
    change: (place: number, change: Partial<Row>) => Object.assign(rows[place] ?? {}, change),
  }
}

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** Somebody looks at a list that they have scrolled through to its end. */
async function open(length: number) {
  const list = createList(length)
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const hash = hashKey(['rows', length])
  const query = pagesQuery(['rows', length] as const, list.read)
  await client.prefetchInfiniteQuery({ ...query, pages: length })
  const observer = new InfiniteQueryObserver(client, { ...query, staleTime: 60_000 })
  stops.push(
    observer.subscribe(() => {}),
    () => client.clear(),
  )
  const pages = () => observer.getCurrentResult().data?.pages ?? []
  const shown = () => rowsOf(pages())
  const look = (from: number, to: number) =>
    stops.push(watchRows(hash, () => Array.from({ length: to - from }, (_, index) => from + index)))
  const refresh = async (how: () => Promise<unknown>) => {
    const before = list.asked()
    await how()
    return list.asked() - before
  }
  return {
    list,
    shown,
    look,
    pages,
    seesOld: () => seesOld(hash, pages()),
    /** A hint comes. @returns how many requests that cost */
    hint: () => refresh(() => client.invalidateQueries({ queryKey: ['rows'] })),
    /** One comes to see what is old. @returns how many requests that cost */
    scrolled: () => refresh(() => observer.refetch()),
    end: async () => {
      while (observer.getCurrentResult().hasNextPage) await observer.fetchNextPage()
    },
  }
}

describe('a list of a thousand rows, all of them loaded', () => {
  test('of which nothing is on screen is asked for its first page', async () => {
    expect(await (await open(1000)).hint()).toBe(1)
  })

  test('is asked for what is on screen, and its first page, where nothing has changed', async () => {
    const { look, hint } = await open(1000)
    look(500, 515)
    expect(await hint()).toBe(3)
  })

  test.each<[string, (list: ReturnType<typeof createList>) => unknown, number]>([
    ['a row changes on screen', (list) => list.change(505, { note: 'new' }), 3],
    ['a row comes on screen', (list) => list.add(504.5), 4],
    ['a row goes from the screen', (list) => list.remove(505), 3],
    ['a row comes at the beginning', (list) => list.add(-0.5), 4],
    ['the last row of a page goes', (list) => list.remove(509), 4],
    ['the first row of a page goes', (list) => list.remove(510), 3],
    ['a row moves here from far below', (list) => list.change(800, { rank: 505.5 }), 4],
    ['a row moves here from far above', (list) => list.change(100, { rank: 505.5 }), 4],
    ['the first page is gone', (list) => list.rows.splice(0, 10), 4],
  ])('costs few requests when %s, and is right on screen', async (_, change, requests) => {
    const { list, shown, look, hint } = await open(1000)
    look(500, 520)
    change(list)
    expect(await hint()).toBe(requests)
    const onScreen = list.rows.filter(({ rank }) => rank > 499.9 && rank < 519.1)
    expect(shown().filter(({ rank }) => rank > 499.9 && rank < 519.1)).toEqual(onScreen)
    expect(new Set(shown().map(({ id }) => id)).size).toBe(shown().length)
  })

  test('is read anew elsewhere once one comes to see it, and not again', async () => {
    const { list, look, hint, seesOld, scrolled, shown } = await open(1000)
    look(500, 515)
    list.change(905, { note: 'new' })
    await hint()
    expect([seesOld(), shown()[905]?.note]).toEqual([false, ''])
    look(900, 915)
    expect(seesOld()).toBe(true)
    expect(await scrolled()).toBe(3)
    expect([seesOld(), shown()[905]?.note]).toEqual([false, 'new'])
  })
})

const places = nat(59)
const changes: Arbitrary<{ what: 'add' | 'remove' | 'move' | 'note'; place: number; to: number }[]> = array(
  record({ what: constantFrom('add', 'remove', 'move', 'note'), place: places, to: places }),
  { maxLength: 6 },
)

test('whatever changes, no row is there twice, and what has been looked at is as the server has it', () =>
  assert(
    asyncProperty(changes, nat(40), async (made, top) => {
      const { list, look, hint, scrolled, seesOld, shown, end } = await open(60)
      let fraction = 0
      for (const { what, place, to } of made) {
        fraction += 0.01
        if (what === 'add') list.add(place + fraction)
        if (what === 'remove') list.remove(place)
        if (what === 'move') list.change(place, { rank: to + fraction })
        if (what === 'note') list.change(place, { note: `${fraction}` })
        list.rows.sort((one, other) => one.rank - other.rank)
      }
      look(top, top + 20)
      await hint()
      const ids = shown().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      // Looking at all of it, from top to bottom, ends with all of it as it is.
      for (let round = 0; round < 8; round++) {
        look(round * 8, round * 8 + 20)
        if (seesOld()) await scrolled()
      }
      await end()
      expect(shown()).toEqual(list.rows)
    }),
    { numRuns: 300 },
  ))
