import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Doctor, Page } from '../../api/records.ts'

/** Every doctor, to choose from. */
export const allDoctorsQuery = queryOptions({
  queryKey: ['doctors', 'all'],
  queryFn: async () => {
    const items: Doctor[] = []
    let cursor: string | null = null
    do {
      const page: Page<Doctor> = await unwrap(
        api.doctors.get({ query: { limit: 100, sort: 'name', ...(cursor && { cursor }) } }),
      )
      items.push(...page.items)
      cursor = page.nextCursor
    } while (cursor)
    return items
  },
})
