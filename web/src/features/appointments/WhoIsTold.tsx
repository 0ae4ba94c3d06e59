import { Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Appointment } from '../../api/records.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { doctorQuery } from '../doctors/queries.ts'
import { patientQuery } from '../patients/queries.ts'
import { doctorTold, patientTold } from './told.ts'

/** For staff: that nobody tells a patient without a login, and the number to call. Nothing for whoever has one. */
export function CallThem({ patientId }: { patientId: string }) {
  const { data: patient } = useQuery(patientQuery(patientId))
  if (!patient || patient.userId) return null
  return (
    <Text textStyle="sm" fontWeight="medium">
      {patientTold(patient)}
    </Text>
  )
}

/** For staff: who is told of a change, and whom they have to tell themselves. */
export function WhoIsTold({ appointment }: { appointment: Appointment }) {
  const { user } = useSignedIn()
  const { data: patient } = useQuery(patientQuery(appointment.patient.id))
  const { data: doctor } = useQuery(doctorQuery(appointment.doctor.id))
  if (!patient || !doctor || !('userId' in doctor)) return null
  return (
    <Text textStyle="sm">
      <Text as="span" {...(!patient.userId && { fontWeight: 'medium' })}>
        {patientTold(patient)}
      </Text>{' '}
      {doctorTold(doctor, user.id)}
    </Text>
  )
}
