import type { Role } from '@wardline/kit/permissions'
import { api, unwrap } from '../../api/client.ts'
import type { Severity } from '../../api/records.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'

export type Audience = 'people' | 'role' | 'everyone'

export interface Message {
  to: { userIds: string[] } | { roles: Role[] } | { everyone: true }
  title: string
  body: string
  severity: Severity
  channels: ('in-app' | 'email')[]
}

export const sendMessage = (message: Message, key: string) =>
  unwrap(api.notifications.send.post({ ...message }, { headers: { 'idempotency-key': key } }))

export const searchPeople = (q: string) => ({
  queryKey: ['users', 'directory', q],
  queryFn: async (): Promise<Choice[]> => {
    const { items } = await unwrap(api.directory.get({ query: { limit: 10, ...(q && { q }) } }))
    return items.map(({ id, name, role }) => ({ id, name, detail: role }))
  },
})

/** Who could take something on: nobody's patient, and somebody else than whoever asks. */
export const searchColleagues = (q: string, except: string) => ({
  queryKey: ['users', 'colleagues', q],
  queryFn: async (): Promise<Choice[]> => {
    const { items } = await unwrap(api.directory.get({ query: { limit: 20, ...(q && { q }) } }))
    return items
      .filter(({ id, role }) => role !== 'patient' && id !== except)
      .map(({ id, name, role }) => ({ id, name, detail: role }))
  },
})
