import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Doctor } from '../../api/records.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'

export const doctorsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['doctors', 'list', q],
    queryFn: ({ pageParam }) =>
      unwrap(api.doctors.get({ query: { ...(q && { q }), ...(pageParam && { cursor: pageParam }) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

export const doctorQuery = (id: string) =>
  queryOptions({ queryKey: ['doctors', 'one', id], queryFn: () => unwrap(api.doctors({ id }).get()) })

export const asChoice = ({ id, name, specialty }: Doctor): Choice => ({ id, name, detail: specialty })

export const searchDoctors = (q: string) => ({
  queryKey: ['doctors', 'choices', q],
  queryFn: async () => (await unwrap(api.doctors.get({ query: { limit: 10, ...(q && { q }) } }))).items.map(asChoice),
})
