import { Grid, Text } from '@chakra-ui/react'
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
  const [isLater, day, time] = watch(['isLater', 'day', 'clock'])
  return (
    <>
      <CheckField name="isLater" label={words.later} hint={words.laterHint} />
      {isLater && (
        <Grid templateColumns="repeat(auto-fit, minmax(min({sizes.36}, 100%), 1fr))" gap="4" maxW="md">
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
      {isLater && day && time && (
        <Text textStyle="sm" role="status">
          {t('send.form.willGo', { at: clock.dayAndClock(clock.at(day, time)) })}
        </Text>
      )}
    </>
  )
}
