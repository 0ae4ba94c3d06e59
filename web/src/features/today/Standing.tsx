import { Flex, Text } from '@chakra-ui/react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type AppointmentColumn, AppointmentStatus } from '../appointments/columns.tsx'
import { Late } from './waiting/Late.tsx'
import { minutesInWords, useMinutesSince } from './waiting/minutes.ts'
import { Waited } from './waiting/Waited.tsx'
import { sectionOf } from './worklist.ts'

export function InVisit({ since }: { since: string }) {
  const minutes = useMinutesSince(since)
  return (
    <Text as="span" textStyle="xs" color="fg.muted" whiteSpace="nowrap" fontVariantNumeric="tabular-nums">
      {t('today.waiting.inVisit', { time: minutesInWords(minutes) })}
    </Text>
  )
}

interface StandingProps {
  appointment: Appointment
}

/** The status, and since when where that matters. */
export function Standing({ appointment }: StandingProps) {
  const { arrivedAt, startedAt, startsAt } = appointment
  const section = sectionOf(appointment)
  return (
    <Flex gap="1.5" wrap="wrap" align="center" justify={{ base: 'end', md: 'start' }}>
      <AppointmentStatus appointment={appointment} />
      {section === 'expected' && <Late since={startsAt} />}
      {section === 'waiting' && arrivedAt && <Waited since={arrivedAt} />}
      {section === 'inProgress' && startedAt && <InVisit since={startedAt} />}
    </Flex>
  )
}

export const standingColumn: AppointmentColumn = {
  header: t('appointments.columns.status'),
  aside: true,
  cell: (appointment) => <Standing appointment={appointment} />,
}
