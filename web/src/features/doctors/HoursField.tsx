import { Box, Fieldset, Stack, Text } from '@chakra-ui/react'
import type { Hours } from '@wardline/doctor/rules'
import { useController } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { DayHours } from './DayHours.tsx'
import { dayFault, weekdays } from './week.ts'

/** A week of working hours, a row for each day. What is wrong with a day is said at that day. */
export function HoursField() {
  const { clock } = useSignedIn()
  const { field, fieldState, formState } = useController({
    name: 'hours',
    rules: { validate: (hours: Hours[]) => !weekdays.some((weekday) => dayFault(hours, weekday)) },
  })
  return (
    <Fieldset.Root>
      <Fieldset.Legend textStyle="md" fontWeight="medium">
        {t('doctors.form.hours')}
      </Fieldset.Legend>
      <Text textStyle="sm" color="fg.muted">
        {t('doctors.form.hoursHint', { zone: clock.timeZone })}
      </Text>
      <Stack ref={field.ref} tabIndex={-1} gap="0" borderTopWidth="1px" mt="3" outline="none">
        {weekdays.map((weekday) => (
          <Box key={weekday} borderBottomWidth="1px" py="2.5">
            <DayHours
              hours={field.value}
              weekday={weekday}
              onChange={field.onChange}
              fault={formState.isSubmitted ? dayFault(field.value, weekday) : undefined}
            />
          </Box>
        ))}
      </Stack>
      {fieldState.error?.message && (
        <Text color="fg.error" textStyle="xs" role="alert">
          {fieldState.error.message}
        </Text>
      )}
    </Fieldset.Root>
  )
}
