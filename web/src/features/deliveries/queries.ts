import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'

export const failuresQuery = infiniteQueryOptions({
  queryKey: ['deliveries', 'failures'],
  queryFn: ({ pageParam }) =>
    unwrap(api.notifications.failures.get({ query: { ...(pageParam && { cursor: pageParam }) } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
})

/** Every channel of one notification, with each attempt. */
export const deliveriesQuery = (notificationId: string) =>
  queryOptions({
    queryKey: ['deliveries', 'of', notificationId],
    queryFn: () => unwrap(api.notifications({ id: notificationId }).deliveries.get()),
  })

export const retryNotification = (id: string) => unwrap(api.notifications({ id }).retry.put({}))

/** Everything that has failed, whatever for. */
export const retryAll = () => unwrap(api.notifications.retry.post({ filter: {} }))
