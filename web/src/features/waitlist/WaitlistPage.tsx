import { Box, Heading, Stack, Text } from '@chakra-ui/react'
import { may } from '@wardline/kit/permissions'
import { CalendarClock, Hourglass } from 'lucide-react'
import type { FreedSlot, WaitlistEntry } from '../../api/records.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { Moment } from './Moment.tsx'
import { freedSlotsQuery, waitlistQuery } from './queries.ts'
import { describeEntry, describeOffer } from './states.ts'
import { wanted, windowInWords } from './words.ts'

function CanCome({ entry }: { entry: WaitlistEntry }) {
  const { clock } = useSignedIn()
  return windowInWords(entry, clock)
}

const columns: Column<WaitlistEntry>[] = [
  {
    header: 'Patient',
    cell: ({ id, patient, createdAt }) => (
      <Box>
        <TextLink to="/waitlist/$id" params={{ id }}>
          {nameOf(patient)}
        </TextLink>
        <Text textStyle="xs" color="fg.muted">
          {patient.mrn} · since <Moment at={createdAt} />
        </Text>
      </Box>
    ),
  },
  { header: 'Waits for', cell: wanted },
  { header: 'Can come', cell: (entry) => <CanCome entry={entry} /> },
  { header: 'Status', aside: true, cell: ({ status }) => <StatusBadge {...describeEntry(status)} /> },
]

const Asked = ({ offers, endedAt }: FreedSlot) =>
  offers.length === 0 ? (
    <Text color="fg.muted">{endedAt ? 'Nobody waited for it' : 'Nobody yet'}</Text>
  ) : (
    <Stack as="ol" gap="1.5" listStyleType="none">
      {offers.map(({ id, entryId, patient, status }) => (
        <Box as="li" key={id}>
          <TextLink to="/waitlist/$id" params={{ id: entryId }}>
            {nameOf(patient)}
          </TextLink>{' '}
          <StatusBadge {...describeOffer(status)} />
        </Box>
      ))}
    </Stack>
  )

const freedColumns: Column<FreedSlot>[] = [
  {
    header: 'Time',
    cell: ({ startsAt, freedAt }) => (
      <Box>
        <Moment at={startsAt} />
        <Text textStyle="xs" color="fg.muted">
          Became free <Moment at={freedAt} />
        </Text>
      </Box>
    ),
  },
  { header: 'Doctor', cell: ({ doctor }) => nameOf(doctor) },
  { header: 'Asked, in order', cell: (slot) => <Asked {...slot} /> },
]

/** Who waits for a time, and what became of the times that became free. */
export function WaitlistPage() {
  const { user } = useSignedIn()
  return (
    <>
      <PageHeader title="Waiting list" />
      <Stack gap="8">
        <QueryTable
          label="Waiting list"
          query={waitlistQuery}
          columns={columns}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              icon={Hourglass}
              title="Nobody waits"
              body="Who found no time that suits can wait here; a time that becomes free is offered to them in turn."
            />
          }
        />
        {may(user.role, 'waitlist.read-offers') && (
          <section aria-labelledby="freed">
            <Heading as="h2" id="freed" size="lg" mb="3">
              Times that became free
            </Heading>
            <QueryTable
              label="Times that became free"
              query={freedSlotsQuery}
              columns={freedColumns}
              rowKey={({ id }) => id}
              empty={
                <EmptyState
                  icon={CalendarClock}
                  title="None yet"
                  body="When an appointment is cancelled or moved, its time is offered to who waits, and shows here."
                />
              }
            />
          </section>
        )}
      </Stack>
    </>
  )
}
