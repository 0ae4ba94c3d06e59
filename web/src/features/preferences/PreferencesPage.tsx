import { Heading, Stack } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ChannelsForm } from './ChannelsForm.tsx'
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
  return (
    <>
      <PageHeader title="Preferences" eyebrow="How you are told" />
      <Stack gap="5">
        <Section id="channels" title="Channels">
          <ChannelsForm preferences={preferences} />
        </Section>
        <Section id="quiet-hours" title="Quiet hours">
          <QuietHoursForm preferences={preferences} />
        </Section>
        <Section id="webhook" title="Webhook">
          <WebhookForm preferences={preferences} />
        </Section>
      </Stack>
    </>
  )
}
