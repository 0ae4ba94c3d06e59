import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { FailureGroup } from '../../api/records.ts'
import type { FailureFilter } from './filter.ts'

/** A bulk retry of this visit. */
export interface Bulk {
  what: string
  filter: FailureFilter
  includeUnknown: boolean
  /** Deliveries sent again. */
  count: number
  at: string
}

const bulkKey = ['bulk-retries']

/** The bulk retries of this visit, newest first: whoever leaves the page finds them again. */
export const bulkQuery = queryOptions({
  queryKey: bulkKey,
  queryFn: (): Bulk[] => [],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export const keepBulk = (queryClient: QueryClient, bulk: Bulk): void => {
  queryClient.setQueryData<Bulk[]>(bulkKey, (before = []) => [bulk, ...before])
}

interface Queue {
  pending: number
  sending: number
  retrying: number
}

/**
 * How far a bulk retry is. The queue is everybody's, so that what waits in it may be somebody else's: it is never more than was sent.
 * @param groups what its filter finds now: it had been emptied, so that whatever is there has failed again
 */
export function progressOf(
  { count, includeUnknown }: Pick<Bulk, 'count' | 'includeUnknown'>,
  groups: FailureGroup[],
  queue: Queue,
) {
  const again = groups.filter(({ status }) => status === 'failed' || (includeUnknown && status === 'unknown'))
  const failed = Math.min(
    count,
    again.reduce((total, group) => total + group.count, 0),
  )
  const waiting = Math.min(count - failed, queue.pending + queue.sending + queue.retrying)
  return { waiting, failed, arrived: count - failed - waiting }
}
