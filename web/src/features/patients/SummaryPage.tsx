import { Box, Heading, Skeleton, Table, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ageOn, dayInShort } from '../../time/zone.ts'
import { Facts } from '../../ui/Facts.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PrintFrame } from '../../ui/print/PrintFrame.tsx'
import { describeStatus } from '../appointments/status.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { summaryAppointmentsQuery } from './queries.ts'
import { useChart } from './use-chart.ts'
import { allergyInWords, contactInWords, sexLabels, yearsInWords } from './words.ts'

function Coming({ appointments }: { appointments: Appointment[] }) {
  const { clock } = useSignedIn()
  if (!appointments.length) return <Text textStyle="sm">{t('patients.summary.noneComing')}</Text>
  return (
    <Table.Root size="sm" css={{ '& tr, & th, & td': { bg: 'transparent', color: 'inherit' } }}>
      <Table.Header>
        <Table.Row>
          <Table.ColumnHeader>{t('patients.summary.when')}</Table.ColumnHeader>
          <Table.ColumnHeader>{t('patients.summary.doctor')}</Table.ColumnHeader>
          <Table.ColumnHeader>{t('patients.summary.reason')}</Table.ColumnHeader>
          <Table.ColumnHeader>{t('patients.summary.status')}</Table.ColumnHeader>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {appointments.map((appointment) => (
          <Table.Row key={appointment.id}>
            <Table.Cell whiteSpace="nowrap">{clock.dayAndClock(appointment.startsAt)}</Table.Cell>
            <Table.Cell>{nameOf(appointment.doctor)}</Table.Cell>
            <Table.Cell>{appointment.reason ?? appointment.type}</Table.Cell>
            <Table.Cell>{describeStatus(appointment).label}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table.Root>
  )
}

/** A patient on one sheet of paper: for a transfer, for a home visit, for when the screens are dark. */
export function SummaryPage() {
  const { clock } = useSignedIn()
  const patient = useChart()
  const { id, name, mrn, birthDate, sex, bloodType, allergies, phone, email, address } = patient
  const coming = useQuery(summaryAppointmentsQuery(clock, id))
  const contact = patient.emergencyContact
  const notKnown = t('patients.notKnown')
  return (
    <PrintFrame
      asOf={`${clock.dayAndClock(new Date().toISOString())} (${clock.timeZone})`}
      actions={
        <ButtonLink to="/patients/$id" params={{ id }} look="outline">
          {t('patients.summary.back')}
        </ButtonLink>
      }
    >
      <Text textStyle="sm">{t('patients.summary.title')}</Text>
      <Heading as="h2" size="2xl">
        {name}
      </Heading>
      <Text textStyle="sm" mb="4">
        {[mrn, dayInShort(birthDate), yearsInWords(ageOn(clock.dayOf(Date.now()), birthDate)), sexLabels[sex]].join(
          ' · ',
        )}
      </Text>
      <Box borderWidth="2px" borderColor="black" p="3" mb="5" data-together>
        <Heading as="h3" size="sm">
          {t('patients.allergies.label')}
        </Heading>
        {allergies.length ? (
          <Box as="ul" ps="5" listStyleType="disc">
            {allergies.map((allergy) => (
              <li key={`${allergy.substance}${allergy.reaction}`}>{allergyInWords(allergy)}</li>
            ))}
          </Box>
        ) : (
          <Text>{t('patients.allergies.none')}</Text>
        )}
      </Box>
      <Facts
        facts={[
          [t('patients.facts.bloodType'), bloodType ?? notKnown],
          [t('patients.facts.phone'), phone ?? notKnown],
          [t('patients.facts.email'), email ?? notKnown],
          [t('patients.facts.address'), address ?? notKnown],
          [
            t('patients.emergency.title'),
            contact ? contactInWords(contact) : t('patients.emergency.nobody'),
            contact?.phone,
          ],
        ]}
      />
      <Heading as="h3" size="md" mt="6" mb="2">
        {t('patients.summary.coming')}
      </Heading>
      {coming.isPending && <Skeleton height="10" />}
      {coming.isError && <FailureNotice failure={coming.error} onRetry={() => void coming.refetch()} />}
      {coming.data && <Coming appointments={coming.data.items} />}
      {coming.data?.nextCursor && (
        <Text textStyle="xs" mt="2">
          {t('patients.summary.more', { count: coming.data.items.length })}
        </Text>
      )}
    </PrintFrame>
  )
}
