import { Flex } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CalendarPlus, UserPlus, UserRoundSearch } from 'lucide-react'
import { useMemo } from 'react'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ageOn, type CivilDay, dayInShort } from '../../time/zone.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { needsMoreDigits } from './asked.ts'
import { beginChart, patientsQuery } from './queries.ts'
import { sexLabels, yearsInWords } from './words.ts'

const route = getRouteApi('/_app/patients/')

const TooFewDigits = ({ q }: { q: string }) => (
  <EmptyState
    icon={UserRoundSearch}
    title={t('patients.list.tooFew.title', { q })}
    body={t('patients.list.tooFew.body')}
  />
)

const Empty = ({ q }: { q: string }) => (
  <EmptyState
    icon={UserRoundSearch}
    title={q ? t('patients.list.notFound.title', { q }) : t('patients.list.none.title')}
    body={q ? t('patients.list.notFound.body') : t('patients.list.none.body')}
    action={
      <ButtonLink to="/patients/new" look="outline" size="sm">
        {t('patients.register')}
      </ButtonLink>
    }
  />
)

const words = t('patients.list', { returnObjects: true })

const bornAndAge = (birthDate: CivilDay, today: CivilDay) =>
  t('patients.bornAndAge', { born: dayInShort(birthDate), age: yearsInWords(ageOn(today, birthDate)) })

const columnsOn = (today: CivilDay): Column<Patient>[] => [
  {
    header: t('patients.list.name'),
    cell: ({ id, name }) => (
      <TextLink to="/patients/$id" params={{ id }}>
        {name}
      </TextLink>
    ),
  },
  { header: t('patients.list.mrn'), cell: ({ mrn }) => mrn },
  { header: t('patients.list.born'), cell: ({ birthDate }) => bornAndAge(birthDate, today) },
  { header: t('patients.list.sex'), cell: ({ sex }) => sexLabels[sex] },
  {
    header: t('patients.list.phone'),
    cell: ({ phone }) => phone ?? <span data-none>{words.noPhone}</span>,
  },
  {
    header: t('patients.list.actions'),
    hiddenHeader: true,
    aside: true,
    atEnd: true,
    cell: ({ id, name }) => (
      <ButtonLink
        to="/appointments/new"
        search={{ patientId: id }}
        look="outline"
        size="xs"
        aria-label={t('patients.list.bookFor', { name })}
      >
        <CalendarPlus aria-hidden />
        {words.book}
      </ButtonLink>
    ),
  },
]

const keyOf = ({ id }: Patient) => id

export function PatientsPage() {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { clock } = useSignedIn()
  const today = clock.dayOf(Date.now())
  const columns = useMemo(() => columnsOn(today), [today])
  return (
    <>
      <PageHeader
        title={t('patients.title')}
        actions={
          <ButtonLink to="/patients/new">
            <UserPlus aria-hidden />
            {t('patients.register')}
          </ButtonLink>
        }
      />
      <Flex mb="4">
        <SearchField
          label={t('patients.search.label')}
          placeholder={t('patients.search.placeholder')}
          value={q}
          onSearch={(text) => navigate({ search: text ? { q: text } : {}, replace: true })}
        />
      </Flex>
      <QueryTable
        label={t('patients.title')}
        query={patientsQuery(q)}
        columns={columns}
        rowKey={keyOf}
        empty={needsMoreDigits(q) ? <TooFewDigits q={q} /> : <Empty q={q} />}
        file={{ path: '/patients', query: { q }, name: t('patients.list.file') }}
        onOpen={({ id }) => void navigate({ to: '/patients/$id', params: { id } })}
        onIntent={({ id }) => beginChart(queryClient, id)}
      />
    </>
  )
}
