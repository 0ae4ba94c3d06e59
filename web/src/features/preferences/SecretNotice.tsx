import { Alert, Button, Code } from '@chakra-ui/react'
import { KeyRound } from 'lucide-react'
import { toaster } from '../../ui/toaster.tsx'

interface SecretNoticeProps {
  secret: string
  onDone: () => void
}

/** A new secret, the one time that it can be read. */
export function SecretNotice({ secret, onDone }: SecretNoticeProps) {
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => toaster.create({ type: 'success', title: 'Copied' }),
      () =>
        toaster.create({ type: 'error', title: 'Not copied', description: 'Select the secret and copy it by hand.' }),
    )
  return (
    <Alert.Root status="warning">
      <Alert.Indicator>
        <KeyRound aria-hidden />
      </Alert.Indicator>
      <Alert.Content gap="3" alignItems="start">
        <Alert.Title>Keep this secret now: it is not shown again</Alert.Title>
        <Alert.Description>Your server checks with it that a call really comes from Wardline.</Alert.Description>
        <Code
          overflowWrap="anywhere"
          whiteSpace="normal"
          bg="bg.panel"
          color="fg"
          p="2"
          tabIndex={0}
          aria-label="Secret"
        >
          {secret}
        </Code>
        <Button size="sm" variant="outline" onClick={() => void copy()}>
          Copy the secret
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          I have kept it
        </Button>
      </Alert.Content>
    </Alert.Root>
  )
}
