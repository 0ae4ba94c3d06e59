import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus } from 'lucide-react'
import type { Appointment } from '../../api/records.ts'
import { dayInWords } from '../../time/zone.ts'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { actionsColumn, patientColumn, reasonColumn, statusColumn, timeColumn } from '../appointments/columns.tsx'
import { dayQuery } from '../appointments/queries.ts'
import { StatusActions } from '../appointments/StatusActions.tsx'
import { describeStatus } from '../appointments/status.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { DayWorklist } from './DayWorklist.tsx'
import { nextUp } from './worklist.ts'

const columns = [timeColumn, patientColumn, reasonColumn, statusColumn, actionsColumn]

function NextPatient({ appointment }: { appointment: Appointment }) {
  const { clock } = useSignedIn()
  const { patient, startsAt, reason } = appointment
  return (
    <Box as="section" mb="6" aria-labelledby="next-patient">
      <Panel>
        <Flex justify="space-between" align="center" gap="4" wrap="wrap">
          <Box>
            <Text textStyle="sm" color="fg.muted">
              Next, {clock.clock(startsAt)}
            </Text>
            <Heading as="h2" id="next-patient" size="xl">
              <TextLink to="/patients/$id" params={{ id: patient.id }}>
                {nameOf(patient)}
              </TextLink>
            </Heading>
            <Text textStyle="sm" mt="1">
              {patient.mrn ?? 'No MRN'} · {reason ?? 'No reason given'}
            </Text>
          </Box>
          <Flex gap="3" align="center">
            <StatusBadge {...describeStatus(appointment)} />
            <StatusActions appointment={appointment} />
          </Flex>
        </Flex>
      </Panel>
    </Box>
  )
}

/** A doctor's own day: who is next, then the list. The API answers a doctor with their own appointments. */
export default function DoctorHome() {
  const { clock } = useSignedIn()
  const today = clock.dayOf(Date.now())
  const { data: appointments = [] } = useQuery(dayQuery(clock, today))
  const next = nextUp(appointments)
  return (
    <>
      <PageHeader
        eyebrow={dayInWords(today)}
        title="Your day"
        actions={
          <ButtonLink to="/appointments/new">
            <CalendarPlus aria-hidden />
            New appointment
          </ButtonLink>
        }
      />
      {next && <NextPatient appointment={next} />}
      <DayWorklist columns={columns} startsWith="open" />
    </>
  )
}
