import { Box, Flex } from '@chakra-ui/react'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Preferences } from './queries.ts'
import { useSave } from './use-save.ts'

const zones = Intl.supportedValuesOf('timeZone')

const valuesOf = ({ quietHours }: Preferences) => ({
  quiet: quietHours !== null,
  from: quietHours?.from ?? '22:00',
  to: quietHours?.to ?? '07:00',
  timeZone: quietHours?.timeZone ?? '',
})
type Values = ReturnType<typeof valuesOf>

interface QuietHoursFormProps {
  preferences: Preferences
}

export function QuietHoursForm({ preferences }: QuietHoursFormProps) {
  const { clock } = useSignedIn()
  const save = useSave(preferences)
  const form = useForm({ values: valuesOf(preferences) })
  const { quiet, timeZone: chosen } = form.watch()
  const submit = ({ quiet, from, to, timeZone }: Values) =>
    save({ quietHours: quiet ? { from, to, ...(timeZone && { timeZone }) } : null })
  // A zone under an older name is kept, though the browser does not list it.
  const names = chosen && !zones.includes(chosen) ? [chosen, ...zones] : zones
  return (
    <Form form={form} onSubmit={submit} submitLabel={t('preferences.quiet.save')}>
      <CheckField name="quiet" label={t('preferences.quiet.keep')} hint={t('preferences.quiet.hint')} />
      {quiet && (
        <Flex gap="4" wrap="wrap">
          <Box width="36" maxW="full">
            <TextField name="from" label={t('preferences.quiet.from')} type="time" required />
          </Box>
          <Box width="36" maxW="full">
            <TextField name="to" label={t('preferences.quiet.until')} type="time" required />
          </Box>
          <Box minW="min({sizes.56}, 100%)" flex="1" maxW="xs">
            <SelectField
              name="timeZone"
              label={t('preferences.quiet.zone')}
              placeholder={t('preferences.quiet.hospitalZone', { zone: clock.timeZone })}
              options={names.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
            />
          </Box>
        </Flex>
      )}
    </Form>
  )
}
