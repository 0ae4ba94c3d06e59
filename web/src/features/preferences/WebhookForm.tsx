import { Button, Stack, Text } from '@chakra-ui/react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ApiError } from '../../api/problem.ts'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Preferences, PreferencesChange } from './queries.ts'
import { SecretNotice } from './SecretNotice.tsx'
import { useSave } from './use-save.ts'

/** A masked secret says nothing; a new one comes in the answer that made it, and never again. */
const newSecretOf = ({ webhook }: Preferences) => (webhook?.secret.includes('•') ? undefined : webhook?.secret)

interface WebhookFormProps {
  preferences: Preferences
}

export function WebhookForm({ preferences }: WebhookFormProps) {
  const { clock } = useSignedIn()
  const { webhook } = preferences
  const save = useSave(preferences)
  const [secret, setSecret] = useState<string>()
  const form = useForm({ values: { url: webhook?.url ?? '' } })
  const change = async (wanted: PreferencesChange['webhook']) => {
    const next = await save({ webhook: wanted ?? null })
    setSecret(newSecretOf(next) ?? (next.webhook ? secret : undefined))
  }
  const submit = async ({ url }: { url: string }) => {
    try {
      await change({ url: url.trim() })
    } catch (failure) {
      const refused = failure instanceof ApiError && failure.problem.errors?.some(({ path }) => path === 'webhook.url')
      if (!refused) throw failure
      form.setError('url', { message: t('preferences.webhook.badAddress') }, { shouldFocus: true })
    }
  }
  const other = useMutation({ mutationFn: change })
  return (
    <Stack gap="5">
      <Form
        form={form}
        onSubmit={submit}
        submitLabel={webhook ? t('preferences.webhook.save') : t('preferences.webhook.use')}
      >
        <TextField
          name="url"
          label={t('preferences.webhook.address')}
          type="url"
          hint={t('preferences.webhook.hint')}
          required
        />
      </Form>
      {secret && <SecretNotice secret={secret} onDone={() => setSecret(undefined)} />}
      {webhook && (
        <Stack gap="3" align="start">
          {webhook.previousSecretUntil && (
            <Text textStyle="sm" color="fg.muted">
              {t('preferences.webhook.previousSecret', { until: clock.dayAndClock(webhook.previousSecretUntil) })}
            </Text>
          )}
          <Stack direction="row" gap="2" wrap="wrap">
            <Button
              variant="outline"
              size="sm"
              loading={other.isPending}
              onClick={() => other.mutate({ url: webhook.url, rotate: true })}
            >
              {t('preferences.webhook.newSecret')}
            </Button>
            <Button
              variant="outline"
              size="sm"
              colorPalette="red"
              disabled={other.isPending}
              onClick={() => other.mutate(null)}
            >
              {t('preferences.webhook.remove')}
            </Button>
          </Stack>
          {other.isError && <FailureNotice failure={other.error} />}
        </Stack>
      )}
    </Stack>
  )
}
