import type { Query, QueryClient } from '@tanstack/react-query'
import { type Inbox, inboxKey } from '../features/notifications/queries.ts'
import type { Frame } from './frames.ts'
import { nextInbox } from './inbox.ts'

const slots = ['appointments', 'slots']
const outsideHours = ['appointments', 'outside-hours']

/**
 * The stream says what kind of record changed; these are the beginnings of the keys of what it is shown in. Whoever is away,
 * works longer or is offered a time leaves other slots free.
 */
const concerned: Record<string, string[][]> = {
  appointment: [['appointments'], ['waitlist'], ['board'], ['leave'], ['holidays']],
  patient: [['patients']],
  doctor: [['doctors'], slots, outsideHours],
  leave: [['leave'], slots, ['board']],
  'extra-hours': [['extra-hours'], slots, outsideHours],
  holiday: [['holidays'], ['leave'], slots, ['board']],
  slot: [slots],
  waitlist: [['waitlist'], slots],
  user: [['users']],
  notification: [['deliveries']],
  delivery: [['deliveries']],
}

/** Has everything that hints would keep current read again. */
export function refreshAll(queryClient: QueryClient): void {
  const collections = new Set(Object.values(concerned).flatMap((keys) => keys.map(([collection]) => collection)))
  for (const collection of collections) void queryClient.invalidateQueries({ queryKey: [collection] })
}

/** Carries a frame into the query cache: the inbox directly, everything else as a hint to read again. */
export function applyFrame(queryClient: QueryClient, frame: Frame): void {
  if (frame.type === 'changed') {
    const { entity } = frame.data
    for (const queryKey of concerned[entity] ?? [[entity]]) void queryClient.invalidateQueries({ queryKey })
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
