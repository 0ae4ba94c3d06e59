import { Grid } from '@chakra-ui/react'
import { useFormContext } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import type { MessageValues } from './message.ts'

const words = t('send.form', { returnObjects: true })

/** When it is sent, by the hospital's clock. */
export function LaterFields() {
  const { clock } = useSignedIn()
  const { watch, getValues } = useFormContext<MessageValues>()
  const isAhead = (day: string) => Date.parse(clock.at(day, getValues('clock'))) > Date.now() || words.future
  return (
    <>
      <CheckField name="isLater" label={words.later} hint={words.laterHint} />
      {watch('isLater') && (
        <Grid templateColumns="1fr 1fr" gap="4" maxW="md">
          <TextField
            name="day"
            label={words.day}
            type="date"
            min={clock.dayOf(Date.now())}
            required
            rules={{ validate: isAhead }}
          />
          <TextField name="clock" label={words.time} type="time" required />
        </Grid>
      )}
    </>
  )
}
