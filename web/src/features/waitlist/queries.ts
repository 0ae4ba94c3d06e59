import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'

const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
}

/** Who waits, the longest first; of patients, their own. */
export const waitlistQuery = infiniteQueryOptions({
  queryKey: ['waitlist', 'list'],
  queryFn: ({ pageParam }) => unwrap(api.waitlist.get({ query: { ...(pageParam && { cursor: pageParam }) } })),
  ...paging,
})

/** Times that became free, each with who was asked about it, in order. */
export const freedSlotsQuery = infiniteQueryOptions({
  queryKey: ['waitlist', 'offers'],
  queryFn: ({ pageParam }) =>
    unwrap(
      api.waitlist.offers.get({ query: { sort: '-createdAt', limit: 10, ...(pageParam && { cursor: pageParam }) } }),
    ),
  ...paging,
})

export const waitlistEntryQuery = (id: string) =>
  queryOptions({ queryKey: ['waitlist', 'one', id], queryFn: () => unwrap(api.waitlist({ id }).get()) })

/** @param offerId which offer is answered: one that came instead of it meanwhile is not */
export const acceptOffer = (id: string, offerId: string) => unwrap(api.waitlist({ id }).accept.post({ offerId }))
export const declineOffer = (id: string, offerId: string) => unwrap(api.waitlist({ id }).decline.post({ offerId }))

export const leaveWaitlist = (id: string) => unwrap(api.waitlist({ id }).delete())
