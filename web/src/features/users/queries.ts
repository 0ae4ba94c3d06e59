import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import type { Role, User } from '../../api/records.ts'

export const usersQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['users', 'list', q],
    queryFn: ({ pageParam }) =>
      unwrap(api.auth.users.get({ query: { ...(q && { q }), ...(pageParam && { cursor: pageParam }) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

export const userQuery = (id: string) =>
  queryOptions({ queryKey: ['users', 'one', id], queryFn: () => unwrap(api.auth.users({ id }).get()) })

export interface NewUser {
  name: string
  email: string
  role: Role
  password: string
}

export const createUser = (user: NewUser) => unwrap(api.auth.users.post({ ...user }))

export const changeUser = (
  { id, version }: User,
  change: Partial<Pick<User, 'name' | 'role' | 'status'>> & { password?: string },
) => unwrap(api.auth.users({ id }).put({ ...change, version }))
