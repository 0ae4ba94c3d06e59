import { Alert } from '@chakra-ui/react'
import { toApiError } from '../../api/problem.ts'
import { t } from '../../language/t.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'

/** Why somebody is not signed in: one sentence for every wrong pair, so that nobody learns which addresses have accounts. */
export const LoginRefused = ({ failure }: { failure: unknown }) =>
  toApiError(failure).kind === 'unauthenticated' ? (
    <Alert.Root status="error">
      <Alert.Content>
        <Alert.Description>{t('auth.signIn.refused')}</Alert.Description>
      </Alert.Content>
    </Alert.Root>
  ) : (
    <FailureNotice failure={failure} />
  )
