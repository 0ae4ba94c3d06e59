import { Checkbox, Flex, Text } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { CalendarPlus, Stethoscope, UserPlus } from 'lucide-react'
import type { Doctor } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { hoursInWords } from './hours.ts'
import { doctorsQuery, inFull } from './queries.ts'

const route = getRouteApi('/_app/doctors/')

const Empty = ({ q, canAdd }: { q: string; canAdd: boolean }) => (
  <EmptyState
    icon={Stethoscope}
    title={q ? t('doctors.empty.found', { q }) : t('doctors.empty.none')}
    body={q ? t('doctors.empty.fewer') : t(canAdd ? 'doctors.empty.add' : 'doctors.empty.byAdmin')}
  />
)

const isArchived = (doctor: Doctor) => Boolean(inFull(doctor)?.archivedAt)

const everyoneColumns: Column<Doctor>[] = [
  {
    header: t('doctors.name'),
    cell: (doctor) => (
      <Flex gap="2" wrap="wrap" align="center">
        <TextLink to="/doctors/$id" params={{ id: doctor.id }}>
          {doctor.name}
        </TextLink>
        {isArchived(doctor) && (
          <StatusBadge label={t('doctors.archived')} tone="gray" meaning={t('doctors.archivedMeaning')} />
        )}
      </Flex>
    ),
  },
  { header: t('doctors.specialty'), cell: ({ specialty }) => specialty },
  { header: t('doctors.room'), cell: ({ room }) => room ?? <Text color="fg.muted">{t('doctors.noRoom')}</Text> },
]

const staffColumns: Column<Doctor>[] = [
  { header: t('doctors.hours'), cell: (doctor) => ('hours' in doctor ? hoursInWords(doctor.hours) : null) },
  {
    header: t('doctors.phone'),
    cell: (doctor) => inFull(doctor)?.phone || <Text color="fg.muted">{t('doctors.noPhone')}</Text>,
  },
]

const bookColumn = (isForOthers: boolean): Column<Doctor> => ({
  header: t('doctors.actions'),
  hiddenHeader: true,
  aside: true,
  cell: (doctor) =>
    !isArchived(doctor) && (
      <Flex justify={{ md: 'end' }}>
        <ButtonLink
          to="/appointments/new"
          search={{ doctorId: doctor.id }}
          look="outline"
          size="xs"
          aria-label={t(isForOthers ? 'doctors.bookForOthersWith' : 'doctors.bookWith', { doctor: doctor.name })}
        >
          <CalendarPlus aria-hidden />
          {t(isForOthers ? 'doctors.bookForOthers' : 'doctors.book')}
        </ButtonLink>
      </Flex>
    ),
})

const [bookOwn, bookForOthers] = [bookColumn(false), bookColumn(true)]

export function DoctorsPage() {
  const { user } = useSignedIn()
  const { q = '', archived = false } = route.useSearch()
  const navigate = route.useNavigate()
  const show = (next: { q: string; archived: boolean }) =>
    navigate({ search: { ...(next.q && { q: next.q }), ...(next.archived && { archived: true }) }, replace: true })
  const canManage = may(user.role, 'doctor.manage') !== undefined
  const isStaff = may(user.role, 'doctor.read-details') !== undefined
  const columns = [...everyoneColumns, ...(isStaff ? [...staffColumns, bookForOthers] : [bookOwn])]
  return (
    <>
      <PageHeader
        title={t('doctors.title')}
        actions={
          canManage && (
            <ButtonLink to="/doctors/new">
              <UserPlus aria-hidden />
              {t('doctors.add')}
            </ButtonLink>
          )
        }
      />
      <Flex mb="4" gap="4" wrap="wrap" align="center">
        <SearchField
          label={t('doctors.search')}
          placeholder={t('doctors.searchHint')}
          value={q}
          onSearch={(text) => show({ q: text, archived })}
        />
        {canManage && (
          <Checkbox.Root checked={archived} onCheckedChange={({ checked }) => show({ q, archived: checked === true })}>
            <Checkbox.HiddenInput />
            <Checkbox.Control borderColor="border.control" />
            <Checkbox.Label>{t('doctors.withArchived')}</Checkbox.Label>
          </Checkbox.Root>
        )}
      </Flex>
      <QueryTable
        label={t('doctors.title')}
        query={doctorsQuery(q, archived)}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<Empty q={q} canAdd={canManage} />}
        file={{ path: '/doctors', query: { q, ...(archived && { archived }) }, name: t('doctors.title') }}
      />
    </>
  )
}
