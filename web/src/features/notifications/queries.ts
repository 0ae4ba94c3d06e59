import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Notification, NotificationPage, Severity } from '../../api/records.ts'

/** Every list of the inbox begins with it; the whole one is this and nothing more. */
export const inboxKey = ['notifications', 'inbox']

export interface InboxFilter {
  unread?: true
  severity?: Severity
  kind?: string
}

export const isWhole = ({ unread, severity, kind }: InboxFilter) => !unread && !severity && !kind

const pageSize = 20

/** The inbox of whoever is signed in, newest first. */
export const inboxQueryOf = (filter: InboxFilter, limit = pageSize) =>
  infiniteQueryOptions({
    queryKey: (isWhole(filter) ? inboxKey : [...inboxKey, filter, limit]) as readonly unknown[],
    queryFn: ({ pageParam }) =>
      unwrap(api.notifications.get({ query: { limit, ...filter, ...(pageParam && { cursor: pageParam }) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The stream keeps the whole one current; asking again would race with what has just been pushed. Of a filtered one,
    // what was read since stays where one was looking, and is gone when one comes back.
    staleTime: isWhole(filter) ? Number.POSITIVE_INFINITY : 0,
  })

/** All of it: the live stream continues it from its `position`. */
export const inboxQuery = inboxQueryOf({})

/** What is critical, as far back as one page goes: among it are those that still wait for an answer. */
export const criticalQuery = inboxQueryOf({ severity: 'critical' }, 100)

/** Begins to read what the bell and what is pinned to every page are made of. */
export function beginAlerts(queryClient: QueryClient): void {
  for (const query of [inboxQuery, criticalQuery]) queryClient.ensureInfiniteQueryData(query).catch(() => {})
}

export type Inbox = InfiniteData<NotificationPage, string | null>

export const markRead = (id: string, read = true) => unwrap(api.notifications({ id }).read.put({ read }))
/** @param upTo the newest position on screen, so that what arrives meanwhile stays unread */
export const markAllRead = (upTo: string) => unwrap(api.notifications['read-all'].put({ upTo }))

export const acknowledge = (id: string) => unwrap(api.notifications({ id }).ack.put())
export const decline = (id: string, reason: string) => unwrap(api.notifications({ id }).decline.put({ reason }))
export const handOver = (id: string, userId: string) => unwrap(api.notifications({ id })['hand-over'].put({ userId }))

/** Puts the answer of a change into the inbox at once; the stream tells the other tabs. */
export function keepNotification(queryClient: QueryClient, changed: Notification): void {
  queryClient.setQueriesData<Inbox>({ queryKey: inboxKey }, (inbox) => {
    if (!inbox) return inbox
    const pages = inbox.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === changed.id ? { ...item, ...changed } : item)),
    }))
    return { ...inbox, pages }
  })
}
