import { Flex, Heading, Stack } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Together } from '../../ui/Together.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { FailureSummary } from '../deliveries/FailureSummary.tsx'
import { HealthPanel } from '../deliveries/HealthPanel.tsx'
import { failuresQuery, healthQuery } from '../deliveries/queries.ts'
import { DayLoad } from './DayLoad.tsx'
import { loadQuery } from './queries.ts'

/** What failed comes first: it waits for nobody else. Then how full the day is, then how Wardline is. */
export default function AdminHome() {
  const { clock } = useSignedIn()
  const today = clock.dayOf(Date.now())
  const answers = [useQuery(failuresQuery()), useQuery(loadQuery(today)), useQuery(healthQuery)]
  return (
    <>
      <PageHeader eyebrow={dayInWords(today)} title={t('deliveries.home.title')} />
      <Together answers={answers}>
        <Stack gap="8">
          <section aria-labelledby="failed">
            <Flex justify="space-between" align="baseline" gap="3" mb="3">
              <Heading as="h2" id="failed" size="lg">
                {t('deliveries.failures.title')}
              </Heading>
              <TextLink to="/deliveries">{t('deliveries.failures.seeAll')}</TextLink>
            </Flex>
            <FailureSummary />
          </section>
          <section aria-labelledby="load">
            <Flex justify="space-between" align="baseline" gap="3" mb="3">
              <Heading as="h2" id="load" size="lg">
                {t('deliveries.home.load')}
              </Heading>
              <TextLink to="/appointments">{t('deliveries.home.seeDay')}</TextLink>
            </Flex>
            <DayLoad />
          </section>
          <section aria-labelledby="health">
            <Heading as="h2" id="health" size="lg" mb="3">
              {t('deliveries.health.title')}
            </Heading>
            <HealthPanel />
          </section>
        </Stack>
      </Together>
    </>
  )
}
