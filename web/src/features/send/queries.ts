import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { pagesQuery } from '../../api/pages.ts'
import type { SendDetails } from '../../api/records.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'
import { roleLabels } from '../auth/roles.ts'
import type { Message, PreviewOf } from './message.ts'

export const sendMessage = (message: Message, key: string) =>
  unwrap(api.notifications.send.post({ ...message }, { headers: { 'idempotency-key': key } }))

/** Who would get it at this moment. */
export const previewQuery = (message: PreviewOf) =>
  queryOptions({
    queryKey: ['users', 'preview', message],
    queryFn: () => unwrap(api.notifications.send.preview.post({ ...message })),
    staleTime: 0,
  })

export type Whose = 'own' | 'all'

const stillMovingMs = 5_000

/** What was sent, newest first: one's own, or everybody's for an administrator. */
export const sendsQuery = (scope: Whose) =>
  infiniteQueryOptions({
    ...pagesQuery(['deliveries', 'sends', scope], (cursor) =>
      unwrap(api.notifications.sends.get({ query: { scope, limit: 20, ...(cursor && { cursor }) } })),
    ),
    // Nothing hints at a send that is being written: while one is, ask.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'sending')) ? stillMovingMs : false,
  })

const isOpen = (alert: SendDetails['alert']) => alert?.status === 'waiting' || alert?.status === 'handed-over'

/** One send: what became of it, and where its alert stands. */
export const sendQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'send', id],
    queryFn: () => unwrap(api.notifications.sends({ id }).get()),
    refetchInterval: ({ state: { data } }) =>
      data && (data.status === 'sending' || isOpen(data.alert)) ? stillMovingMs : false,
  })

const lookedAfterMs = 15_000

/** The same beside other work: nothing hints at an answer to whoever sent it, so it is asked for now and then. */
export const lookedAfterQuery = (id: string) =>
  queryOptions({
    ...sendQuery(id),
    refetchInterval: ({ state: { data } }) =>
      data?.alert && data.alert.status !== 'acknowledged' ? lookedAfterMs : false,
  })

export const cancelSend = (id: string) => unwrap(api.notifications.sends({ id }).cancel.put())

export const searchPeople = (q: string) => ({
  queryKey: ['users', 'directory', q],
  queryFn: async (): Promise<Choice[]> => {
    const { items } = await unwrap(api.directory.get({ query: { limit: 10, ...(q && { q }) } }))
    return items.map(({ id, name, role }) => ({ id, name, detail: roleLabels[role] }))
  },
})
