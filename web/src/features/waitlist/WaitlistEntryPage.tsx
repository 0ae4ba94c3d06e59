import { Button, Heading, Stack } from '@chakra-ui/react'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { Hourglass } from 'lucide-react'
import { inWords } from '../../api/problem.ts'
import type { WaitlistEntry } from '../../api/records.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { Moment } from './Moment.tsx'
import { OfferPanel } from './OfferPanel.tsx'
import { leaveWaitlist, waitlistEntryQuery } from './queries.ts'
import { describeEntry, describeOffer } from './states.ts'
import { wanted, windowInWords } from './words.ts'

const route = getRouteApi('/_app/waitlist/$id')

type Offer = WaitlistEntry['offers'][number]

const columns: Column<Offer>[] = [
  { header: 'Time', cell: ({ startsAt }) => <Moment at={startsAt} /> },
  { header: 'Doctor', cell: ({ doctor }) => nameOf(doctor) },
  { header: 'Asked', cell: ({ offeredAt }) => <Moment at={offeredAt} /> },
  { header: 'Answer', aside: true, cell: ({ status }) => <StatusBadge {...describeOffer(status)} /> },
]

function LeaveButton({ entry: { id, patient } }: { entry: WaitlistEntry }) {
  const { user } = useSignedIn()
  const queryClient = useQueryClient()
  const own = may(user.role, 'waitlist.leave') === 'own'
  const leave = useMutation({
    mutationFn: () => leaveWaitlist(id),
    onSuccess: () => toaster.create({ type: 'success', title: 'Taken off the waiting list' }),
    onError: (failure) => toaster.create({ type: 'error', title: 'Not changed', description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['waitlist'] }),
  })
  return (
    <Button variant="outline" loading={leave.isPending} onClick={() => leave.mutate()}>
      {own ? 'Stop waiting' : `Take ${nameOf(patient)} off the list`}
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
        eyebrow="Waiting list"
        title={isStaff ? nameOf(patient) : 'Waiting for a time'}
        actions={
          <>
            {appointmentId && (
              <ButtonLink to="/appointments/$id" params={{ id: appointmentId }}>
                See the appointment
              </ButtonLink>
            )}
            {isWaiting && <LeaveButton entry={entry} />}
          </>
        }
      />
      <Stack gap="5">
        {offer && <OfferPanel key={offer.id} entryId={id} offer={offer} />}
        <Panel>
          <Facts
            facts={[
              ['Status', <StatusBadge key="status" {...state} />, state.meaning],
              [
                'Patient',
                isStaff ? (
                  <TextLink key="patient" to="/patients/$id" params={{ id: patient.id }}>
                    {nameOf(patient)}
                  </TextLink>
                ) : (
                  nameOf(patient)
                ),
                patient.mrn,
              ],
              ['Waits for', wanted(entry)],
              ['Can come', windowInWords(entry, clock)],
              ['Waits since', clock.dayAndClock(createdAt)],
              ['Reason', reason ?? 'Not given'],
            ]}
          />
        </Panel>
        <section aria-labelledby="offers">
          <Heading as="h2" id="offers" size="lg" mb="3">
            Times offered
          </Heading>
          <DataTable
            label="Times offered"
            items={offers}
            columns={columns}
            rowKey={(each) => each.id}
            empty={
              <EmptyState
                icon={Hourglass}
                title="Nothing offered yet"
                body="As soon as a time becomes free that fits, it is kept for fifteen minutes, and they are told."
              />
            }
          />
        </section>
      </Stack>
    </>
  )
}
