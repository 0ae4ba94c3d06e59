import { Button, Flex, Text } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { UserPlus, UserRoundSearch } from 'lucide-react'
import { useState } from 'react'
import type { User } from '../../api/records.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { roleLabels } from '../auth/roles.ts'
import { EditUserDialog } from './EditUserDialog.tsx'
import { NewUserDialog } from './NewUserDialog.tsx'
import { usersQuery } from './queries.ts'

const route = getRouteApi('/_app/users/')

const Empty = ({ q }: { q: string }) => (
  <EmptyState
    icon={UserRoundSearch}
    title={`Nobody found${q ? ` for “${q}”` : ''}`}
    body="Try fewer letters, or add the person with “Add user”."
  />
)

const columns: Column<User>[] = [
  { header: 'Name', cell: ({ name }) => <Text fontWeight="medium">{name}</Text> },
  { header: 'E-mail', cell: ({ email }) => <Text overflowWrap="anywhere">{email}</Text> },
  { header: 'Role', cell: ({ role }) => roleLabels[role] },
  {
    header: 'Status',
    aside: true,
    cell: ({ status }) =>
      status === 'active' ? (
        <StatusBadge label="Active" tone="green" meaning="May sign in" />
      ) : (
        <StatusBadge label="Disabled" tone="gray" meaning="May not sign in" />
      ),
  },
]

type Open = { kind: 'new' } | { kind: 'edit'; user: User }

export function UsersPage() {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const actions: Column<User> = {
    header: 'Actions',
    hiddenHeader: true,
    aside: true,
    cell: (user) => (
      <Flex justify={{ md: 'end' }}>
        <Button
          size="xs"
          variant="outline"
          aria-label={`Change ${user.name}`}
          onClick={() => setOpen({ kind: 'edit', user })}
        >
          Change
        </Button>
      </Flex>
    ),
  }
  return (
    <>
      <PageHeader
        title="Users"
        actions={
          <Button onClick={() => setOpen({ kind: 'new' })}>
            <UserPlus aria-hidden />
            Add user
          </Button>
        }
      />
      <Flex mb="4">
        <SearchField
          label="Search users"
          placeholder="Name or e-mail"
          value={q}
          onSearch={(text) => navigate({ search: text ? { q: text } : {}, replace: true })}
        />
      </Flex>
      <QueryTable
        label="Users"
        query={usersQuery(q)}
        columns={[...columns, actions]}
        rowKey={({ id }) => id}
        empty={<Empty q={q} />}
      />
      {open?.kind === 'new' && <NewUserDialog onClose={close} />}
      {open?.kind === 'edit' && <EditUserDialog user={open.user} onClose={close} />}
    </>
  )
}
