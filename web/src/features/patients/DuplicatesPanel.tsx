import { Box, Button, Flex, Heading, Text } from '@chakra-ui/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInShort, isCivilDay } from '../../time/zone.ts'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { usePaused } from '../../ui/use-paused.ts'
import { type Candidate, nameToLookFor, rankCandidates } from './duplicates.ts'
import { similarQuery } from './queries.ts'

interface DuplicatesPanelProps {
  /** Goes on with the record that is there; without it, the chart is opened or booked for. */
  onTake?: (patient: Patient) => void
}

interface CandidateItemProps extends DuplicatesPanelProps {
  candidate: Candidate
}

const CandidateItem = ({ candidate: { patient, likeness }, onTake }: CandidateItemProps) => (
  <Box as="li" borderTopWidth="1px" py="3">
    <Flex justify="space-between" gap="3" align="start">
      <Box minW="0">
        <TextLink to="/patients/$id" params={{ id: patient.id }}>
          {patient.name}
        </TextLink>
        <Text textStyle="xs" color="fg.muted">
          {t('patients.choice', { mrn: patient.mrn, born: dayInShort(patient.birthDate) })}
        </Text>
        <Text textStyle="xs" fontWeight={likeness === 'both' ? 'semibold' : undefined}>
          {t(`patients.registering.duplicates.${likeness}`)}
        </Text>
      </Box>
      {onTake ? (
        <Button
          size="xs"
          variant="outline"
          aria-label={t('patients.registering.duplicates.takeFor', { name: patient.name })}
          onClick={() => onTake(patient)}
        >
          {t('patients.registering.duplicates.take')}
        </Button>
      ) : (
        <ButtonLink
          to="/appointments/new"
          search={{ patientId: patient.id }}
          look="outline"
          size="xs"
          aria-label={t('patients.list.bookFor', { name: patient.name })}
        >
          {t('patients.registering.duplicates.book')}
        </ButtonLink>
      )}
    </Flex>
  </Box>
)

/** Who may be registered already, while one writes. It never stands in the way: two people can share a name and a birthday. */
export function DuplicatesPanel({ onTake }: DuplicatesPanelProps) {
  const [givenName, familyName, birthDate]: [string, string, string] = useWatch({
    name: ['givenName', 'familyName', 'birthDate'],
  })
  const name = usePaused(nameToLookFor(givenName, familyName))
  const born = isCivilDay(birthDate) ? birthDate : ''
  const similar = useQuery({ ...similarQuery(name), enabled: Boolean(name), placeholderData: keepPreviousData })
  const peers = useQuery({ ...similarQuery(born), enabled: Boolean(born) })
  const candidates = rankCandidates(name ? (similar.data ?? []) : [], born ? (peers.data ?? []) : [], born)
  return (
    <Panel>
      <Heading as="h2" size="md" mb="1">
        {t('patients.registering.duplicates.title')}
      </Heading>
      <Text textStyle="sm" color="fg.muted" role="status">
        {candidates.length > 0
          ? t('patients.registering.duplicates.announce', { count: candidates.length })
          : name || born
            ? t('patients.registering.duplicates.none')
            : t('patients.registering.duplicates.waiting')}
      </Text>
      {candidates.length > 0 && (
        <>
          <Text textStyle="sm" color="fg.muted" mb="2">
            {t(`patients.registering.duplicates.${onTake ? 'introTake' : 'intro'}`)}
          </Text>
          <Box as="ul" listStyleType="none">
            {candidates.map((candidate) => (
              <CandidateItem key={candidate.patient.id} candidate={candidate} {...(onTake && { onTake })} />
            ))}
          </Box>
        </>
      )}
    </Panel>
  )
}
