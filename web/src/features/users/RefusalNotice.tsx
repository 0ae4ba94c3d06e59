import { Alert } from '@chakra-ui/react'
import { CircleAlert } from 'lucide-react'
import { toApiError } from '../../api/problem.ts'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'

interface RefusalNoticeProps {
  failure: unknown
}

/** Why an account could not be changed; of the last administrator also what to do first. */
export const RefusalNotice = ({ failure }: RefusalNoticeProps) =>
  toApiError(failure).kind === 'last-admin' ? (
    <Alert.Root status="warning">
      <Alert.Indicator>
        <CircleAlert aria-hidden />
      </Alert.Indicator>
      <Alert.Content>
        <Alert.Description>{t('users.lastAdmin')}</Alert.Description>
      </Alert.Content>
    </Alert.Root>
  ) : (
    <FailureNotice failure={failure} />
  )
