import { Alert, Button, Code } from '@chakra-ui/react'
import { KeyRound } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { toaster } from '../../ui/toaster.tsx'

interface SecretNoticeProps {
  secret: string
  onDone: () => void
}

/** A new secret, the one time that it can be read. */
export function SecretNotice({ secret, onDone }: SecretNoticeProps) {
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => toaster.create({ type: 'success', title: t('preferences.secret.copied') }),
      () =>
        toaster.create({
          type: 'error',
          title: t('preferences.secret.notCopied'),
          description: t('preferences.secret.byHand'),
        }),
    )
  return (
    <Alert.Root status="warning">
      <Alert.Indicator>
        <KeyRound aria-hidden />
      </Alert.Indicator>
      <Alert.Content gap="3" alignItems="start">
        <Alert.Title>{t('preferences.secret.title')}</Alert.Title>
        <Alert.Description>{t('preferences.secret.body')}</Alert.Description>
        <Code
          overflowWrap="anywhere"
          whiteSpace="normal"
          bg="bg.panel"
          color="fg"
          p="2"
          tabIndex={0}
          aria-label={t('preferences.secret.label')}
        >
          {secret}
        </Code>
        <Button size="sm" variant="outline" onClick={() => void copy()}>
          {t('preferences.secret.copy')}
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          {t('preferences.secret.kept')}
        </Button>
      </Alert.Content>
    </Alert.Root>
  )
}
