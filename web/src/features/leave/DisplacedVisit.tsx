import { Flex, Text } from '@chakra-ui/react'
import { isStartable } from '@wardline/appointment/rules'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { AppointmentStatus } from '../appointments/columns.tsx'
import { CallThem } from '../appointments/WhoIsTold.tsx'
import { useSignedIn } from '../auth/signed-in.ts'

interface DisplacedVisitProps {
  appointment: Appointment
  /** Where the list is not one doctor's. */
  namesDoctor?: boolean
}

/** One appointment that cannot take place as it is, and how the patient hears of it: who sits here is not called. */
export function DisplacedVisit({ appointment, namesDoctor }: DisplacedVisitProps) {
  const { clock } = useSignedIn()
  const { id, patient, doctor, startsAt, endsAt, status } = appointment
  const said = { patient: nameOf(patient), doctor: nameOf(doctor), when: clock.dayAndClock(startsAt) }
  const isHere = isStartable(status)
  const isLate = !isHere && Date.parse(endsAt) < Date.now()
  return (
    <>
      <Flex gap="2" wrap="wrap" align="center" fontWeight="medium">
        <TextLink to="/appointments/$id" params={{ id }}>
          {t(namesDoctor ? 'leave.affected.withDoctor' : 'leave.affected.at', said)}
        </TextLink>
        <AppointmentStatus appointment={appointment} />
      </Flex>
      {isHere ? (
        <Text textStyle="sm" fontWeight="medium">
          {t('leave.affected.isHere')}
        </Text>
      ) : (
        <CallThem patientId={patient.id} />
      )}
      {isLate && <Text textStyle="sm">{t('leave.affected.late')}</Text>}
    </>
  )
}
