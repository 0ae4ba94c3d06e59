import { Alert } from '@chakra-ui/react'

/** One sentence for every reason, so that nobody learns which addresses have accounts. */
export const LoginRefused = () => (
  <Alert.Root status="error">
    <Alert.Content>
      <Alert.Description>
        This e-mail and password don’t go together, or the account is disabled. Try again, or ask an administrator.
      </Alert.Description>
    </Alert.Content>
  </Alert.Root>
)
