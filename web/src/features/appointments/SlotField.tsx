import { Box, Fieldset, Flex, Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { useFormContext, useWatch } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { type CivilDay, dayInWords, type HospitalClock, isCivilDay } from '../../time/zone.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { otherTime } from './chosen-time.ts'
import { slotsQuery } from './queries.ts'
import { SlotChoice } from './SlotChoice.tsx'

interface Slot {
  startsAt: string
  held?: boolean
}

/** What has begun is no use to anyone; what was chosen elsewhere, on the calendar, stays among the choices though it is not free. */
function choicesOf(items: Slot[], chosen: string, day: CivilDay, clock: HospitalClock): Slot[] {
  const ahead = items.filter(({ startsAt }) => Date.parse(startsAt) > Date.now())
  const isElsewhere = !chosen || chosen === otherTime || clock.dayOf(chosen) !== day
  if (isElsewhere || ahead.some(({ startsAt }) => startsAt === chosen)) return ahead
  return [...ahead, { startsAt: chosen }].toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
}

interface SlotFieldProps {
  onChange?: () => void
}

/** The doctor's free times of the chosen day, and for who may set hours aside, any other time. */
export function SlotField({ onChange = () => {} }: SlotFieldProps) {
  const { user, clock } = useSignedIn()
  const { getFieldState, formState } = useFormContext()
  const [doctorId, day, slot]: [string, string, string] = useWatch({ name: ['doctorId', 'day', 'slot'] })
  const ready = Boolean(doctorId) && isCivilDay(day)
  const slots = useQuery({ ...slotsQuery(clock, doctorId, day), enabled: ready })
  const error = getFieldState('slot', formState).error
  const anyTime = may(user.role, 'appointment.override') !== undefined
  const choices = slots.data && choicesOf(slots.data.items, slot, day, clock)
  return (
    <Fieldset.Root invalid={Boolean(error)}>
      <Fieldset.Legend textStyle="sm" fontWeight="medium" color="fg">
        {t('appointments.time.label')}{' '}
        <Text as="span" color="fg.error" aria-hidden>
          *
        </Text>
      </Fieldset.Legend>
      {!ready && (
        <Text textStyle="sm" color="fg.muted">
          {t('appointments.time.notReady')}
        </Text>
      )}
      {ready && slots.isPending && <Skeleton height="20" />}
      {ready && slots.isError && <FailureNotice failure={slots.error} onRetry={() => void slots.refetch()} />}
      {ready && choices && (
        <Box>
          {choices.every(({ held }) => held) && (
            <Text textStyle="sm" color="fg.muted" mb="2">
              {t(anyTime ? 'appointments.time.noneOrOther' : 'appointments.time.none', { day: dayInWords(day) })}
            </Text>
          )}
          <Flex gap="2" wrap="wrap">
            {choices.map(({ startsAt, held }) => (
              <SlotChoice
                key={startsAt}
                value={startsAt}
                label={clock.clock(startsAt)}
                isHeld={Boolean(held) && startsAt !== slot}
                onChange={onChange}
              />
            ))}
            {anyTime && <SlotChoice value={otherTime} label={t('appointments.time.other')} onChange={onChange} />}
          </Flex>
          {choices.some(({ held }) => held) && (
            <Text textStyle="xs" color="fg.muted" mt="2">
              {t('appointments.time.heldNote')}
            </Text>
          )}
        </Box>
      )}
      {ready && slot === otherTime && (
        <Box maxW="40">
          <TextField
            name="clockTime"
            label={t('appointments.time.startsAt')}
            type="time"
            rules={{ onChange }}
            required
          />
        </Box>
      )}
      <Fieldset.ErrorText>{error?.message}</Fieldset.ErrorText>
    </Fieldset.Root>
  )
}
