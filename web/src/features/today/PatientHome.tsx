import { Box, Flex, Heading, Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { isMovable } from '@wardline/appointment/rules'
import { CalendarHeart, CalendarPlus } from 'lucide-react'
import { dayInWords } from '../../time/zone.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { actionsColumn, dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn } from '../appointments/columns.tsx'
import { appointmentsQuery, upcomingQuery } from '../appointments/queries.ts'
import { StatusActions } from '../appointments/StatusActions.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { NoRecordNotice } from '../patients/NoRecordNotice.tsx'
import { ownPatientQuery } from '../patients/queries.ts'

const columns = [dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn, actionsColumn]

const Empty = () => (
  <EmptyState
    icon={CalendarHeart}
    title="No appointments yet"
    body="Book one with the doctor you need; you are told at once if it changes."
  />
)

function NextAppointment() {
  const { clock } = useSignedIn()
  const upcoming = useQuery(upcomingQuery)
  if (upcoming.isPending) return <Skeleton height="28" mb="6" />
  if (upcoming.isError) return <FailureNotice failure={upcoming.error} onRetry={() => void upcoming.refetch()} />
  const next = upcoming.data.items.find(({ status }) => isMovable(status))
  return (
    <Box as="section" mb="6" aria-labelledby="next-appointment">
      <Panel>
        <Text textStyle="sm" color="fg.muted">
          Your next appointment
        </Text>
        {next ? (
          <Flex justify="space-between" gap="4" wrap="wrap" align="center">
            <Box>
              <Heading as="h2" id="next-appointment" size="xl">
                {dayInWords(clock.dayOf(next.startsAt))} at {clock.clock(next.startsAt)}
              </Heading>
              <Text textStyle="sm" mt="1">
                With {nameOf(next.doctor)} · hospital time ({clock.timeZone})
              </Text>
            </Box>
            <StatusActions appointment={next} />
          </Flex>
        ) : (
          <Heading as="h2" id="next-appointment" size="xl">
            Nothing booked
          </Heading>
        )}
      </Panel>
    </Box>
  )
}

export default function PatientHome() {
  const { user } = useSignedIn()
  const record = useQuery(ownPatientQuery)
  if (record.data === null) return <NoRecordNotice />
  return (
    <>
      <PageHeader
        title={`Welcome, ${user.name}`}
        actions={
          <ButtonLink to="/appointments/new">
            <CalendarPlus aria-hidden />
            Book an appointment
          </ButtonLink>
        }
      />
      <NextAppointment />
      <Heading as="h2" size="lg" mb="3">
        All your appointments
      </Heading>
      <QueryTable
        label="Your appointments"
        query={appointmentsQuery({ sort: '-startsAt' })}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<Empty />}
      />
    </>
  )
}
