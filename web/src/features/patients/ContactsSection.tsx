import { Heading, Stack } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { AccountPanel } from './AccountPanel.tsx'
import { Reach } from './Reach.tsx'
import { useChart } from './use-chart.ts'
import { contactInWords } from './words.ts'

export function ContactsSection() {
  const patient = useChart()
  const { phone, email, address, emergencyContact: contact } = patient
  return (
    <Stack gap="5">
      <Panel>
        <Heading as="h2" size="lg" mb="4">
          {t('patients.form.reach')}
        </Heading>
        <Facts
          facts={[
            [t('patients.facts.phone'), <Reach key="phone" scheme="tel" value={phone} />],
            [t('patients.facts.email'), <Reach key="email" scheme="mailto" value={email} />],
            [t('patients.facts.address'), address ?? t('patients.notKnown')],
          ]}
        />
      </Panel>
      <Panel>
        <Heading as="h2" size="lg" mb="4">
          {t('patients.emergency.title')}
        </Heading>
        <Facts
          facts={
            contact
              ? [
                  [t('patients.facts.name'), contactInWords(contact)],
                  [t('patients.facts.phone'), <Reach key="phone" scheme="tel" value={contact.phone} />],
                ]
              : [[t('patients.facts.name'), t('patients.emergency.nobody')]]
          }
        />
      </Panel>
      <AccountPanel patient={patient} />
    </Stack>
  )
}
