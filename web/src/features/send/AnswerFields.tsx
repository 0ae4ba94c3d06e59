import { Grid, Stack } from '@chakra-ui/react'
import { wantsAck } from '@wardline/notification/rules'
import { useFormContext } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { roleOptions } from '../auth/roles.ts'
import { asksForAnswer, type EscalateTo, type MessageValues } from './message.ts'
import { PeopleField } from './PeopleField.tsx'

const words = t('send.form', { returnObjects: true })

const targets: { value: EscalateTo; label: string }[] = [
  { value: 'admins', label: words.escalations.admins },
  { value: 'role', label: words.escalations.role },
  { value: 'people', label: words.escalations.people },
]

const isWithinRange = (minutes: string) => Number(minutes) >= 1 && Number(minutes) <= 1440

interface AnswerFieldsProps {
  /** Only administrators write to whole roles. */
  mayNameRoles: boolean
}

/** Whether somebody has to answer, how soon, and who is told when nobody does. */
export function AnswerFields({ mayNameRoles }: AnswerFieldsProps) {
  const { watch } = useFormContext<MessageValues>()
  const [severity, wantsAnswer, escalateTo] = watch(['severity', 'wantsAnswer', 'escalateTo'])
  return (
    <Stack gap="5">
      {!wantsAck(severity) && <CheckField name="wantsAnswer" label={words.wantsAnswer} hint={words.wantsAnswerHint} />}
      {asksForAnswer({ severity, wantsAnswer }) && (
        <>
          <Grid templateColumns={{ base: 'minmax(0, 1fr)', md: '1fr 2fr' }} gap="4">
            <TextField
              name="withinMinutes"
              label={words.within}
              type="number"
              min="1"
              max="1440"
              required
              rules={{ validate: (minutes: string) => isWithinRange(minutes) || words.withinRange }}
            />
            <SelectField
              name="escalateTo"
              label={words.escalateTo}
              options={mayNameRoles ? targets : targets.filter(({ value }) => value !== 'role')}
            />
          </Grid>
          {escalateTo === 'role' && (
            <SelectField name="escalateRole" label={words.escalateRole} options={roleOptions} />
          )}
          {escalateTo === 'people' && <PeopleField name="escalatePeople" label={words.escalatePeople} />}
        </>
      )}
    </Stack>
  )
}
