import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from './client.ts'

/** The hospital's zone: a different one refuses to start, so it never grows old. */
export const hospitalQuery = queryOptions({
  queryKey: ['hospital'],
  queryFn: () => unwrap(api.health.live.get()),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})
