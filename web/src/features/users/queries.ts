import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { pagesQuery } from '../../api/pages.ts'
import type { Doctor, Role, User } from '../../api/records.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'
import type { UserSearch } from './user-search.ts'

export const usersQuery = (search: UserSearch) =>
  pagesQuery(['users', 'list', search], (cursor) =>
    unwrap(api.auth.users.get({ query: { ...search, ...(cursor && { cursor }) } })),
  )

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

/** The doctor whom a login is for; null when it is for none. */
export const doctorOfQuery = (userId: string) =>
  queryOptions({
    queryKey: ['doctors', 'of-user', userId],
    queryFn: async (): Promise<Doctor | null> =>
      (await unwrap(api.doctors.get({ query: { userId } }))).items[0] ?? null,
  })

/** Administrators are answered with all of a doctor, the login included. */
const loginOf = (doctor: Doctor): string | null => ('userId' in doctor ? doctor.userId : null)

export const searchDoctors = (q: string) => ({
  queryKey: ['doctors', 'linkable', q],
  queryFn: async (): Promise<Choice[]> => {
    const { items } = await unwrap(api.doctors.get({ query: { limit: 20, ...(q && { q }) } }))
    return items
      .filter((doctor) => loginOf(doctor) === null)
      .map(({ id, name, specialty }) => ({ id, name, detail: specialty }))
  },
})

/** @param userId null undoes the link */
export const linkDoctor = (doctorId: string, userId: string | null) =>
  unwrap(api.doctors({ id: doctorId }).put({ userId }))
