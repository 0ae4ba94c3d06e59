import { Alert } from '@chakra-ui/react'
import type { UseFormReturn } from 'react-hook-form'
import { toApiError } from '../../api/problem.ts'
import { t } from '../../language/t.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'

interface Credentials {
  email: string
  password: string
}

/** What was refused is most often the password: it stands ready to be typed over. */
export const typeAgain = (form: UseFormReturn<Credentials>) => (failure: unknown) => {
  form.setFocus('password', { shouldSelect: true })
  throw failure
}

/** Why somebody is not signed in: one sentence for every wrong pair, so that nobody learns which addresses have accounts. */
export const LoginRefused = ({ failure }: { failure: unknown }) =>
  toApiError(failure).kind === 'unauthenticated' ? (
    <Alert.Root status="error" role="alert">
      <Alert.Content>
        <Alert.Description>{t('auth.signIn.refused')}</Alert.Description>
      </Alert.Content>
    </Alert.Root>
  ) : (
    <FailureNotice failure={failure} />
  )
