import { Box, Flex, Heading, Stack, Text } from '@chakra-ui/react'
import { Pencil } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { ageOn, dayInShort } from '../../time/zone.ts'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { AtHand } from './AtHand.tsx'
import { useChart } from './use-chart.ts'
import { allergyInWords, sexLabels, yearsInWords } from './words.ts'

export function DetailsSection() {
  const { clock } = useSignedIn()
  const patient = useChart()
  const { id, name, birthDate, sex, bloodType, mrn, allergies, archivedAt } = patient
  const age = yearsInWords(ageOn(clock.dayOf(Date.now()), birthDate))
  return (
    <Stack gap="5">
      <AtHand />
      <Panel>
        <Flex justify="space-between" align="start" gap="3" mb="4">
          <Heading as="h2" size="lg">
            {t('patients.form.who')}
          </Heading>
          {!archivedAt && (
            <ButtonLink to="/patients/$id/edit" params={{ id }} look="outline" size="sm">
              <Pencil aria-hidden />
              {t('patients.chart.edit')}
            </ButtonLink>
          )}
        </Flex>
        <Facts
          facts={[
            [t('patients.facts.name'), name],
            [t('patients.facts.born'), dayInShort(birthDate), age],
            [t('patients.facts.sex'), sexLabels[sex]],
            [t('patients.facts.mrn'), mrn],
            [t('patients.facts.registered'), clock.dayAndClock(patient.createdAt)],
            [t('patients.facts.changed'), clock.dayAndClock(patient.updatedAt)],
          ]}
        />
      </Panel>
      <Panel>
        <Heading as="h2" size="lg" mb="4">
          {t('patients.form.medical')}
        </Heading>
        <Facts
          facts={[
            [
              t('patients.allergies.label'),
              allergies.length ? (
                <Box as="ul" key="allergies" listStyleType="none">
                  {allergies.map((allergy) => (
                    <li key={`${allergy.substance}${allergy.reaction}`}>{allergyInWords(allergy)}</li>
                  ))}
                </Box>
              ) : (
                <Text key="none" color="fg.muted">
                  {t('patients.allergies.none')}
                </Text>
              ),
            ],
            [t('patients.facts.bloodType'), bloodType ?? t('patients.notKnown')],
          ]}
        />
      </Panel>
    </Stack>
  )
}
