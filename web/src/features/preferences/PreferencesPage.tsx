import { Heading, Stack } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { t } from '../../language/inside.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { ChannelsForm } from './ChannelsForm.tsx'
import { offersWebhook } from './channels.ts'
import { HereSection } from './HereSection.tsx'
import { QuietHoursForm } from './QuietHoursForm.tsx'
import { preferencesQuery } from './queries.ts'
import { WebhookForm } from './WebhookForm.tsx'

const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section aria-labelledby={id}>
    <Panel maxW="3xl">
      <Heading as="h2" id={id} size="lg" mb="4">
        {title}
      </Heading>
      {children}
    </Panel>
  </section>
)

/** How somebody is told, beside their inbox. */
export function PreferencesPage() {
  const { data: preferences } = useSuspenseQuery(preferencesQuery)
  const { user } = useSignedIn()
  return (
    <>
      <PageHeader title={t('preferences.title')} eyebrow={t('preferences.eyebrow')} />
      <Stack gap="5">
        <Section id="here" title={t('preferences.here.title')}>
          <HereSection />
        </Section>
        <Section id="channels" title={t('preferences.channels.title')}>
          <ChannelsForm preferences={preferences} />
        </Section>
        <Section id="quiet-hours" title={t('preferences.quiet.title')}>
          <QuietHoursForm preferences={preferences} />
        </Section>
        {offersWebhook(user.role, preferences.webhook !== null) && (
          <Section id="webhook" title={t('preferences.webhook.title')}>
            <WebhookForm preferences={preferences} />
          </Section>
        )}
      </Stack>
    </>
  )
}
