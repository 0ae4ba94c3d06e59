import { Box, Flex, Stack, Text } from '@chakra-ui/react'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/Form.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { kindInWords } from '../notifications/kinds.ts'
import { channelsOf, concerns, offersWebhook, rowsOf } from './channels.ts'
import type { Preferences } from './queries.ts'
import { useSave } from './use-save.ts'

const nameOfRow = (kind: string) => (kind === '*' ? t('preferences.channels.everythingElse') : kindInWords(kind))

interface ChannelsFormProps {
  preferences: Preferences
}

/** Which kinds also leave the house; the inbox has all of them. */
export function ChannelsForm({ preferences }: ChannelsFormProps) {
  const { user } = useSignedIn()
  const hasWebhook = offersWebhook(user.role, preferences.webhook !== null)
  const save = useSave(preferences)
  const rows = rowsOf(preferences.channels)
  const form = useForm({ values: { rows } })
  return (
    <Form
      form={form}
      onSubmit={({ rows }) => save({ channels: channelsOf(rows) })}
      submitLabel={t('preferences.channels.save')}
    >
      <Text textStyle="sm" color="fg.muted">
        {t('preferences.channels.intro')}
      </Text>
      <Stack gap="0">
        {rows.map(
          ({ kind }, index) =>
            concerns(kind, user.role) && (
              <Flex
                key={kind}
                as="fieldset"
                aria-label={nameOfRow(kind)}
                py="2.5"
                gap="3"
                wrap="wrap"
                borderTopWidth={index ? '1px' : '0'}
              >
                <Text flex="1" minW="min({sizes.52}, 100%)" textStyle="sm" overflowWrap="anywhere">
                  {nameOfRow(kind)}
                </Text>
                <Flex gap="5" rowGap="2" wrap="wrap">
                  <Box>
                    <CheckField name={`rows.${index}.email`} label={t('preferences.channels.email')} />
                  </Box>
                  {hasWebhook && (
                    <Box>
                      <CheckField name={`rows.${index}.webhook`} label={t('preferences.channels.webhook')} />
                    </Box>
                  )}
                </Flex>
              </Flex>
            ),
        )}
      </Stack>
    </Form>
  )
}
