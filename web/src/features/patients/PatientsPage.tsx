import { Flex, Text } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { CalendarPlus, UserPlus, UserRoundSearch } from 'lucide-react'
import type { Patient } from '../../api/records.ts'
import { ageOn, dayInShort } from '../../time/zone.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { patientsQuery } from './queries.ts'

const route = getRouteApi('/_app/patients/')

const Empty = ({ q }: { q: string }) => (
  <EmptyState
    icon={UserRoundSearch}
    title={q ? `Nobody found for “${q}”` : 'No patients yet'}
    body={
      q
        ? 'Try fewer letters, the MRN, a phone number or the birth date (1980-05-17).'
        : 'Register the first one to book for them.'
    }
    action={
      <ButtonLink to="/patients/new" look="outline" size="sm">
        Register patient
      </ButtonLink>
    }
  />
)

function Born({ birthDate }: Pick<Patient, 'birthDate'>) {
  const { clock } = useSignedIn()
  return (
    <>
      {dayInShort(birthDate)}
      <Text as="span" color="fg.muted">
        {' '}
        · {ageOn(clock.dayOf(Date.now()), birthDate)} years
      </Text>
    </>
  )
}

const columns: Column<Patient>[] = [
  {
    header: 'Name',
    cell: ({ id, name }) => (
      <TextLink to="/patients/$id" params={{ id }}>
        {name}
      </TextLink>
    ),
  },
  { header: 'MRN', cell: ({ mrn }) => mrn },
  { header: 'Born', cell: ({ birthDate }) => <Born birthDate={birthDate} /> },
  { header: 'Sex', cell: ({ sex }) => sex },
  { header: 'Phone', cell: ({ phone }) => phone ?? <Text color="fg.muted">No phone</Text> },
  {
    header: 'Actions',
    hiddenHeader: true,
    aside: true,
    cell: ({ id, name }) => (
      <Flex justify={{ md: 'end' }}>
        <ButtonLink
          to="/appointments/new"
          search={{ patientId: id }}
          look="outline"
          size="xs"
          aria-label={`Book for ${name}`}
        >
          <CalendarPlus aria-hidden />
          Book
        </ButtonLink>
      </Flex>
    ),
  },
]

export function PatientsPage() {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <PageHeader
        title="Patients"
        actions={
          <ButtonLink to="/patients/new">
            <UserPlus aria-hidden />
            Register patient
          </ButtonLink>
        }
      />
      <Flex mb="4">
        <SearchField
          label="Search patients"
          placeholder="Name, MRN, phone or birth date"
          value={q}
          onSearch={(text) => navigate({ search: text ? { q: text } : {}, replace: true })}
        />
      </Flex>
      <QueryTable
        label="Patients"
        query={patientsQuery(q)}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<Empty q={q} />}
      />
    </>
  )
}
