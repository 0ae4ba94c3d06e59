import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import { t } from '../../../language/inside.ts'
import { TextLink } from '../../../ui/links.tsx'
import { nameOf } from '../../../ui/names.ts'
import { useSignedIn } from '../../auth/signed-in.ts'
import { InVisit } from '../Standing.tsx'
import { Waited } from '../waiting/Waited.tsx'
import { Absence } from './Absence.tsx'
import type { DoctorNow, Visit } from './now.ts'

const Line = ({ visit: { patient, arrivedAt, startedAt } }: { visit: Visit }) => (
  <Flex as="li" justify="space-between" columnGap="2" wrap="wrap" align="center" minH="6">
    <Box flex="1" minW="min({sizes.28}, 100%)">
      <TextLink to="/patients/$id" params={{ id: patient.id }}>
        {nameOf(patient)}
      </TextLink>
      <Text textStyle="xs" color="fg.muted">
        {patient.mrn}
      </Text>
    </Box>
    {startedAt ? <InVisit since={startedAt} /> : arrivedAt && <Waited since={arrivedAt} />}
  </Flex>
)

interface VisitsProps {
  label: string
  visits: Visit[]
}

const Visits = ({ label, visits }: VisitsProps) =>
  visits.length > 0 && (
    <Box mt="1">
      <Heading as="h4" textStyle="xs" fontFamily="body" fontWeight="medium" color="fg.muted">
        {label}
      </Heading>
      <Flex as="ul" aria-label={label} direction="column" gap="1" listStyleType="none" textStyle="sm">
        {visits.map((visit) => (
          <Line key={visit.id} visit={visit} />
        ))}
      </Flex>
    </Box>
  )

interface DoctorNowCardProps {
  now: DoctorNow
}

/** Who is with a doctor and who waits outside; of those to come, when the next is due. */
export function DoctorNowCard({ now: { doctor, leave, inProgress, waiting, expected } }: DoctorNowCardProps) {
  const { clock } = useSignedIn()
  const [next] = expected
  const about = [doctor.specialty, doctor.room].filter(Boolean).join(' · ')
  return (
    <Box as="li" bg="bg.panel" borderWidth="1px" borderRadius="l3" px="4" py="3" minW="0">
      <Heading as="h3" textStyle="sm" fontFamily="body" fontWeight="semibold">
        {nameOf(doctor)}
      </Heading>
      <Text textStyle="xs" color="fg.muted" mb="2" truncate title={about}>
        {about}
      </Text>
      <Absence leave={leave} />
      <Visits label={t('today.sections.inProgress.label')} visits={inProgress} />
      <Visits label={t('today.sections.waiting.label')} visits={waiting} />
      {waiting.length === 0 && (
        <Text textStyle="sm" color="fg.muted">
          {t('today.board.nobody')}
        </Text>
      )}
      {next && (
        <Text textStyle="xs" color="fg.muted" mt="2">
          {t('today.board.next', { count: expected.length, clock: clock.clock(next.startsAt) })}
        </Text>
      )}
    </Box>
  )
}
