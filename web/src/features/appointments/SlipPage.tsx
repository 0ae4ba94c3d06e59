import { Heading, Text } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { t } from '../../language/inside.ts'
import { dayInShort, dayInWords } from '../../time/zone.ts'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PrintFrame } from '../../ui/print/PrintFrame.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { appointmentQuery } from './queries.ts'
import { describeStatus } from './status.ts'

const route = getRouteApi('/_app/appointments/$id_/slip')

/** What a patient takes home: what was booked, with whom, where and when. */
export function SlipPage() {
  const { id } = route.useParams()
  const { clock } = useSignedIn()
  const { data: appointment, dataUpdatedAt } = useSuspenseQuery(appointmentQuery(id))
  const { patient, doctor, startsAt, endsAt, reason, type, room } = appointment
  const day = clock.dayOf(startsAt)
  return (
    <PrintFrame
      asOf={`${clock.dayAndClock(new Date(dataUpdatedAt).toISOString())} (${clock.timeZone})`}
      actions={
        <ButtonLink to="/appointments/$id" params={{ id }} look="outline">
          {t('appointments.slip.back')}
        </ButtonLink>
      }
    >
      <Text textStyle="sm">{t('appointments.slip.title')}</Text>
      <Heading as="h1" size="2xl">
        {t('appointments.slip.when', {
          day: dayInWords(day),
          from: clock.clock(startsAt),
          to: clock.clock(endsAt),
        })}
      </Heading>
      <Text textStyle="sm" mb="6">
        {t('appointments.slip.zone', { day: dayInShort(day), zone: clock.timeZone })}
      </Text>
      <Facts
        facts={[
          [t('appointments.slip.patient'), nameOf(patient), patient.mrn],
          [t('appointments.slip.doctor'), nameOf(doctor)],
          [t('appointments.slip.room'), room ?? t('appointments.slip.askWhere')],
          [t('appointments.slip.reason'), reason ?? type ?? t('appointments.slip.noReason')],
          [t('appointments.slip.status'), describeStatus(appointment).label],
        ]}
      />
    </PrintFrame>
  )
}
