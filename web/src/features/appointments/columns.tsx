import { Box, Text } from '@chakra-ui/react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { useForeseenOne } from './foreseen.ts'
import { StatusActions } from './StatusActions.tsx'
import { describeStatus } from './status.ts'

export type AppointmentColumn = Column<Appointment>

interface CellProps {
  appointment: Appointment
}

function Time({ appointment: { id, startsAt, endsAt }, withDay }: CellProps & { withDay?: boolean }) {
  const { clock } = useSignedIn()
  const from = withDay ? clock.dayAndClock(startsAt) : clock.clock(startsAt)
  return (
    <TextLink to="/appointments/$id" params={{ id }}>
      <time dateTime={startsAt}>
        {from}–{clock.clock(endsAt)}
      </time>
    </TextLink>
  )
}

export const timeColumn: AppointmentColumn = {
  header: t('appointments.columns.time'),
  cell: (appointment) => <Time appointment={appointment} />,
}

export const dayAndTimeColumn: AppointmentColumn = {
  header: t('appointments.columns.when'),
  cell: (appointment) => <Time appointment={appointment} withDay />,
}

export const patientColumn: AppointmentColumn = {
  header: t('appointments.columns.patient'),
  cell: ({ patient }) => (
    <Box>
      <TextLink to="/patients/$id" params={{ id: patient.id }}>
        {nameOf(patient)}
      </TextLink>
      <Text textStyle="xs" color="fg.muted">
        {patient.mrn}
      </Text>
    </Box>
  ),
}

export const doctorColumn: AppointmentColumn = {
  header: t('appointments.columns.doctor'),
  cell: ({ doctor }) => nameOf(doctor),
}

export const reasonColumn: AppointmentColumn = {
  header: t('appointments.columns.reason'),
  cell: ({ reason, type }) => (
    <Text color={reason || type ? undefined : 'fg.muted'} lineClamp="2">
      {reason ?? type ?? t('appointments.columns.noReason')}
    </Text>
  ),
}

export function AppointmentStatus({ appointment }: CellProps) {
  const { now } = useForeseenOne(appointment)
  return <StatusBadge {...describeStatus(now)} />
}

export const statusColumn: AppointmentColumn = {
  header: t('appointments.columns.status'),
  aside: true,
  cell: (appointment) => <AppointmentStatus appointment={appointment} />,
}

export const actionsColumn: AppointmentColumn = {
  header: t('appointments.columns.actions'),
  hiddenHeader: true,
  aside: true,
  cell: (appointment) => <StatusActions appointment={appointment} />,
}
