import { Box, Text } from '@chakra-ui/react'
import type { Appointment } from '../../api/records.ts'
import { dayInShort, type HospitalClock } from '../../time/zone.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { StatusActions } from './StatusActions.tsx'
import { describeStatus } from './status.ts'

type AppointmentColumn = Column<Appointment>

interface TimeProps {
  appointment: Appointment
  withDay?: boolean
}

function Time({ appointment: { id, startsAt, endsAt }, withDay }: TimeProps) {
  const { clock } = useSignedIn()
  const day = (zone: HospitalClock) => dayInShort(zone.dayOf(startsAt))
  return (
    <TextLink to="/appointments/$id" params={{ id }} style={{ whiteSpace: 'nowrap' }}>
      <time dateTime={startsAt}>
        {withDay && `${day(clock)}, `}
        {clock.clock(startsAt)}–{clock.clock(endsAt)}
      </time>
    </TextLink>
  )
}

export const timeColumn: AppointmentColumn = {
  header: 'Time',
  cell: (appointment) => <Time appointment={appointment} />,
}

export const dayAndTimeColumn: AppointmentColumn = {
  header: 'When',
  cell: (appointment) => <Time appointment={appointment} withDay />,
}

export const patientColumn: AppointmentColumn = {
  header: 'Patient',
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

export const doctorColumn: AppointmentColumn = { header: 'Doctor', cell: ({ doctor }) => nameOf(doctor) }

export const reasonColumn: AppointmentColumn = {
  header: 'Reason',
  cell: ({ reason, type }) => (
    <Text color={reason || type ? undefined : 'fg.muted'} lineClamp="2">
      {reason ?? type ?? 'Not given'}
    </Text>
  ),
}

export const statusColumn: AppointmentColumn = {
  header: 'Status',
  aside: true,
  cell: (appointment) => <StatusBadge {...describeStatus(appointment)} />,
}

export const actionsColumn: AppointmentColumn = {
  header: 'Actions',
  hiddenHeader: true,
  aside: true,
  cell: (appointment) => <StatusActions appointment={appointment} />,
}
