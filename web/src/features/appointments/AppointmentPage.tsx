import { Heading, Stack, Text } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { dayInWords } from '../../time/zone.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { History } from './History.tsx'
import { appointmentQuery } from './queries.ts'
import { StatusActions } from './StatusActions.tsx'
import { describeStatus } from './status.ts'

const route = getRouteApi('/_app/appointments/$id')

export function AppointmentPage() {
  const { id } = route.useParams()
  const { user, clock } = useSignedIn()
  const { data: appointment } = useSuspenseQuery(appointmentQuery(id))
  const { patient, doctor, startsAt, endsAt, reason, type, overrideReason, cancelled } = appointment
  const staff = may(user.role, 'patient.read') === 'any'
  const status = describeStatus(appointment)
  const patientName = staff ? (
    <TextLink to="/patients/$id" params={{ id: patient.id }}>
      {nameOf(patient)}
    </TextLink>
  ) : (
    nameOf(patient)
  )
  return (
    <>
      <PageHeader
        eyebrow="Appointment"
        title={`${dayInWords(clock.dayOf(startsAt))}, ${clock.clock(startsAt)}–${clock.clock(endsAt)}`}
        actions={<StatusActions appointment={appointment} />}
      />
      <Stack gap="5">
        <Panel>
          <Facts
            facts={[
              ['Status', <StatusBadge key="status" {...status} />, status.meaning],
              ['Patient', patientName, patient.mrn],
              ['Doctor', nameOf(doctor)],
              ['Reason', reason ?? 'Not given'],
              ...(type ? [['Kind of visit', type] as const] : []),
              ...(overrideReason ? [['Booked anyway because', overrideReason] as const] : []),
              ...(cancelled ? [['Cancelled', clock.dayAndClock(cancelled.at), cancelled.reason] as const] : []),
            ]}
          />
        </Panel>
        <Panel>
          <Heading as="h2" size="lg" mb="3">
            What happened
          </Heading>
          <Text textStyle="sm" color="fg.muted" mb="3">
            Every change, with who made it and when.
          </Text>
          <History id={id} />
        </Panel>
      </Stack>
    </>
  )
}
