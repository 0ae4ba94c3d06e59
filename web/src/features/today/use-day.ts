import { useQuery } from '@tanstack/react-query'
import { useWithForeseen } from '../appointments/foreseen.ts'
import { dayQuery } from '../appointments/queries.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { useToday } from './use-today.ts'

/** Today’s appointments, with the steps that are being taken. A doctor is answered with their own. */
export function useDay() {
  const { clock } = useSignedIn()
  const day = useQuery(dayQuery(clock, useToday()))
  return { ...day, data: useWithForeseen(day.data) }
}
