import { Button, Stack } from '@chakra-ui/react'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { Hourglass } from 'lucide-react'
import { inWords } from '../../api/problem.ts'
import type { WaitlistEntry } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { CallThem } from '../appointments/WhoIsTold.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { Moment } from './Moment.tsx'
import { OfferPanel } from './OfferPanel.tsx'
import { leaveWaitlist, waitlistEntryQuery } from './queries.ts'
import { describeEntry, describeOffer } from './states.ts'
import { wanted, windowInWords } from './words.ts'

const route = getRouteApi('/_app/waitlist/$id')

type Offer = WaitlistEntry['offers'][number]

const columns: Column<Offer>[] = [
  { header: t('waitlist.freed.time'), cell: ({ startsAt }) => <Moment at={startsAt} /> },
  { header: t('waitlist.freed.doctor'), cell: ({ doctor }) => nameOf(doctor) },
  { header: t('waitlist.entry.asked'), cell: ({ offeredAt }) => <Moment at={offeredAt} /> },
  { header: t('waitlist.entry.answer'), aside: true, cell: ({ status }) => <StatusBadge {...describeOffer(status)} /> },
]

function LeaveButton({ entry: { id, patient } }: { entry: WaitlistEntry }) {
  const { user } = useSignedIn()
  const queryClient = useQueryClient()
  const own = may(user.role, 'waitlist.leave') === 'own'
  const leave = useMutation({
    mutationFn: () => leaveWaitlist(id),
    onSuccess: () => toaster.create({ type: 'success', title: t('waitlist.entry.removed') }),
    onError: (failure) =>
      toaster.create({ type: 'error', title: t('waitlist.entry.notChanged'), description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['waitlist'] }),
  })
  return (
    <Button variant="outline" loading={leave.isPending} onClick={() => leave.mutate()}>
      {own ? t('waitlist.entry.stop') : t('waitlist.entry.remove', { patient: nameOf(patient) })}
    </Button>
  )
}

/** One who waits: what is offered just now, and what was before. */
export function WaitlistEntryPage() {
  const { id } = route.useParams()
  const { user, clock } = useSignedIn()
  const { data: entry } = useSuspenseQuery(waitlistEntryQuery(id))
  const { patient, offer, offers, reason, appointmentId, createdAt, status } = entry
  const state = describeEntry(status)
  const isStaff = may(user.role, 'patient.read') === 'any'
  const isWaiting = status === 'waiting' || status === 'offered'
  return (
    <>
      <PageHeader
        eyebrow={t('waitlist.title')}
        title={isStaff ? nameOf(patient) : t('waitlist.entry.own')}
        actions={
          <>
            {appointmentId && (
              <ButtonLink to="/appointments/$id" params={{ id: appointmentId }}>
                {t('waitlist.entry.see')}
              </ButtonLink>
            )}
            {isWaiting && <LeaveButton entry={entry} />}
          </>
        }
      />
      <Stack gap="5">
        {offer && <OfferPanel key={offer.id} entryId={id} offer={offer} />}
        {offer && isStaff && <CallThem patientId={patient.id} />}
        <Panel>
          <Facts
            facts={[
              [t('waitlist.status'), <StatusBadge key="status" {...state} />, state.meaning],
              [
                t('waitlist.patient'),
                isStaff ? (
                  <TextLink key="patient" to="/patients/$id" params={{ id: patient.id }}>
                    {nameOf(patient)}
                  </TextLink>
                ) : (
                  nameOf(patient)
                ),
                patient.mrn,
              ],
              [t('waitlist.waitsFor'), wanted(entry)],
              [t('waitlist.canCome'), windowInWords(entry, clock)],
              [t('waitlist.waitsSince'), clock.dayAndClock(createdAt)],
              [t('waitlist.reason'), reason || t('waitlist.notGiven')],
            ]}
          />
        </Panel>
        <Section id="offers" title={t('waitlist.entry.offered')}>
          <DataTable
            label={t('waitlist.entry.offered')}
            items={offers}
            columns={columns}
            rowKey={(each) => each.id}
            empty={
              <EmptyState icon={Hourglass} title={t('waitlist.entry.nothing')} body={t('waitlist.entry.nothingBody')} />
            }
          />
        </Section>
      </Stack>
    </>
  )
}
