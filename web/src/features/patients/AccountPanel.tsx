import { Button, Flex, Heading, Text } from '@chakra-ui/react'
import { may } from '@wardline/kit/permissions'
import { useState } from 'react'
import type { Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { LinkDialog, UnlinkDialog } from './AccountDialogs.tsx'

/** The portal account that sees this record; the desk links it, which knows the face. */
export function AccountPanel({ patient }: { patient: Patient }) {
  const { user } = useSignedIn()
  const [isOpen, setOpen] = useState(false)
  const isLinked = patient.userId !== null
  const close = () => setOpen(false)
  return (
    <Panel>
      <Flex justify="space-between" align="start" gap="3" wrap="wrap">
        <div>
          <Heading as="h2" size="lg" mb="2">
            {t('patients.account.title')}
          </Heading>
          <Text textStyle="sm">{isLinked ? t('patients.account.linked') : t('patients.account.none')}</Text>
          <Text textStyle="sm" color="fg.muted">
            {isLinked ? t('patients.account.meaning') : t('patients.account.noneMeaning')}
          </Text>
        </div>
        {may(user.role, 'patient.link') && !patient.archivedAt && (
          <Button size="sm" variant="outline" onClick={() => setOpen(true)}>
            {isLinked ? t('patients.account.unlink') : t('patients.account.link')}
          </Button>
        )}
      </Flex>
      {isOpen && (isLinked ? <UnlinkDialog {...{ patient, close }} /> : <LinkDialog {...{ patient, close }} />)}
    </Panel>
  )
}
