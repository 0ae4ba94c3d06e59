import { Box, Field, NativeSelect, Stack, Text } from '@chakra-ui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { Hourglass } from 'lucide-react'
import type { WaitlistEntry } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { CallThem } from '../appointments/WhoIsTold.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { FreedSlots } from './FreedSlots.tsx'
import { OfferPanel } from './OfferPanel.tsx'
import { filterOf, type Shown, shownGroups, waitlistQuery } from './queries.ts'
import { describeEntry } from './states.ts'
import { wanted, windowInWords } from './words.ts'

const route = getRouteApi('/_app/waitlist/')

const Empty = ({ shown, own }: { shown: Shown; own: boolean }) => {
  if (shown !== 'waiting')
    return <EmptyState icon={Hourglass} title={t('waitlist.empty.nobody')} body={t(`waitlist.empty.${shown}Body`)} />
  return (
    <EmptyState
      icon={Hourglass}
      title={t(own ? 'waitlist.empty.own' : 'waitlist.empty.title')}
      body={t(own ? 'waitlist.empty.ownBody' : 'waitlist.empty.body')}
    />
  )
}

function CanCome({ entry }: { entry: WaitlistEntry }) {
  const { clock } = useSignedIn()
  return windowInWords(entry, clock)
}

function Since({ entry: { patient, createdAt } }: { entry: WaitlistEntry }) {
  const { clock } = useSignedIn()
  return (
    <Text textStyle="xs" color="fg.muted">
      {patient.mrn} · {t('waitlist.since', { when: clock.dayAndClock(createdAt) })}
    </Text>
  )
}

function Standing({ entry: { status, patient } }: { entry: WaitlistEntry }) {
  const { user } = useSignedIn()
  const isStaff = may(user.role, 'waitlist.read') === 'any'
  return (
    <Box>
      <StatusBadge {...describeEntry(status)} />
      {isStaff && status === 'offered' && <CallThem patientId={patient.id} />}
    </Box>
  )
}

const columns: Column<WaitlistEntry>[] = [
  {
    header: t('waitlist.patient'),
    cell: (entry) => (
      <Box>
        <TextLink to="/waitlist/$id" params={{ id: entry.id }}>
          {nameOf(entry.patient)}
        </TextLink>
        <Since entry={entry} />
      </Box>
    ),
  },
  { header: t('waitlist.waitsFor'), cell: wanted },
  { header: t('waitlist.canCome'), cell: (entry) => <CanCome entry={entry} /> },
  { header: t('waitlist.status'), aside: true, cell: (entry) => <Standing entry={entry} /> },
]

/** What a patient is offered just now, first of all: the time to answer runs down. */
function OwnOffers() {
  const { data } = useInfiniteQuery(waitlistQuery('waiting'))
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  return entries.map(({ id, offer }) => offer && <OfferPanel key={offer.id} entryId={id} offer={offer} />)
}

/** Who waits for a time, and what became of the times that became free. */
export function WaitlistPage() {
  const { user } = useSignedIn()
  const { shown = 'waiting' } = route.useSearch()
  const navigate = route.useNavigate()
  const own = may(user.role, 'waitlist.read') === 'own'
  return (
    <>
      <PageHeader
        title={t('waitlist.title')}
        actions={
          <ButtonLink to="/waitlist/new">
            <Hourglass aria-hidden />
            {t(own ? 'waitlist.addOwn' : 'waitlist.add')}
          </ButtonLink>
        }
      />
      <Stack gap="8">
        {own && <OwnOffers />}
        <Stack gap="4">
          <Field.Root width="auto" alignSelf="start">
            <Field.Label>{t('waitlist.show')}</Field.Label>
            <NativeSelect.Root>
              <NativeSelect.Field
                value={shown}
                onChange={({ target }) => navigate({ search: { shown: target.value as Shown }, replace: true })}
              >
                {shownGroups.map((group) => (
                  <option key={group} value={group}>
                    {t(`waitlist.shown.${group}`)}
                  </option>
                ))}
              </NativeSelect.Field>
              <NativeSelect.Indicator />
            </NativeSelect.Root>
          </Field.Root>
          <QueryTable
            label={t('waitlist.title')}
            query={waitlistQuery(shown)}
            columns={columns}
            rowKey={({ id }) => id}
            empty={<Empty shown={shown} own={own} />}
            file={{ path: '/waitlist', query: filterOf(shown), name: t('waitlist.title') }}
          />
        </Stack>
        {may(user.role, 'waitlist.read-offers') && <FreedSlots />}
      </Stack>
    </>
  )
}
