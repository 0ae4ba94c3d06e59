import { Box, Fieldset, Flex, Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { useFormContext, useWatch } from 'react-hook-form'
import { dayInWords, isCivilDay } from '../../time/zone.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { slotsQuery } from './queries.ts'
import { SlotChoice } from './SlotChoice.tsx'

/** The choice that stands for a time which is not among the free ones. */
export const otherTime = 'other'

interface SlotFieldProps {
  onChange: () => void
}

/** The doctor's free times of the chosen day, and for who may set hours aside, any other time. */
export function SlotField({ onChange }: SlotFieldProps) {
  const { user, clock } = useSignedIn()
  const { getFieldState, formState } = useFormContext()
  const [doctorId, day, slot]: [string, string, string] = useWatch({ name: ['doctorId', 'day', 'slot'] })
  const ready = Boolean(doctorId) && isCivilDay(day)
  const slots = useQuery({ ...slotsQuery(clock, doctorId, day), enabled: ready })
  const error = getFieldState('slot', formState).error
  const anyTime = may(user.role, 'appointment.override') !== undefined
  // The API answers what the hours leave free; what has begun is no use to anyone.
  const ahead = slots.data?.items.filter(({ startsAt }) => Date.parse(startsAt) > Date.now())
  const free = ahead?.filter(({ held }) => !held)
  return (
    <Fieldset.Root invalid={Boolean(error)}>
      <Fieldset.Legend textStyle="sm" fontWeight="medium" color="fg">
        Time{' '}
        <Text as="span" color="fg.error" aria-hidden>
          *
        </Text>
      </Fieldset.Legend>
      {!ready && (
        <Text textStyle="sm" color="fg.muted">
          Choose a doctor and a day to see the free times.
        </Text>
      )}
      {ready && slots.isPending && <Skeleton height="20" />}
      {ready && slots.isError && <FailureNotice failure={slots.error} onRetry={() => void slots.refetch()} />}
      {ready && ahead && free && (
        <Box>
          {free.length === 0 && (
            <Text textStyle="sm" color="fg.muted" mb="2">
              No free time on {dayInWords(day)}. Choose another day{anyTime && ', or another time below'}.
            </Text>
          )}
          <Flex gap="2" wrap="wrap">
            {ahead.map(({ startsAt, held }) => (
              <SlotChoice
                key={startsAt}
                value={startsAt}
                label={clock.clock(startsAt)}
                isHeld={Boolean(held)}
                onChange={onChange}
              />
            ))}
            {anyTime && <SlotChoice value={otherTime} label="Another time" onChange={onChange} />}
          </Flex>
          {free.length < ahead.length && (
            <Text textStyle="xs" color="fg.muted" mt="2">
              Times struck through are being booked by somebody else just now. They come back here if that ends in
              nothing.
            </Text>
          )}
        </Box>
      )}
      {ready && slot === otherTime && (
        <Box maxW="40">
          <TextField name="clockTime" label="Starts at" type="time" rules={{ onChange }} required />
        </Box>
      )}
      <Fieldset.ErrorText>{error?.message}</Fieldset.ErrorText>
    </Fieldset.Root>
  )
}
