import { type Role, roles } from '@wardline/kit/permissions'
import type { User } from '../../api/records.ts'
import { searchText } from '../../ui/search-text.ts'

type Status = User['status']
export const statuses: readonly Status[] = ['active', 'disabled']

/** What of the users is looked at, as the address keeps it. */
export interface UserSearch {
  q?: string
  role?: Role
  status?: Status
}

const isRole = (value: unknown): value is Role => roles.some((role) => role === value)
const isStatus = (value: unknown): value is Status => statuses.some((status) => status === value)

/** Whatever of an address means nothing is left out. */
export const userSearch = (search: Record<string, unknown>): UserSearch => ({
  ...searchText(search),
  ...(isRole(search.role) && { role: search.role }),
  ...(isStatus(search.status) && { status: search.status }),
})

/** The role that the page of permissions shows. */
export const roleSearch = ({ role }: Record<string, unknown>): { role?: Role } => (isRole(role) ? { role } : {})
