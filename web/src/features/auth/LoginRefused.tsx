import { Alert } from '@chakra-ui/react'
import { t } from '../../language/t.ts'

/** One sentence for every reason, so that nobody learns which addresses have accounts. */
export const LoginRefused = () => (
  <Alert.Root status="error">
    <Alert.Content>
      <Alert.Description>{t('auth.signIn.refused')}</Alert.Description>
    </Alert.Content>
  </Alert.Root>
)
