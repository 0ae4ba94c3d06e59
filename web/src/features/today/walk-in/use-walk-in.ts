import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useIdempotencyKey } from '../../../api/idempotency.ts'
import { inWords } from '../../../api/problem.ts'
import type { Patient } from '../../../api/records.ts'
import { t } from '../../../language/inside.ts'
import { nameOf } from '../../../ui/names.ts'
import { toaster } from '../../../ui/toaster.tsx'
import { readAgain } from '../../appointments/known.ts'
import { book, changeAppointment } from '../../appointments/queries.ts'
import { useSignedIn } from '../../auth/signed-in.ts'
import { allergiesOf, type Values } from '../../patients/edit-values.ts'
import { registerPatient } from '../../patients/queries.ts'
import type { FreeTime } from './free-times.ts'

export const emptyValues = {
  kind: 'known' as 'known' | 'new',
  patientId: '',
  givenName: '',
  familyName: '',
  birthDate: '',
  sex: '' as Patient['sex'],
  allergies: [] as Values['allergies'],
  specialty: '',
  doctorId: '',
  slot: '',
  reason: '',
}
export type WalkIn = typeof emptyValues

/** Registers who is new, books and checks in. What has worked is not done twice when a later part is tried again. */
export function useWalkIn() {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const registerOnce = useIdempotencyKey()
  const bookOnce = useIdempotencyKey()
  const patientOf = async ({ kind, patientId, givenName, familyName, birthDate, sex, ...rest }: WalkIn) => {
    if (kind === 'known') return patientId
    const allergies = allergiesOf(rest.allergies)
    const patient = { givenName, familyName, birthDate, sex, ...(allergies.length > 0 && { allergies }) }
    const { id } = await registerOnce(patient, registerPatient)
    return id
  }
  return async (values: WalkIn, { startsAt, doctorId }: FreeTime) => {
    const patientId = await patientOf(values)
    const reason = values.reason.trim()
    const booked = await bookOnce({ patientId, doctorId, startsAt, ...(reason && { reason }) }, book).finally(() =>
      readAgain(queryClient),
    )
    const description = t('today.walkIn.whose', {
      patient: nameOf(booked.patient),
      doctor: nameOf(booked.doctor),
      clock: clock.clock(booked.startsAt),
    })
    try {
      await changeAppointment(booked, { status: 'checked-in' })
      toaster.create({ type: 'success', title: t('today.walkIn.done'), description })
    } catch (failure) {
      toaster.create({ type: 'warning', title: t('today.walkIn.notHere'), description: inWords(failure) })
    }
    readAgain(queryClient)
    await navigate({ to: '/' })
  }
}
