import type { Page } from './records.ts'

/** The most that a page holds. */
const pageSize = 100

/** What a page is asked for with, beside its filters. */
export interface Asked {
  limit: number
  cursor?: string
}

/** A list from its beginning to its end, page after page: for what is of use only whole. */
export async function everyPage<Item>(ask: (asked: Asked) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | null = null
  do {
    const page: Page<Item> = await ask({ limit: pageSize, ...(cursor && { cursor }) })
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return items
}
