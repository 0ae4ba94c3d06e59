import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'
import { roleLabels } from '../auth/roles.ts'

/** Those who can act at a bed come first, and are never pushed out of sight by others of the same name. */
const inLine = ['doctor', 'nurse', 'admin', 'receptionist'] as const

/** Who could take something on: somebody else than whoever asks. */
export const searchColleagues = (q: string, except: string) => ({
  queryKey: ['users', 'colleagues', q],
  queryFn: async (): Promise<Choice[]> => {
    const found = await Promise.all(
      inLine.map((role) => unwrap(api.directory.get({ query: { role, limit: 10, ...(q && { q }) } }))),
    )
    return found
      .flatMap(({ items }) => items)
      .filter(({ id }) => id !== except)
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
