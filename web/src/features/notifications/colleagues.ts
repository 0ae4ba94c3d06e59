import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'
import { roleLabels } from '../auth/roles.ts'

/** Who could take something on: nobody's patient, and somebody else than whoever asks. */
export const searchColleagues = (q: string, except: string) => ({
  queryKey: ['users', 'colleagues', q],
  queryFn: async (): Promise<Choice[]> => {
    const { items } = await unwrap(api.directory.get({ query: { limit: 20, ...(q && { q }) } }))
    return items
      .filter(({ id, role }) => role !== 'patient' && id !== except)
      .map(({ id, name, role }) => ({ id, name, detail: roleLabels[role] }))
  },
})

/** What a colleague is called; null for one who works here no more. */
export const colleagueNameQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'name', id],
    queryFn: async () => (await unwrap(api.directory.get({ query: { ids: [id] } }))).items[0]?.name ?? null,
    staleTime: 600_000,
  })
