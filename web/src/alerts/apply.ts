import type { Query, QueryClient } from '@tanstack/react-query'
import { type Inbox, inboxKey } from '../features/notifications/queries.ts'
import type { Frame } from './frames.ts'
import { nextInbox } from './inbox.ts'

/** The stream says what kind of record changed; query keys begin with the name of its collection. */
const collections: Record<string, string> = {
  appointment: 'appointments',
  patient: 'patients',
  doctor: 'doctors',
  user: 'users',
  notification: 'deliveries',
  delivery: 'deliveries',
}

/** Has everything that hints would keep current read again. */
export function refreshAll(queryClient: QueryClient): void {
  for (const collection of new Set(Object.values(collections)))
    void queryClient.invalidateQueries({ queryKey: [collection] })
}

/** Carries a frame into the query cache: the inbox directly, everything else as a hint to read again. */
export function applyFrame(queryClient: QueryClient, frame: Frame): void {
  if (frame.type === 'changed') {
    const collection = collections[frame.data.entity] ?? frame.data.entity
    void queryClient.invalidateQueries({ queryKey: [collection] })
    return
  }
  if (frame.type === 'reset') {
    void queryClient.invalidateQueries({ queryKey: inboxKey })
    return
  }
  const take = (inbox: Inbox | undefined) => inbox && nextInbox(inbox, frame)
  if (frame.type !== 'notification') {
    queryClient.setQueriesData<Inbox>({ queryKey: inboxKey }, take)
    return
  }
  queryClient.setQueryData<Inbox>(inboxKey, take)
  // A filtered list is asked again, since the server knows what belongs in it.
  const isFiltered = { queryKey: inboxKey, predicate: ({ queryKey }: Query) => queryKey.length > inboxKey.length }
  void queryClient.invalidateQueries(isFiltered)
}
