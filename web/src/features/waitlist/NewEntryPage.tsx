import { Text } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type EntryStart, NewEntryForm } from './NewEntryForm.tsx'

export const NewEntryPage = ({ start }: { start: EntryStart }) => (
  <>
    <PageHeader title={t(start.patientIsFixed ? 'waitlist.addOwn' : 'waitlist.add')} />
    <Text color="fg.muted" maxW="2xl" mb="4">
      {t('waitlist.addIntro')}
    </Text>
    <Panel maxW="2xl">
      <NewEntryForm start={start} />
    </Panel>
  </>
)
