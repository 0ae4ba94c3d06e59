import { Heading, Stack, Text } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { History } from './History.tsx'
import { MoveButton } from './MoveButton.tsx'
import { appointmentQuery } from './queries.ts'
import { reasonInWords } from './reason-words.ts'
import { StatusActions } from './StatusActions.tsx'
import { describeStatus } from './status.ts'

const route = getRouteApi('/_app/appointments/$id')

export function AppointmentPage() {
  const { id } = route.useParams()
  const { user, clock } = useSignedIn()
  const { data: appointment } = useSuspenseQuery(appointmentQuery(id))
  const { patient, doctor, startsAt, endsAt, room, reason, type, overrideReason, cancelled } = appointment
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
        eyebrow={t('appointments.page.eyebrow')}
        title={t('appointments.page.title', {
          day: dayInWords(clock.dayOf(startsAt)),
          from: clock.clock(startsAt),
          to: clock.clock(endsAt),
        })}
        actions={
          <>
            <MoveButton appointment={appointment} />
            <StatusActions appointment={appointment} />
          </>
        }
      />
      <Stack gap="5">
        <Panel>
          <Facts
            facts={[
              [t('appointments.page.status'), <StatusBadge key="status" {...status} />, status.meaning],
              [t('appointments.page.patient'), patientName, patient.mrn],
              [t('appointments.page.doctor'), nameOf(doctor)],
              ...(room ? [[t('appointments.page.room'), room] as const] : []),
              [t('appointments.page.reason'), reason ?? t('appointments.page.notGiven')],
              ...(type ? [[t('appointments.page.type'), type] as const] : []),
              ...(overrideReason ? [[t('appointments.page.override'), overrideReason] as const] : []),
              ...(cancelled
                ? [
                    [
                      t('appointments.page.cancelled'),
                      clock.dayAndClock(cancelled.at),
                      cancelled.reason && reasonInWords(cancelled.reason),
                    ] as const,
                  ]
                : []),
            ]}
          />
        </Panel>
        <Panel>
          <Heading as="h2" size="lg" mb="3">
            {t('appointments.page.history')}
          </Heading>
          <Text textStyle="sm" color="fg.muted" mb="3">
            {t('appointments.page.historyNote')}
          </Text>
          <History id={id} />
        </Panel>
      </Stack>
    </>
  )
}
