import { Flex, Text } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { CalendarPlus, Stethoscope } from 'lucide-react'
import type { Doctor } from '../../api/records.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { hoursInWords } from './hours.ts'
import { doctorsQuery } from './queries.ts'

const route = getRouteApi('/_app/doctors/')

const Empty = ({ q }: { q: string }) => (
  <EmptyState
    icon={Stethoscope}
    title={q ? `Nobody found for “${q}”` : 'No doctors yet'}
    body={q ? 'Try fewer letters, or a specialty.' : 'An administrator adds them.'}
  />
)

const everyoneColumns: Column<Doctor>[] = [
  {
    header: 'Name',
    cell: ({ id, name }) => (
      <TextLink to="/doctors/$id" params={{ id }}>
        {name}
      </TextLink>
    ),
  },
  { header: 'Specialty', cell: ({ specialty }) => specialty },
  { header: 'Room', cell: ({ room }) => room ?? <Text color="fg.muted">No room</Text> },
]

const staffColumns: Column<Doctor>[] = [
  { header: 'Hours', cell: (doctor) => ('hours' in doctor ? hoursInWords(doctor.hours) : null) },
  { header: 'Phone', cell: (doctor) => ('phone' in doctor && doctor.phone) || <Text color="fg.muted">No phone</Text> },
]

const bookColumn: Column<Doctor> = {
  header: 'Actions',
  hiddenHeader: true,
  aside: true,
  cell: ({ id, name }) => (
    <Flex justify={{ md: 'end' }}>
      <ButtonLink
        to="/appointments/new"
        search={{ doctorId: id }}
        look="outline"
        size="xs"
        aria-label={`Book with ${name}`}
      >
        <CalendarPlus aria-hidden />
        Book
      </ButtonLink>
    </Flex>
  ),
}

export function DoctorsPage() {
  const { user } = useSignedIn()
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const columns = [...everyoneColumns, ...(may(user.role, 'doctor.read-details') ? staffColumns : []), bookColumn]
  return (
    <>
      <PageHeader title="Doctors" />
      <Flex mb="4">
        <SearchField
          label="Search doctors"
          placeholder="Name or specialty"
          value={q}
          onSearch={(text) => navigate({ search: text ? { q: text } : {}, replace: true })}
        />
      </Flex>
      <QueryTable
        label="Doctors"
        query={doctorsQuery(q)}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<Empty q={q} />}
      />
    </>
  )
}
