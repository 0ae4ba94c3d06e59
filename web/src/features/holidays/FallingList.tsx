import { Box, Button, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { holidayQuery } from './queries.ts'

/** The appointments that fall on a holiday, each with the next time at which its doctor is free. */
export function FallingList({ holidayId, onClose }: { holidayId: string; onClose: () => void }) {
  const { clock } = useSignedIn()
  const holiday = useQuery(holidayQuery(holidayId))
  const affected = holiday.data?.affected ?? []
  return (
    <Stack gap="4" align="start">
      {holiday.isPending && <Skeleton height="32" width="full" />}
      {holiday.isError && <FailureNotice failure={holiday.error} onRetry={() => void holiday.refetch()} />}
      {holiday.data && (
        <Text>
          {affected.length ? t('doctors.holidays.falling', { count: affected.length }) : t('doctors.holidays.none')}
        </Text>
      )}
      <Stack as="ul" gap="3" listStyleType="none" width="full">
        {affected.map(({ appointment: { id, patient, doctor, startsAt }, proposals: [next] }) => (
          <Box as="li" key={id} borderTopWidth="1px" pt="3">
            <TextLink to="/appointments/$id" params={{ id }}>
              {t('doctors.holidays.withDoctor', {
                patient: nameOf(patient),
                doctor: nameOf(doctor),
                clock: clock.clock(startsAt),
              })}
            </TextLink>
            <Text textStyle="sm" color="fg.muted">
              {next
                ? t('doctors.holidays.nextFree', { when: clock.dayAndClock(next.startsAt) })
                : t('doctors.holidays.noTime')}
            </Text>
          </Box>
        ))}
      </Stack>
      <Button variant="outline" onClick={onClose}>
        {t('ui.close')}
      </Button>
    </Stack>
  )
}
