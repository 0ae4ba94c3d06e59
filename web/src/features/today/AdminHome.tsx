import { Flex, Heading, Stack } from '@chakra-ui/react'
import { dayInWords } from '../../time/zone.ts'
import { TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import {
  actionsColumn,
  doctorColumn,
  patientColumn,
  reasonColumn,
  statusColumn,
  timeColumn,
} from '../appointments/columns.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { FailureGroups } from '../deliveries/FailureGroups.tsx'
import { DayWorklist } from './DayWorklist.tsx'

const columns = [timeColumn, patientColumn, doctorColumn, reasonColumn, statusColumn, actionsColumn]

/** What failed comes first: it waits for nobody else. */
export default function AdminHome() {
  const { clock } = useSignedIn()
  return (
    <>
      <PageHeader eyebrow={dayInWords(clock.dayOf(Date.now()))} title="Today at the hospital" />
      <Stack gap="8">
        <section aria-labelledby="failed">
          <Flex justify="space-between" align="baseline" gap="3" mb="3">
            <Heading as="h2" id="failed" size="lg">
              Could not be delivered
            </Heading>
            <TextLink to="/deliveries">See all</TextLink>
          </Flex>
          <FailureGroups rows={5} />
        </section>
        <section aria-labelledby="day">
          <Heading as="h2" id="day" size="lg" mb="3">
            Appointments
          </Heading>
          <DayWorklist columns={columns} startsWith="open" />
        </section>
      </Stack>
    </>
  )
}
