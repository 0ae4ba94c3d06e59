import { queryOptions } from '@tanstack/react-query'
import { type Role, staffRoles } from '@wardline/kit/permissions'
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

async function namesOf(role: Role): Promise<[id: string, name: string][]> {
  const names: [string, string][] = []
  let cursor: string | null = null
  do {
    const query: { role: Role; limit: number; cursor?: string } = { role, limit: 100, ...(cursor && { cursor }) }
    const page: { items: { id: string; name: string }[]; nextCursor: string | null } = await unwrap(
      api.directory.get({ query }),
    )
    names.push(...page.items.map(({ id, name }): [string, string] => [id, name]))
    cursor = page.nextCursor
  } while (cursor)
  return names
}

/** The staff by id: the directory is asked for names, and answers those of everybody who works here. */
export const staffNamesQuery = queryOptions({
  queryKey: ['users', 'staff-names'],
  queryFn: async () => new Map((await Promise.all(staffRoles.map(namesOf))).flat()),
  staleTime: 600_000,
})
