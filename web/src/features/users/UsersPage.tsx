import { Button, Flex, Text } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { ListChecks, UserPlus, UserRoundSearch } from 'lucide-react'
import { useState } from 'react'
import type { User } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Choose } from '../../ui/Choose.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { roleLabels, roleOptions } from '../auth/roles.ts'
import { NewUserDialog } from './NewUserDialog.tsx'
import { usersQuery } from './queries.ts'
import { UserActions } from './UserActions.tsx'
import { statuses, type UserSearch } from './user-search.ts'

const route = getRouteApi('/_app/users/')

const words = t('users', { returnObjects: true })

const statusOptions = statuses.map((value) => ({ value, label: words.statuses[value] }))

const columns: Column<User>[] = [
  { header: words.columns.name, cell: ({ name }) => <Text fontWeight="medium">{name}</Text> },
  { header: words.columns.email, cell: ({ email }) => <Text overflowWrap="anywhere">{email}</Text> },
  { header: words.columns.role, cell: ({ role }) => roleLabels[role] },
  {
    header: words.columns.status,
    aside: true,
    cell: ({ status }) => (
      <StatusBadge
        label={words.statuses[status]}
        tone={status === 'active' ? 'green' : 'gray'}
        meaning={words.statusMeanings[status]}
      />
    ),
  },
  { header: words.columns.actions, hiddenHeader: true, cell: (user) => <UserActions user={user} /> },
]

interface FiltersProps {
  search: UserSearch
  onSearch: (search: UserSearch) => void
}

const Filters = ({ search: { q, role, status }, onSearch }: FiltersProps) => {
  const show = (next: { q?: string; role?: UserSearch['role'] | ''; status?: UserSearch['status'] | '' }) => {
    const wanted = { q, role, status, ...next }
    onSearch({
      ...(wanted.q && { q: wanted.q }),
      ...(wanted.role && { role: wanted.role }),
      ...(wanted.status && { status: wanted.status }),
    })
  }
  return (
    <Flex gap="3" wrap="wrap" align="end" mb="4">
      <SearchField
        label={words.search}
        placeholder={words.searchPlaceholder}
        value={q ?? ''}
        onSearch={(text) => show({ q: text })}
      />
      <Choose
        label={words.role}
        value={role ?? ''}
        options={roleOptions}
        any={words.anyRole}
        onChoose={(value) => show({ role: value })}
      />
      <Choose
        label={words.status}
        value={status ?? ''}
        options={statusOptions}
        any={words.anyStatus}
        onChoose={(value) => show({ status: value })}
      />
    </Flex>
  )
}

/** Everybody who can sign in, or could. */
export function UsersPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <PageHeader
        title={words.title}
        actions={
          <>
            <ButtonLink to="/users/roles" look="outline">
              <ListChecks aria-hidden />
              {words.rolesLink}
            </ButtonLink>
            <Button onClick={() => setAdding(true)}>
              <UserPlus aria-hidden />
              {words.add.submit}
            </Button>
          </>
        }
      />
      <Filters search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
      <QueryTable
        label={words.title}
        query={usersQuery(search)}
        file={{ path: '/auth/users', query: search, name: words.file }}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={UserRoundSearch} {...words.none} />}
      />
      {isAdding && <NewUserDialog onClose={() => setAdding(false)} />}
    </>
  )
}
