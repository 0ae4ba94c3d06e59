import { Badge, Box, Flex, Heading, Skeleton, Stack, Text } from '@chakra-ui/react'
import { TriangleAlert } from 'lucide-react'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ageOn, dayInShort } from '../../time/zone.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { allergyInWords, sexLabels, yearsInWords } from './words.ts'

function Allergies({ allergies }: Pick<Patient, 'allergies'>) {
  if (!allergies.length)
    return (
      <Text color="fg.muted" textStyle="sm">
        {t('patients.allergies.none')}
      </Text>
    )
  return (
    <Flex align="start" gap="2" bg="red.subtle" color="red.fg" px="3" py="1" borderRadius="l2" textStyle="sm">
      <Box pt="0.5" flexShrink="0">
        <TriangleAlert size={16} aria-label={t('patients.allergies.label')} role="img" />
      </Box>
      <Flex as="ul" listStyleType="none" columnGap="4" wrap="wrap" fontWeight="medium">
        {allergies.map((allergy) => (
          <li key={`${allergy.substance}${allergy.reaction}`}>{allergyInWords(allergy)}</li>
        ))}
      </Flex>
    </Flex>
  )
}

function Identity({ patient }: { patient: Patient }) {
  const { clock } = useSignedIn()
  const { name, mrn, birthDate, sex, allergies, archivedAt } = patient
  const age = yearsInWords(ageOn(clock.dayOf(Date.now()), birthDate))
  return (
    <>
      <Flex columnGap="4" rowGap="1" wrap="wrap" align="baseline">
        <Heading as="h1" size={{ base: 'xl', md: '2xl' }} lineHeight="1.25">
          {name}
        </Heading>
        <Flex columnGap="4" wrap="wrap" align="baseline" textStyle="sm">
          <Text fontWeight="medium">{mrn}</Text>
          <Text>{t('patients.bornAndAge', { born: dayInShort(birthDate), age })}</Text>
          <Text>{sexLabels[sex]}</Text>
          {archivedAt && <Badge colorPalette="gray">{t('patients.chart.archived')}</Badge>}
        </Flex>
      </Flex>
      <Allergies allergies={allergies} />
      {archivedAt && (
        <Text textStyle="sm" color="fg.muted">
          {t('patients.chart.archivedOn', { day: dayInShort(clock.dayOf(archivedAt)) })}
        </Text>
      )}
    </>
  )
}

const Waiting = () => (
  <>
    <Box srOnly role="status">
      {t('patients.chart.waiting')}
    </Box>
    <Skeleton height="8" width="72" maxW="full" aria-hidden />
    <Skeleton height="6" width="96" maxW="full" aria-hidden />
  </>
)

/** Nothing sticks on a screen that is as low as a phone's on its side, or enlarged fourfold. */
const scrollsAwayWhenLow = { '@media (max-height: 28rem)': { position: 'static' } }

interface ChartBannerProps {
  /** Undefined while the record is on its way: then nobody is shown. */
  patient: Patient | undefined
}

/** Who this is and what they must not be given, in sight on every section of the chart. */
export const ChartBanner = ({ patient }: ChartBannerProps) => (
  <Box
    as="section"
    aria-label={t('patients.chart.banner')}
    aria-busy={!patient}
    position="sticky"
    top="var(--stuck-height, 4rem)"
    zIndex="1"
    bg="bg"
    pt="1"
    pb="3"
    css={scrollsAwayWhenLow}
  >
    <Stack gap="2" align="start">
      {patient ? <Identity patient={patient} /> : <Waiting />}
    </Stack>
  </Box>
)
