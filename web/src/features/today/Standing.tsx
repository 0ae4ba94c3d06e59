import { Flex, Text } from '@chakra-ui/react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type AppointmentColumn, AppointmentStatus } from '../appointments/columns.tsx'
import { Late } from './waiting/Late.tsx'
import { minutesInWords, useMinutesSince } from './waiting/minutes.ts'
import { Waited } from './waiting/Waited.tsx'
import { timedOf } from './worklist.ts'

export function InVisit({ since }: { since: string }) {
  const minutes = useMinutesSince(since)
  return (
    <Text as="span" textStyle="xs" color="fg.muted" whiteSpace="nowrap" fontVariantNumeric="tabular-nums">
      {t('today.waiting.inVisit', { time: minutesInWords(minutes) })}
    </Text>
  )
}

const times = { late: Late, waited: Waited, inVisit: InVisit }

interface StandingProps {
  appointment: Appointment
}

/** The status, and since when where that matters. */
export function Standing({ appointment }: StandingProps) {
  const counted = timedOf(appointment)
  const Time = counted && times[counted.timed]
  return (
    <Flex gap="1.5" wrap="wrap" align="center" justify={{ base: 'end', md: 'start' }}>
      <AppointmentStatus appointment={appointment} />
      {Time && <Time since={counted.since} />}
    </Flex>
  )
}

export const standingColumn: AppointmentColumn = {
  header: t('appointments.columns.status'),
  aside: true,
  cell: (appointment) => <Standing appointment={appointment} />,
}
