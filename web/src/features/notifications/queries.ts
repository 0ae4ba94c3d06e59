import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Notification, NotificationPage } from '../../api/records.ts'

export const inboxKey = ['notifications', 'inbox']

/** The inbox of whoever is signed in, newest first. The live stream continues it from its `position`. */
export const inboxQuery = infiniteQueryOptions({
  queryKey: inboxKey,
  queryFn: ({ pageParam }) =>
    unwrap(api.notifications.get({ query: { limit: 20, ...(pageParam && { cursor: pageParam }) } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  // The stream keeps it current; asking again would race with what has just been pushed.
  staleTime: Number.POSITIVE_INFINITY,
})

type Inbox = InfiniteData<NotificationPage, string | null>

export const markRead = (id: string) => unwrap(api.notifications({ id }).read.put({ read: true }))
export const acknowledge = (id: string) => unwrap(api.notifications({ id }).ack.put())
/** @param upTo the newest position on screen, so that what arrives meanwhile stays unread */
export const markAllRead = (upTo: string) => unwrap(api.notifications['read-all'].put({ upTo }))

/** Puts the answer of a change into the inbox at once; the stream tells the other tabs. */
export function keepNotification(queryClient: QueryClient, changed: Notification): void {
  queryClient.setQueryData<Inbox>(inboxKey, (inbox) => {
    if (!inbox) return inbox
    const pages = inbox.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === changed.id ? { ...item, ...changed } : item)),
    }))
    return { ...inbox, pages }
  })
}
