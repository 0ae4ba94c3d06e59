import { Stack } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Section } from '../../ui/Section.tsx'
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
          <Section
            id="failed"
            title={t('deliveries.failures.title')}
            aside={<TextLink to="/deliveries">{t('deliveries.failures.seeAll')}</TextLink>}
          >
            <FailureSummary />
          </Section>
          <Section
            id="load"
            title={t('deliveries.home.load')}
            aside={<TextLink to="/appointments">{t('deliveries.home.seeDay')}</TextLink>}
          >
            <DayLoad />
          </Section>
          <Section id="health" title={t('deliveries.health.title')}>
            <HealthPanel />
          </Section>
        </Stack>
      </Together>
    </>
  )
}
